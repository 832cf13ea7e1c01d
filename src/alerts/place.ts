// Where an alert says it is: its labels, read by the names that monitoring uses for clusters, namespaces and workloads.

import type { Alert } from './alert.ts';

export const PLACE_PARTS = ['cluster', 'namespace', 'workload', 'service', 'pod', 'node'] as const;
export type PlacePart = (typeof PLACE_PARTS)[number];

/** For each part the labels that may say it; the first that is there counts. */
export type LabelNames = Readonly<Record<PlacePart, readonly string[]>>;

/** As kube-state-metrics, cAdvisor, the Prometheus Operator and OpenTelemetry write them. */
export const USUAL_NAMES: LabelNames = {
  cluster: ['cluster', 'kubernetes_cluster', 'k8s_cluster_name'],
  namespace: ['exported_namespace', 'namespace', 'kubernetes_namespace', 'k8s_namespace_name'],
  workload: [
    'deployment',
    'statefulset',
    'daemonset',
    'workload',
    'app_kubernetes_io_name',
    'app',
    'k8s_deployment_name',
  ],
  service: ['exported_service', 'service', 'service_name'],
  pod: ['exported_pod', 'pod', 'pod_name', 'k8s_pod_name'],
  node: ['node', 'kubernetes_node', 'k8s_node_name'],
};

export type AlertPlace = Readonly<Partial<Record<PlacePart, string>>>;

/** `clusterNames`: what monitoring calls our clusters, by what they are called here. */
export function placeOf(
  { labels, cluster: meant }: Pick<Alert, 'labels' | 'cluster'>,
  names: LabelNames,
  clusterNames: ReadonlyMap<string, string>,
): AlertPlace {
  const place: Partial<Record<PlacePart, string>> = {};
  for (const part of PLACE_PARTS) {
    const value = firstOf(labels, names[part]);
    if (value !== undefined) place[part] = value;
  }
  const cluster = place.cluster === undefined ? meant : (clusterNames.get(place.cluster) ?? place.cluster);
  if (cluster !== undefined) place.cluster = cluster;
  return place;
}

function firstOf(labels: Alert['labels'], names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = labels[name];
    if (value !== undefined) return value;
  }
  return undefined;
}
