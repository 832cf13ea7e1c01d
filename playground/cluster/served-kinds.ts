// The CustomResourceDefinitions and webhook configurations of Chaos Mesh, made from the kind table.

import { CHAOS_KINDS, CHAOS_RESOURCES } from './kinds/kind-table.ts';
import type { Shape } from './kinds/shape.ts';
import type { Fields } from './objects/kube-object.ts';
import { CHAOS_GROUP, type Resource } from './store/resources.ts';

function objectSchema(shape: Extract<Shape, { type: 'object' }>): Fields {
  const properties = Object.fromEntries(
    Object.entries(shape.fields).map(([key, field]) => [key, schemaOf(field)]),
  );
  const required = shape.required ?? [];
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
}

function schemaOf(shape: Shape): Fields {
  if (shape.type === 'object') return objectSchema(shape);
  if (shape.type === 'list') return { type: 'array', items: schemaOf(shape.of) };
  if (shape.type === 'map') return { type: 'object', additionalProperties: schemaOf(shape.of) };
  if (shape.type === 'string' || shape.type === 'boolean') return { ...shape };
  const { min, max, ...rest } = shape;
  return {
    ...rest,
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  };
}

const OPEN: Fields = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

function definitionOf(resource: Resource): Fields {
  const { group, version, plural, singular, kind, statusSubresource } = resource;
  const known = CHAOS_KINDS.find((row) => row.plural === plural);
  const spec = known === undefined ? OPEN : objectSchema(known.spec);
  const schema = {
    openAPIV3Schema: { type: 'object', properties: { spec, status: OPEN }, required: ['spec'] },
  };
  const subresources = statusSubresource ? { subresources: { status: {} } } : {};
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular },
      scope: 'Namespaced',
      versions: [{ name: version, served: true, storage: true, schema, ...subresources }],
    },
    status: {
      acceptedNames: { kind, listKind: `${kind}List`, plural, singular },
      conditions: [
        { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts' },
        { type: 'Established', status: 'True', reason: 'InitialNamesAccepted' },
      ],
      storedVersions: [version],
    },
  };
}

const KINDS = CHAOS_KINDS.map(({ kind, plural }) => ({ kind: kind.toLowerCase(), plural }));

function webhook(name: string, path: string, resources: readonly string[]): Fields {
  const service = { name: 'chaos-mesh-controller-manager', namespace: 'chaos-mesh', path, port: 443 };
  const rule = {
    apiGroups: [CHAOS_GROUP],
    apiVersions: ['v1alpha1'],
    operations: ['CREATE', 'UPDATE'],
    resources,
    scope: '*',
  };
  return {
    name,
    admissionReviewVersions: ['v1'],
    clientConfig: { service, caBundle: '' },
    failurePolicy: 'Fail',
    rules: [rule],
    sideEffects: 'None',
    timeoutSeconds: 5,
  };
}

function configuration(kind: string, name: string, webhooks: readonly Fields[]): Fields {
  return { apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name }, webhooks };
}

function perKind(prefix: 'mutate' | 'validate'): Fields[] {
  return KINDS.map(({ kind, plural }) =>
    webhook(`${prefix[0]}${kind}.kb.io`, `/${prefix}-chaos-mesh-org-v1alpha1-${kind}`, [plural]),
  );
}

/** What installing Chaos Mesh adds to the API server. */
export function servedKinds(): Fields[] {
  const all = KINDS.map(({ plural }) => plural);
  return [
    ...CHAOS_RESOURCES.map(definitionOf),
    configuration('MutatingWebhookConfiguration', 'chaos-mesh-mutation', perKind('mutate')),
    configuration('ValidatingWebhookConfiguration', 'chaos-mesh-validation', perKind('validate')),
    configuration('ValidatingWebhookConfiguration', 'chaos-mesh-validation-auth', [
      webhook('vauth.kb.io', '/validate-auth', all),
    ]),
  ];
}
