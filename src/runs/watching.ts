// News from the watches: which runs to wake, and the last word of an object that is gone.

import type { CacheChange, ChaosObject, Cluster, Gone, Pod } from '../chaos/cluster.ts';
import { namespacesOfSpec } from '../chaos/namespaces.ts';
import { RUN_LABEL } from '../halt/seal.ts';
import { createLineage } from './lineage.ts';
import type { Mover } from './move.ts';

export interface WatchingDeps {
  readonly mover: Pick<Mover, 'observe'>;
  readonly isOurs: (object: ChaosObject) => boolean;
  /** The orphan rule, which wakes the run when there is nothing to remove. */
  readonly consider: (cluster: Cluster, object: ChaosObject) => Promise<void>;
  readonly wake: (id: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

type FamilyChange = Exclude<CacheChange, { kind: 'pod' }>;
type ObjectChange = Extract<CacheChange, { kind: 'experiment' }>;

export function createWatching(deps: WatchingDeps): (cluster: Cluster, change: CacheChange) => void {
  /** The DELETED event carries records that no later read can give; what a list no longer has was last seen before. */
  async function onGone(object: ChaosObject, gone: Gone): Promise<void> {
    const id = object.labels[RUN_LABEL];
    if (id === undefined || !deps.isOurs(object)) return;
    await deps.mover
      .observe(id, { kind: 'gone', uid: object.uid, ...(gone === 'deleted' ? { last: object } : {}) })
      .catch(deps.onError);
    await deps.wake(id);
  }

  /** By cluster and namespace: the runs with an object that reaches it, so that news of a pod asks nothing of the cache. */
  const near = new Map<string, Map<string, string>>();

  /** A pod that falls or comes back is news for the runs that hit its namespace. */
  async function onPod(cluster: Cluster, pod: Pod): Promise<void> {
    const ids = new Set(near.get(`${cluster.name}/${pod.namespace}`)?.values());
    await Promise.all([...ids].map(deps.wake));
  }

  /** Under every namespace that the object reaches, since what it hits need not stand beside it. */
  function note(cluster: Cluster, object: ChaosObject, gone: boolean): void {
    const id = object.labels[RUN_LABEL];
    if (id === undefined) return;
    const key = `${object.kind}/${object.namespace}/${object.name}`;
    for (const namespace of namespacesOfSpec(object.namespace, object.spec))
      noteAt(`${cluster.name}/${namespace}`, key, gone ? undefined : id);
  }

  function noteAt(place: string, key: string, id: string | undefined): void {
    const runs = near.get(place) ?? new Map<string, string>();
    if (id === undefined) runs.delete(key);
    else runs.set(key, id);
    if (runs.size === 0) near.delete(place);
    else near.set(place, runs);
  }

  const lineage = createLineage(deps.isOurs);

  /** What a Schedule or Workflow of ours started is news for its run, and its last word as well. */
  async function onChild(run: string, { kind, object, gone }: FamilyChange): Promise<void> {
    if (kind === 'experiment' && gone === 'deleted')
      await deps.mover.observe(run, { kind: 'child-gone', object }).catch(deps.onError);
    await deps.wake(run);
  }

  function onObject(cluster: Cluster, { object, gone }: ObjectChange): void {
    note(cluster, object, gone !== undefined);
    void (gone ? onGone(object, gone) : deps.consider(cluster, object));
  }

  return (cluster, change) => {
    if (change.kind === 'pod') return void onPod(cluster, change.pod);
    const run = lineage.note(change.object);
    if (change.gone) lineage.forget(change.object);
    if (run !== undefined) return void onChild(run, change);
    if (change.kind === 'experiment') onObject(cluster, change);
  };
}
