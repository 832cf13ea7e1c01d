// What a proof of recovery is made from, read live: the pods, what their objects still hold, and how many should be ready.

import type { ChaosObject, Cluster, ClusterCache, Pod, Workload } from '../../chaos/cluster.ts';
import { isWhole } from '../children.ts';
import type { RunRecord } from '../record.ts';
import { namespacesOfPods, placed } from './pods.ts';

export type Judged = Pick<
  ChaosObject,
  'kind' | 'namespace' | 'name' | 'deleting' | 'finalizers' | 'desiredPhase' | 'records' | 'spec'
>;

/** As many as were ready before, unless the workload has been scaled down since. */
export function expectedReady({ plan, before }: RunRecord, cache: ClusterCache): number {
  const { namespace } = plan.experiment.target;
  const planned = plan.workloads.reduce((sum, one) => sum + one.ready, 0);
  const now = plan.workloads.map((one) => placed(one, namespace)).flatMap((one) => standing(one, cache));
  const wanted = now.reduce((sum, one) => sum + one.replicas, 0);
  return now.length === 0 ? (before?.ready ?? planned) : Math.min(before?.ready ?? planned, wanted);
}

function standing(
  { kind, namespace, name }: Pick<Workload, 'kind' | 'namespace' | 'name'>,
  cache: ClusterCache,
): readonly Workload[] {
  return cache.workloads(namespace).filter((one) => one.kind === kind && one.name === name);
}

/** A pod whose labels were changed since is looked for by its name; the other end may stand in another namespace. */
export async function podsAround(
  cluster: Cluster,
  { records }: Judged,
  record: RunRecord,
  signal: AbortSignal,
): Promise<readonly Pod[]> {
  const { target } = record.plan.experiment;
  const chosen = namespacesOfPods(record);
  const hit = records.map(({ id }) => id.split('/'));
  const namespaces = [...new Set([...chosen, ...hit.map(([namespace = '']) => namespace)])];
  const reads = namespaces.map(async (namespace) => {
    const names = hit.filter(([space]) => space === namespace).map(([, name = '']) => name);
    const isPlain = !isWhole(record) && target.selector === undefined && chosen.includes(namespace);
    const labelled = isPlain ? await cluster.pods(namespace, target.labels, { signal }) : [];
    const found = new Set(labelled.map(({ name }) => name));
    return isPlain && names.every((name) => found.has(name))
      ? labelled
      : cluster.pods(namespace, {}, { signal });
  });
  return (await Promise.all(reads)).flat();
}

/** Asked only where Chaos Mesh keeps a fault in an object per pod. */
export async function residueOf(
  cluster: Cluster,
  object: Judged,
  pods: readonly Pod[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const hit = new Set(object.records.map(({ id }) => id.split('/').slice(0, 2).join('/')));
  const standing = pods.map((pod) => `${pod.namespace}/${pod.name}`).filter((id) => hit.has(id));
  const answers = standing.map(async (id) => {
    const [namespace = '', name = ''] = id.split('/');
    return [id, await cluster.residue(namespace, name, { signal })] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}
