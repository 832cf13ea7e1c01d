// The bot's rights in the sandbox: those of manifests/base/rbac.yaml, so that the playground proves what operators apply.
import { existsSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { binding, type RbacObject, role } from './people-rbac.ts';

const manifest = new URL('../../manifests/base/rbac.yaml', import.meta.url);
/** Whom the bot's token stands for. */
export const botUser = 'system:serviceaccount:faultline:faultline';

const account = { kind: 'ServiceAccount', name: 'faultline', namespace: 'faultline' };
const read = ['get', 'list', 'watch'];
const upsert = ['get', 'create', 'update', 'patch'];

export function botRbac(): readonly RbacObject[] {
  return existsSync(manifest) ? fromManifest(readFileSync(manifest, 'utf8')) : fallback();
}

/** Namespaces are the shop's own; kustomize would put what names none into Faultline's. */
function fromManifest(text: string): readonly RbacObject[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as RbacObject | null)
    .filter((object): object is RbacObject => object !== null && object.kind !== 'Namespace')
    .map((object) => ({ ...object, metadata: { namespace: 'faultline', ...object.metadata } }))
    .map((object) => (object.kind.startsWith('Cluster') ? withoutNamespace(object) : object));
}

function withoutNamespace(object: RbacObject): RbacObject {
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function fallback(): readonly RbacObject[] {
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'faultline', namespace: 'faultline' } },
    role('ClusterRole', { name: 'faultline' }, [...readRules(), ...actRules()]),
    binding('ClusterRoleBinding', { name: 'faultline' }, [account]),
    role('Role', { name: 'faultline', namespace: 'faultline' }, [
      rule('', ['configmaps'], upsert),
      rule('coordination.k8s.io', ['leases'], upsert),
    ]),
    binding('RoleBinding', { name: 'faultline', namespace: 'faultline' }, [account]),
  ];
}

function readRules(): readonly object[] {
  return [
    rule('chaos-mesh.org', ['*'], read),
    rule('', ['pods', 'namespaces', 'nodes', 'events', 'endpoints', 'services'], read),
    rule('apps', ['deployments', 'replicasets', 'statefulsets', 'daemonsets'], read),
    rule('policy', ['poddisruptionbudgets'], read),
    rule('autoscaling', ['horizontalpodautoscalers'], read),
    rule('discovery.k8s.io', ['endpointslices'], read),
    rule('apiextensions.k8s.io', ['customresourcedefinitions'], read),
    rule(
      'admissionregistration.k8s.io',
      ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
      read,
    ),
  ];
}

function actRules(): readonly object[] {
  return [
    rule('chaos-mesh.org', ['*'], ['delete']),
    rule('', ['users'], ['impersonate']),
    { ...rule('', ['groups'], ['impersonate']), resourceNames: ['shop-developers', 'shop-owners', 'sre'] },
    rule('authorization.k8s.io', ['subjectaccessreviews', 'selfsubjectaccessreviews'], ['create']),
  ];
}

function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]): object {
  return { apiGroups: [apiGroup], resources, verbs };
}
