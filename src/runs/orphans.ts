// The orphan rule: a sealed object whose run is over, or that a halt covers, is deleted whenever it is seen.

import type { ChaosObject, Cluster, ClusterCache } from '../chaos/cluster.ts';
import { namespacesOfSpec } from '../chaos/namespaces.ts';
import { RUN_LABEL } from '../halt/seal.ts';
import { isAhead, isOfAnotherStep } from './ramp.ts';
import type { RunRecord } from './record.ts';
import { isBeforeStart, isEnded } from './record.ts';
import { FENCE_MS } from './wanted.ts';

export interface OrphanDeps {
  readonly read: (id: string) => Promise<{ readonly now: number; readonly record: RunRecord | undefined }>;
  /** Labels alone prove nothing: an object without a valid seal is foreign and never touched. */
  readonly isSealed: (object: ChaosObject) => boolean;
  /** Namespaces of this cluster that a latch covers now. */
  readonly latched: (cluster: Cluster) => Promise<(namespace: string) => boolean>;
  /** A sealed object whose run Redis no longer knows. */
  readonly rebuild: (cluster: Cluster, object: ChaosObject) => Promise<void>;
  /** The record has not come as far as this object: Redis has lost its newest entries. */
  readonly rewound: (id: string, object: ChaosObject) => Promise<void>;
  readonly wake: (id: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface OrphanRule {
  /** What one object seen in a cluster calls for. */
  consider(cluster: Cluster, object: ChaosObject): Promise<void>;
  /** Everything the cache has, the latch included. */
  sweep(cluster: Cluster, cache: ClusterCache): Promise<void>;
}

export function createOrphanRule(deps: OrphanDeps): OrphanRule {
  async function remove(cluster: Cluster, object: ChaosObject): Promise<void> {
    const answer = await cluster.remove(object, object.uid);
    if (!answer.ok)
      throw new Error(`${object.name} in ${cluster.name} could not be removed: ${answer.refusal.sentence}`);
  }

  async function judge(cluster: Cluster, object: ChaosObject, id: string): Promise<void> {
    const { now, record } = await deps.read(id);
    if (!record) return deps.rebuild(cluster, object);
    // A copy in another cluster, of a backup for one, is nobody's run there.
    if (record.plan.experiment.target.cluster !== cluster.name) return;
    const isLost = isBeforeStart(record.phase) || isAhead(record, object);
    if (isLost) await deps.rewound(id, object);
    const goes = !isLost && !object.deleting && isOrphan(record, object, now);
    return goes ? remove(cluster, object) : deps.wake(id);
  }

  async function consider(cluster: Cluster, object: ChaosObject): Promise<void> {
    const id = object.labels[RUN_LABEL];
    if (id === undefined || !deps.isSealed(object)) return;
    await judge(cluster, object, id).catch(deps.onError);
  }

  async function sweep(cluster: Cluster, cache: ClusterCache): Promise<void> {
    const ours = cache
      .experiments()
      .filter((object) => object.labels[RUN_LABEL] !== undefined && deps.isSealed(object));
    if (ours.length === 0) return;
    const covered = await deps.latched(cluster);
    for (const object of ours)
      await (namespacesOfSpec(object.namespace, object.spec).some(covered)
        ? removeOnce(cluster, object)
        : consider(cluster, object));
  }

  async function removeOnce(cluster: Cluster, object: ChaosObject): Promise<void> {
    if (!object.deleting) await remove(cluster, object).catch(deps.onError);
  }

  return { consider, sweep: (cluster, cache) => sweep(cluster, cache).catch(deps.onError) };
}

/** A finished one-shot object stays a while: its name keeps a late create from firing again. */
function isOrphan(record: RunRecord, object: ChaosObject, now: number): boolean {
  if (!isEnded(record.phase))
    return (
      isOfAnotherStep(record, object) || (record.object !== undefined && record.object.uid !== object.uid)
    );
  const fence = record.plan.oneShot && record.object?.uid === object.uid && now < record.since + FENCE_MS;
  return !fence;
}
