// What was seen of a run in the cluster: its object, what that started, its targets before the fault and when proven clean.

import type { TargetRecord } from '../chaos/cluster.ts';

/** The Chaos Mesh object of a run, as last read from the API server. */
export interface RunObject {
  readonly uid: string;
  readonly resourceVersion: string;
  /** Milliseconds; Chaos Mesh counts the duration from here. */
  readonly createdAt: number;
  readonly deleting: boolean;
  readonly paused: boolean;
  readonly desiredPhase?: 'Run' | 'Stop';
  readonly finalizers: readonly string[];
  /** GET said 404, or another uid stands under the name. */
  readonly gone: boolean;
  /** The records came with the DELETED watch event: the controller's last word. */
  readonly final?: boolean;
}

/** An experiment that a Schedule or Workflow started, or one of these between. */
export interface Child {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** Chaos Mesh's, where its kind has several. */
  readonly action?: string;
  readonly deleting: boolean;
  readonly finalizers: readonly string[];
  readonly desiredPhase?: 'Run' | 'Stop';
  readonly records: readonly TargetRecord[];
  /** It stands no more. */
  readonly gone: boolean;
  /** The records came with the DELETED watch event. */
  readonly final?: boolean;
  /** Nothing of it is left on any target. */
  readonly clean?: boolean;
}

/** What is known of one target while it is being proven clean. */
export interface TargetProof {
  readonly id: string;
  readonly clean: 'clean' | 'carries' | 'unknown';
  readonly sentence: string;
}

export interface Proof {
  readonly at: number;
  readonly complete: boolean;
  readonly targets: readonly TargetProof[];
}

export interface Readiness {
  readonly now: number;
  readonly of: number;
  readonly lowest: number;
}

/** The targets' pods before the fault, against which recovery is measured. */
export interface Before {
  /** How many were ready. */
  readonly ready: number;
  /** By `ns/pod`, at most 50. */
  readonly pods: Readonly<Record<string, { readonly uid: string; readonly restarts: number }>>;
}
