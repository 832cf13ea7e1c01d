// Chaos Mesh's admission webhooks as its chart sets them up, but reached by address: there is no Service network here.
// Source: helm/chaos-mesh/templates/{mutating,validating}-admission-webhooks.yaml of chaos-mesh.
import { readFileSync } from 'node:fs';
import type { KubeObject } from './api.ts';

/** The chart's webhook.CRDS. The last is listed by a singular that names no resource; so its rule never matches. */
const guarded = [
  'podchaos',
  'iochaos',
  'timechaos',
  'networkchaos',
  'kernelchaos',
  'stresschaos',
  'awschaos',
  'azurechaos',
  'gcpchaos',
  'dnschaos',
  'jvmchaos',
  'schedule',
  'workflow',
  'httpchaos',
  'blockchaos',
  'physicalmachinechaos',
  'physicalmachine',
  'statuscheck',
  'remotecluster',
];
const withPlural = ['schedule', 'workflow', 'physicalmachine', 'statuscheck'];
const timeoutSeconds = 5;

export interface WebhookOptions {
  readonly url: string;
  readonly ca: string;
}

export function webhookConfigurations({ url, ca }: WebhookOptions): readonly KubeObject[] {
  const caBundle = readFileSync(ca).toString('base64');
  const hook = (name: string, path: string, resource: string) => ({
    name,
    clientConfig: { url: `${url}${path}`, caBundle },
    failurePolicy: 'Fail',
    timeoutSeconds,
    sideEffects: 'None',
    admissionReviewVersions: ['v1', 'v1beta1'],
    rules: [
      {
        apiGroups: ['chaos-mesh.org'],
        apiVersions: ['v1alpha1'],
        operations: ['CREATE', 'UPDATE'],
        resources: [resource],
      },
    ],
  });
  const hooks = (letter: string, verb: string) =>
    guarded.map((crd) =>
      hook(`${letter}${crd}.kb.io`, `/${verb}-chaos-mesh-org-v1alpha1-${crd}`, resourceOf(crd)),
    );
  return [
    configuration('Mutating', 'chaos-mesh-mutation', hooks('m', 'mutate')),
    configuration('Validating', 'chaos-mesh-validation', hooks('v', 'validate')),
    configuration('Validating', 'chaos-mesh-validation-auth', [hook('vauth.kb.io', '/validate-auth', '*')]),
  ];
}

function resourceOf(crd: string): string {
  return withPlural.includes(crd) ? `${crd}s` : crd;
}

function configuration(type: string, name: string, webhooks: readonly object[]): KubeObject {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return { apiVersion, kind: `${type}WebhookConfiguration`, metadata: { name }, webhooks };
}
