// Where the API server keeps each kind that the cases speak of.

const core = ['Namespace', 'Pod', 'Event', 'ServiceAccount', 'Secret'];
const groups: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  SubjectAccessReview: 'authorization.k8s.io/v1',
};
const withPlural = ['Schedule', 'Workflow', 'WorkflowNode', 'StatusCheck', 'PhysicalMachine'];

export function apiVersionOf(kind: string): string {
  return core.includes(kind) ? 'v1' : (groups[kind] ?? 'chaos-mesh.org/v1alpha1');
}

export function pluralOf(kind: string): string {
  const isPlain = kind in groups || core.includes(kind) || withPlural.includes(kind);
  return `${kind.toLowerCase()}${isPlain ? 's' : ''}`;
}

/** The collection, or the object where it has a name. */
export function pathOf(kind: string, namespace: string | undefined, name?: string): string {
  const version = apiVersionOf(kind);
  const group = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const within = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${group}${within}/${pluralOf(kind)}${name === undefined ? '' : `/${name}`}`;
}
