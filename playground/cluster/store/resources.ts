// The table of everything the sandbox serves: group, version, names, scope and how writes behave.

export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** With a status subresource, writes to the main path leave `status` alone. */
  readonly statusSubresource: boolean;
  /** Custom resources refuse strategic merge and bump the generation on any change but metadata. */
  readonly custom: boolean;
  readonly subresources: readonly string[];
}

type Row = readonly [
  group: string,
  version: string,
  plural: string,
  kind: string,
  scope: 'Namespaced' | 'Cluster',
  shortNames?: string,
  subresources?: string,
];

const CORE: readonly Row[] = [
  ['', 'v1', 'namespaces', 'Namespace', 'Cluster', 'ns', 'status finalize'],
  ['', 'v1', 'nodes', 'Node', 'Cluster', 'no', 'status'],
  ['', 'v1', 'pods', 'Pod', 'Namespaced', 'po', 'status log eviction'],
  ['', 'v1', 'events', 'Event', 'Namespaced', 'ev'],
  ['', 'v1', 'services', 'Service', 'Namespaced', 'svc', 'status'],
  ['', 'v1', 'configmaps', 'ConfigMap', 'Namespaced', 'cm'],
  ['', 'v1', 'secrets', 'Secret', 'Namespaced'],
  ['', 'v1', 'serviceaccounts', 'ServiceAccount', 'Namespaced', 'sa'],
  ['', 'v1', 'persistentvolumeclaims', 'PersistentVolumeClaim', 'Namespaced', 'pvc', 'status'],
  ['apps', 'v1', 'deployments', 'Deployment', 'Namespaced', 'deploy', 'status'],
  ['apps', 'v1', 'replicasets', 'ReplicaSet', 'Namespaced', 'rs', 'status'],
  ['apps', 'v1', 'daemonsets', 'DaemonSet', 'Namespaced', 'ds', 'status'],
  ['apps', 'v1', 'statefulsets', 'StatefulSet', 'Namespaced', 'sts', 'status'],
  ['batch', 'v1', 'jobs', 'Job', 'Namespaced', '', 'status'],
  ['policy', 'v1', 'poddisruptionbudgets', 'PodDisruptionBudget', 'Namespaced', 'pdb', 'status'],
  ['autoscaling', 'v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'Namespaced', 'hpa', 'status'],
  ['coordination.k8s.io', 'v1', 'leases', 'Lease', 'Namespaced'],
  ['discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice', 'Namespaced'],
  ['rbac.authorization.k8s.io', 'v1', 'roles', 'Role', 'Namespaced'],
  ['rbac.authorization.k8s.io', 'v1', 'rolebindings', 'RoleBinding', 'Namespaced'],
  ['rbac.authorization.k8s.io', 'v1', 'clusterroles', 'ClusterRole', 'Cluster'],
  ['rbac.authorization.k8s.io', 'v1', 'clusterrolebindings', 'ClusterRoleBinding', 'Cluster'],
  [
    'apiextensions.k8s.io',
    'v1',
    'customresourcedefinitions',
    'CustomResourceDefinition',
    'Cluster',
    'crd crds',
  ],
  [
    'admissionregistration.k8s.io',
    'v1',
    'mutatingwebhookconfigurations',
    'MutatingWebhookConfiguration',
    'Cluster',
  ],
  [
    'admissionregistration.k8s.io',
    'v1',
    'validatingwebhookconfigurations',
    'ValidatingWebhookConfiguration',
    'Cluster',
  ],
];

export const CHAOS_GROUP = 'chaos-mesh.org';

function fromRow([group, version, plural, kind, scope, shortNames = '', subresources = '']: Row): Resource {
  const subs = subresources.split(' ').filter((name) => name !== '');
  return {
    group,
    version,
    plural,
    kind,
    singular: kind.toLowerCase(),
    shortNames: shortNames.split(' ').filter((name) => name !== ''),
    namespaced: scope === 'Namespaced',
    statusSubresource: subs.includes('status'),
    custom: false,
    subresources: subs,
  };
}

/** A chaos-mesh.org resource; only the per-pod kinds have a status subresource. */
export function chaosResource(kind: string, plural: string, statusSubresource: boolean): Resource {
  return {
    group: CHAOS_GROUP,
    version: 'v1alpha1',
    plural,
    kind,
    singular: kind.toLowerCase(),
    shortNames: [],
    namespaced: true,
    statusSubresource,
    custom: true,
    subresources: statusSubresource ? ['status'] : [],
  };
}

const CORE_RESOURCES: readonly Resource[] = CORE.map(fromRow);

export function resourceKey(resource: Resource): string {
  return `${resource.group}/${resource.plural}`;
}

export function apiVersionOf(resource: Resource): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** The name Kubernetes uses in messages: `pods`, `podchaos.chaos-mesh.org`. */
export function qualified(resource: Resource): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
}

export interface Catalog {
  readonly all: readonly Resource[];
  find(group: string, version: string, plural: string): Resource | undefined;
  byKind(apiVersion: string, kind: string): Resource | undefined;
  /** For the sandbox's own use, where absence is a programming error. */
  plural(plural: string): Resource;
}

export function createCatalog(custom: readonly Resource[]): Catalog {
  const all = [...CORE_RESOURCES, ...custom];
  return {
    all,
    find: (group, version, plural) =>
      all.find((row) => row.group === group && row.version === version && row.plural === plural),
    byKind: (apiVersion, kind) => all.find((row) => apiVersionOf(row) === apiVersion && row.kind === kind),
    plural(plural) {
      const found = all.find((row) => row.plural === plural);
      if (found === undefined) throw new Error(`the sandbox does not serve ${plural}`);
      return found;
    },
  };
}
