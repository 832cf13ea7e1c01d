// Role based access control, decided from the Role and RoleBinding objects that the cluster holds.

import { fieldsAt, isFields, type KubeObject, listAt, textAt, textsAt } from '../objects/kube-object.ts';
import type { Registry } from '../store/registry.ts';
import type { Catalog } from '../store/resources.ts';
import type { Identity } from './identity.ts';

export interface Attributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

export interface AccessReview {
  allows(identity: Identity, attributes: Attributes): boolean;
}

/** What every cluster grants to everyone who is known: asking about oneself. */
const BASIC: readonly (readonly [group: string, resource: string])[] = [
  ['authorization.k8s.io', 'selfsubjectaccessreviews'],
  ['authorization.k8s.io', 'selfsubjectrulesreviews'],
  ['authentication.k8s.io', 'selfsubjectreviews'],
];

function isBasic({ groups }: Identity, { group, resource, verb }: Attributes): boolean {
  if (verb !== 'create' || !groups.includes('system:authenticated')) return false;
  return BASIC.some(([knownGroup, knownResource]) => knownGroup === group && knownResource === resource);
}

function has(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

function resourceMatches(rule: unknown, { resource, subresource }: Attributes): boolean {
  const named = textsAt(rule, 'resources');
  if (subresource === '') return has(named, resource);
  return has(named, `${resource}/${subresource}`) || named.includes(`*/${subresource}`);
}

function ruleMatches(rule: unknown, attributes: Attributes): boolean {
  const names = textsAt(rule, 'resourceNames');
  return (
    has(textsAt(rule, 'verbs'), attributes.verb) &&
    has(textsAt(rule, 'apiGroups'), attributes.group) &&
    resourceMatches(rule, attributes) &&
    (names.length === 0 || names.includes(attributes.name))
  );
}

function subjectMatches(subject: unknown, { user, groups }: Identity): boolean {
  const name = textAt(subject, 'name');
  switch (textAt(subject, 'kind')) {
    case 'User':
      return name === user;
    case 'Group':
      return groups.includes(name);
    case 'ServiceAccount':
      return user === `system:serviceaccount:${textAt(subject, 'namespace')}:${name}`;
    default:
      return false;
  }
}

const EVERYTHING = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };

export function createAccessReview(registry: Registry, catalog: Catalog): AccessReview {
  const roles = catalog.plural('roles');
  const clusterRoles = catalog.plural('clusterroles');
  const roleBindings = catalog.plural('rolebindings');
  const clusterRoleBindings = catalog.plural('clusterrolebindings');

  function rulesOf(binding: KubeObject): readonly unknown[] {
    const ref = fieldsAt(binding, 'roleRef');
    const name = textAt(ref, 'name');
    if (textAt(ref, 'kind') === 'Role') {
      return listAt(registry.get(roles, binding.metadata.namespace, name), 'rules');
    }
    const found = registry.get(clusterRoles, undefined, name);
    if (found === undefined && name === 'cluster-admin') return [EVERYTHING];
    return listAt(found, 'rules');
  }

  function grants(bindings: readonly KubeObject[], identity: Identity, attributes: Attributes): boolean {
    return bindings
      .filter((binding) => listAt(binding, 'subjects').some((subject) => subjectMatches(subject, identity)))
      .some((binding) => rulesOf(binding).some((rule) => isFields(rule) && ruleMatches(rule, attributes)));
  }

  return {
    allows(identity, attributes) {
      if (identity.groups.includes('system:masters') || isBasic(identity, attributes)) return true;
      if (grants(registry.list(clusterRoleBindings), identity, attributes)) return true;
      if (attributes.namespace === undefined) return false;
      return grants(registry.list(roleBindings, attributes.namespace), identity, attributes);
    },
  };
}
