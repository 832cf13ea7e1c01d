// How each workload of a namespace stands: its pods, how many are ready, and the faults that are really on them.

import type { Load, LoadFault } from '../monitoring/model.ts';
import type { ControlPlane } from './controllers/control-plane.ts';
import type { KubeObject } from './objects/kube-object.ts';
import { isReady, isTerminating, type Pod } from './objects/pod.ts';

type Plane = Pick<ControlPlane, 'registry' | 'catalog' | 'daemon'>;

export function loadsOf(plane: Plane, namespace: string): readonly Load[] {
  const { registry, catalog } = plane;
  const pods = (registry.list(catalog.plural('pods'), namespace) as Pod[]).filter(
    (pod) => !isTerminating(pod),
  );
  return registry.list(catalog.plural('deployments'), namespace).map((workload) => {
    const { name } = workload.metadata;
    const own = pods.filter((pod) => pod.metadata.labels?.['app'] === name);
    return {
      ...{ namespace, workload: name, wanted: replicasOf(workload) },
      ready: own.filter(isReady).length,
      faults: faultsOn(own, plane),
    };
  });
}

function replicasOf(workload: KubeObject): number {
  const { replicas } = (workload as KubeObject & { spec?: { replicas?: number } }).spec ?? {};
  return replicas ?? 1;
}

function faultsOn(pods: readonly Pod[], { registry, catalog, daemon }: Plane): readonly LoadFault[] {
  const hits = new Map<string, { readonly kind: string; readonly source: string; pods: number }>();
  for (const pod of pods)
    for (const { kind, source } of daemon.carriedBy(pod.metadata.uid)) {
      const stands = hits.get(`${kind} ${source}`) ?? { kind, source, pods: 0 };
      hits.set(`${kind} ${source}`, { ...stands, pods: stands.pods + 1 });
    }
  return [...hits.values()].map(({ kind, source, pods: hit }) => {
    const [namespace, name = ''] = source.split('/');
    const object = registry.get(catalog.plural(kind.toLowerCase()), namespace, name) as
      | (KubeObject & { spec?: Record<string, unknown> })
      | undefined;
    const spec = object?.spec ?? {};
    return { kind, action: String(spec['action'] ?? ''), spec, share: hit / pods.length };
  });
}
