// Whom an experiment can hit, by what its fault acts on: how that is found, written, read back, seen and named.

import type { Parameters } from '../catalogue/action.ts';
import type { ClusterCache, Machine, Workload } from '../cluster.ts';
import type { Experiment, Manifest } from '../experiment.ts';
import type { Headroom } from '../headroom.ts';
import type { Preview } from '../preview.ts';
import type { Surroundings, TargetAnswer } from '../target.ts';
import type { Hits } from './hits.ts';

export interface Source {
  readonly kind: string;
  readonly namespace: string;
  readonly spec: Manifest['spec'];
}

export type Meant = Pick<Experiment, 'target' | 'mode'>;

export type Picture = Pick<ClusterCache, 'pods' | 'workloads' | 'budgets' | 'machines'>;

export interface Around extends Surroundings {
  /** Of that namespace. */
  readonly machines: readonly Machine[];
}

/** What of a cluster's picture an experiment can touch now. */
export interface Sight {
  /** Something of the place is known: an empty picture says nothing. */
  readonly known: boolean;
  readonly workloads: readonly (Pick<Workload, 'kind' | 'name' | 'replicas' | 'ready'> & {
    readonly namespace: string;
  })[];
  /** Names, `ns/name` outside the object's namespace. */
  readonly candidates: readonly string[];
  readonly affected: { readonly least: number; readonly most: number };
  /** Of machines, how many the inventory has beside them; absent where nobody knows. */
  readonly total?: number;
  /** Absent where nobody can see how many stay ready. */
  readonly headroom?: Headroom;
  readonly hits?: Hits;
  /** Of pods alone. */
  readonly preview?: Preview;
}

export interface Reach {
  /** What a word of a line means, or what the parameters name instead of it. */
  readonly find: (
    word: string,
    said: Pick<Experiment, 'kind' | 'action' | 'parameters'>,
    around: Around,
  ) => TargetAnswer;
  /** Its part of the spec. */
  readonly spec: (experiment: Experiment) => Readonly<Record<string, unknown>>;
  /** Undefined: the spec says more than an experiment can. */
  readonly read: (
    source: Source,
    parameters: Parameters,
    place: { readonly cluster: string; readonly word?: string },
  ) => Meant | undefined;
  readonly look: (experiment: Experiment, picture: Picture) => Sight;
}
