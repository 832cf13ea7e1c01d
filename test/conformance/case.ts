// A case of the conformance suite: something to do to a cluster, and what any client must see of it.
import type { Scene } from './scene.ts';
import type { Power } from './world.ts';

/** Plain JSON without times, counts of events, drawn names, or an order that may differ. */
export type Observation = unknown;

export interface Case {
  /** A sentence about Chaos Mesh. */
  readonly name: string;
  /** Where the cluster cannot be handled so, the case is skipped and named. */
  readonly needs?: readonly Power[];
  /** Breaks what others share, or measures against a clock: nothing else runs beside it. */
  readonly alone?: true;
  /** Why the sandbox does not claim this. */
  readonly engineOnly?: string;
  readonly expected: Observation;
  /** Where the sandbox knowingly shows something else. */
  readonly sandbox?: Difference;
  observe(scene: Scene): Promise<Observation>;
}

export interface Difference {
  readonly expected: Observation;
  readonly because: string;
}

/** Cases about one subject, as a chapter of the list. */
export interface Chapter {
  readonly title: string;
  readonly cases: readonly Case[];
}

/** For cases that make a daemon fail or go away. */
export const onDaemon = { needs: ['daemon'], alone: true } as const;

/** The same for a chaosd. */
export const onOutside = { needs: ['outside'], alone: true } as const;
