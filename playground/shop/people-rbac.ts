// What the shop's people may do in its clusters: experiments in their own namespace, an SRE everywhere.

const chaosRules = [
  {
    apiGroups: ['chaos-mesh.org'],
    resources: ['*'],
    verbs: ['create', 'get', 'list', 'watch', 'delete', 'update', 'patch'],
  },
];

const rbacVersion = 'rbac.authorization.k8s.io/v1';
const rbacGroup = 'rbac.authorization.k8s.io';

export interface RbacObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** Roles and bindings by group, as an operator would write them; the same in every cluster. */
export function peopleRbac(namespace = 'shop'): readonly RbacObject[] {
  return [
    role('Role', { name: 'chaos', namespace }, chaosRules),
    binding(
      'RoleBinding',
      { name: 'chaos', namespace },
      ['shop-developers', 'shop-owners', 'sre'].map(group),
    ),
    role('ClusterRole', { name: 'chaos-everywhere' }, chaosRules),
    binding('ClusterRoleBinding', { name: 'chaos-everywhere' }, [group('sre')]),
  ];
}

type Metadata = RbacObject['metadata'];
type Subject = Readonly<Record<string, string>>;

export function role(kind: string, metadata: Metadata, rules: readonly object[]): RbacObject {
  return { apiVersion: rbacVersion, kind, metadata, rules };
}

/** Binds to the role of the same name and scope. */
export function binding(kind: string, metadata: Metadata, subjects: readonly Subject[]): RbacObject {
  const roleRef = { apiGroup: rbacGroup, kind: kind.replace('Binding', ''), name: metadata.name };
  return { apiVersion: rbacVersion, kind, metadata, roleRef, subjects };
}

function group(name: string): Subject {
  return { apiGroup: rbacGroup, kind: 'Group', name };
}
