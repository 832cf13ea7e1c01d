// A cluster that answers doctor's questions as a healthy installation does, but for what a test changes.

import { experimentKinds } from '../../../../src/chaos/catalogue/catalogue.ts';
import type { ChaosObject, CreateAnswer, Identity } from '../../../../src/chaos/cluster.ts';
import type { KubeRequest } from '../../../../src/chaos/kube-connection.ts';
import type { HttpAnswer } from '../../../../src/chaos/refusal.ts';
import type { Latch } from '../../../../src/halt/latch.ts';
import { runChecks } from '../../../../src/verbs/doctor/check.ts';
import { clusterChecks } from '../../../../src/verbs/doctor/cluster-checks.ts';
import type { ClusterChecksPorts, ExaminedCluster } from '../../../../src/verbs/doctor/examined-cluster.ts';
import type { Right, Subject } from '../../../../src/verbs/doctor/kube-question.ts';
import type { DoctorLine } from '../../../../src/verbs/doctor.ts';

export interface Script {
  /** Bodies by path; `undefined` is a 404, a number that status, a function may hang or throw. */
  readonly bodies?: Readonly<Record<string, unknown>>;
  readonly may?: (right: Right, who?: Subject) => boolean;
  readonly create?: CreateAnswer;
  readonly latch?: Latch;
  readonly faults?: readonly { readonly path: string; readonly fault: unknown }[];
  readonly synced?: boolean;
  readonly objects?: readonly Pick<ChaosObject, 'namespace' | 'name' | 'labels'>[];
  readonly isOurs?: (object: ChaosObject) => boolean;
  readonly open?: readonly string[];
  readonly bound?: readonly string[];
  readonly as?: Identity;
  readonly monotonic?: () => number;
  readonly withinMs?: number;
}

export const ana = { email: 'ana@shop.example', user: 'ana', groups: ['shop-developers'] };
export const jon = { email: 'jon@shop.example', user: 'jon', groups: ['sre'] };

export const CONTROLLERS = '/apis/apps/v1/deployments';
export const SLICES = '/apis/discovery.k8s.io/v1/namespaces/chaos-mesh/endpointslices';
export const NODES = '/api/v1/nodes';
export const DISCOVERY = '/apis/chaos-mesh.org/v1alpha1';
export const MUTATING = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
export const VALIDATING = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

export function controller(image: string, ready = 1, replicas = 1): object {
  return {
    metadata: { name: 'chaos-controller-manager', namespace: 'chaos-mesh' },
    spec: { replicas, template: { spec: { containers: [{ image }] } } },
    status: { readyReplicas: ready },
  };
}

export function slice(...nodes: readonly string[]): object {
  const endpoints = nodes.map((nodeName) => ({ nodeName, conditions: { ready: true } }));
  return { metadata: { name: 'chaos-daemon-x7k2p' }, endpoints };
}

export function node(name: string, spec: object = {}): object {
  return { metadata: { name, labels: { 'kubernetes.io/os': 'linux' } }, spec };
}

export function webhooks(
  prefix: string,
  resources: readonly string[] = KINDS.map((kind) => kind.toLowerCase()),
): object {
  const hooks = resources.map((plural) => webhook(`${prefix}${plural}.kb.io`, [plural]));
  return { webhooks: hooks };
}

export function webhook(name: string, resources: readonly string[], failurePolicy = 'Fail'): object {
  return { name, failurePolicy, rules: [{ apiGroups: ['chaos-mesh.org'], resources }] };
}

const KINDS = experimentKinds();
const list = (...items: readonly object[]) => ({ items });

const HEALTHY: Readonly<Record<string, unknown>> = {
  '/version': { gitVersion: 'v1.35.4' },
  [DISCOVERY]: { resources: KINDS.map((kind) => ({ kind })) },
  [CONTROLLERS]: list(controller('ghcr.io/chaos-mesh/chaos-mesh:v2.8.3')),
  [SLICES]: list(slice('node-a', 'node-b')),
  [NODES]: list(node('node-a'), node('node-b')),
  [MUTATING]: list(webhooks('m')),
  [VALIDATING]: list(webhooks('v'), { webhooks: [webhook('vauth.kb.io', ['podchaos'])] }),
};

/** Rights beyond what the bot needs are refused, as in a cluster set up by the manifests. */
const LEAST = (right: Right, who?: Subject) =>
  who !== undefined ||
  !(right.name === 'system:masters' || (right.verb === 'create' && right.resource === 'podchaos'));

export function examinedBy(
  script: Script,
  asked: KubeRequest[] = [],
): readonly [ExaminedCluster, ClusterChecksPorts] {
  const examined: ExaminedCluster = {
    cluster: {
      name: 'staging',
      create: async () => script.create ?? { ok: true, object: {} as ChaosObject },
      readConfigMap: async () => undefined,
      writeConfigMap: async () => false,
    },
    kube: {
      cluster: 'staging',
      call: async (request) => {
        asked.push(request);
        return answerOf(script, request);
      },
    },
    cache: {
      synced: () => script.synced ?? true,
      faults: () => script.faults ?? [],
      namespaces: () => ['shop'],
      experiments: () => (script.objects ?? []) as readonly ChaosObject[],
    },
    ...(script.open === undefined ? {} : { open: script.open }),
    bound: script.bound ?? ['shop'],
  };
  const ports: ClusterChecksPorts = {
    namespace: 'faultline',
    people: [ana, jon],
    latches: { read: async () => script.latch ?? { state: 'open' } },
    isOurs: script.isOurs ?? (() => true),
    monotonic: script.monotonic ?? (() => 0),
    as: script.as ?? ana,
  };
  return [examined, ports];
}

export function clusterLines(script: Script = {}): Promise<readonly DoctorLine[]> {
  return runChecks(clusterChecks(...examinedBy(script)), script.withinMs ?? 1_000);
}

/** All requests doctor makes of a healthy cluster. */
export async function clusterChecksAsked(): Promise<readonly KubeRequest[]> {
  const asked: KubeRequest[] = [];
  await runChecks(clusterChecks(...examinedBy({}, asked)), 1_000);
  return asked;
}

async function answerOf(script: Script, { path, body }: KubeRequest): Promise<HttpAnswer> {
  if (path.endsWith('accessreviews')) return review(script, body as Review);
  const bodies = { ...HEALTHY, ...script.bodies };
  const found = bodies[path];
  const value: unknown = typeof found === 'function' ? await found() : found;
  if (typeof value === 'number') return { status: value, body: { kind: 'Status', message: 'no' } };
  return value === undefined ? { status: 404, body: { kind: 'Status' } } : { status: 200, body: value };
}

interface Review {
  readonly kind: string;
  readonly spec: {
    readonly resourceAttributes: Right;
    readonly user?: string;
    readonly groups?: readonly string[];
  };
}

function review({ may = LEAST }: Script, { spec }: Review): HttpAnswer {
  const { resourceAttributes, user, groups = [] } = spec;
  const allowed = user === undefined ? may(resourceAttributes) : may(resourceAttributes, { user, groups });
  return { status: 201, body: { status: { allowed } } };
}
