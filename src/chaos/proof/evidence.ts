// What a recovery proof is made from, and what it says of one target.

import type { ChaosObject, Pod, TargetRecord } from '../cluster.ts';
import { type Hits, nameIn } from '../reach/hits.ts';

export type Cleanliness = 'clean' | 'carries' | 'unknown';

export interface Evidence {
  /** The object as last seen: by GET, in its DELETED event, or before it was lost from sight. */
  readonly object: Pick<
    ChaosObject,
    'kind' | 'namespace' | 'name' | 'deleting' | 'finalizers' | 'desiredPhase' | 'records' | 'spec'
  >;
  /** GET by name answered 404, or with another uid. */
  readonly absent: boolean;
  /** Live pods of the targets' namespaces, read after the end; never from a cache. */
  readonly pods: readonly Pod[];
  /** By `ns/pod`: what Cluster.residue answered; missing where it was not asked or did not answer. */
  readonly residue: Readonly<Record<string, readonly string[]>>;
  /** By `ns/pod`: the pod as it was before the fault; missing where nobody noted it. */
  readonly before: Readonly<Record<string, PodBefore>>;
  /** How many pods of the target were ready before the fault. */
  readonly expectedReady: number;
  /** Which of `pods` are those of the target. */
  readonly counts: (pod: Pod) => boolean;
  /** What is hit where it is no pods, which then are not looked at. */
  readonly hits?: Hits;
}

export interface PodBefore {
  readonly uid: string;
  readonly restarts: number;
}

export interface TargetProof {
  /** The record's id, `ns/pod` or `ns/pod/container`. */
  readonly id: string;
  readonly clean: Cleanliness;
  readonly sentence: string;
}

/** One target with its live pod, if there is one of that name. */
export interface Subject {
  readonly evidence: Evidence;
  readonly record: TargetRecord;
  /** `ns/pod`. */
  readonly podId: string;
  /** The bare name of the pod, machine or instance, for sentences. */
  readonly name: string;
  readonly pod: Pod | undefined;
  /** The pod that was hit is no more: gone, or another of the same name stands there. */
  readonly replaced: boolean;
}

export interface Judgement {
  readonly clean: Cleanliness;
  readonly sentence: string;
}

export function subjectOf(evidence: Evidence, record: TargetRecord): Subject {
  const { hits } = evidence;
  if (hits !== undefined)
    return { evidence, record, podId: '', name: nameIn(hits, record.id), pod: undefined, replaced: false };
  const [namespace = '', name = ''] = record.id.split('/');
  const podId = `${namespace}/${name}`;
  const pod = evidence.pods.find((one) => one.namespace === namespace && one.name === name);
  const before = evidence.before[podId];
  const replaced = pod === undefined || (before !== undefined && before.uid !== pod.uid);
  return { evidence, record, podId, name, pod, replaced };
}

/**
 * The records are the last ones there will be: the DELETED event's (no finalizer left), or of an object that has
 * stopped. Anything older may have been injected since.
 */
export function areFinal({ deleting, finalizers, desiredPhase }: Evidence['object']): boolean {
  return desiredPhase === 'Stop' || (deleting && finalizers.length === 0 && desiredPhase !== undefined);
}
