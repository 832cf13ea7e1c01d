// Starts a quick sandbox cluster for a test, with a small HTTP client and a way to wait for what must come.

import type { TestContext } from 'node:test';
import { type Clock, createClock } from '../../../../playground/clock.ts';
import {
  createSandboxCluster,
  type SandboxCluster,
  type SandboxOptions,
} from '../../../../playground/cluster/sandbox.ts';
import { shopObjects } from '../../../../playground/cluster/shop.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of a JSON API are read freely in tests
export type Json = any;

export interface Reply {
  readonly code: number;
  readonly body: Json;
  readonly headers: Headers;
}

export interface Ask {
  readonly token?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Sandbox {
  readonly cluster: SandboxCluster;
  readonly clock: Clock;
  ask(method: string, path: string, body?: unknown, options?: Ask): Promise<Reply>;
  get(path: string): Promise<Json>;
  /** Creates in namespace shop and fails the test on a refusal. */
  create(resource: string, body: unknown): Promise<Json>;
  pods(app: string): Promise<Json[]>;
}

export const CHAOS = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop';

export const ROLES = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'chaos', namespace: 'shop' },
    rules: [
      {
        apiGroups: ['chaos-mesh.org'],
        resources: ['podchaos', 'networkchaos'],
        verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
      },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'chaos-ana', namespace: 'shop' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'chaos' },
    subjects: [{ kind: 'User', name: 'ana', apiGroup: 'rbac.authorization.k8s.io' }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'impersonate' },
    rules: [
      { apiGroups: [''], resources: ['users'], verbs: ['impersonate'] },
      {
        apiGroups: [''],
        resources: ['groups'],
        verbs: ['impersonate'],
        resourceNames: ['devs', 'shop, web'],
      },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'bot' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'impersonate' },
    subjects: [{ kind: 'ServiceAccount', name: 'bot', namespace: 'faultline' }],
  },
];

function namespace(name: string): Json {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

export async function startSandbox(t: TestContext, options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const clock = createClock();
  const cluster = createSandboxCluster({
    name: 'staging',
    clock,
    tokens: {
      admin: { user: 'admin', groups: ['system:masters'] },
      bot: { user: 'system:serviceaccount:faultline:bot', groups: [] },
      ana: { user: 'ana', groups: [] },
    },
    objects: [
      ...shopObjects({ replicas: { web: 3, cart: 2 }, namespace: 'shop' }),
      namespace('bank'),
      ...ROLES,
    ],
    throttle: false,
    podReadyMs: 15,
    ...options,
  });
  await cluster.start();
  t.after(() => cluster.stop());

  async function ask(method: string, path: string, body?: unknown, options: Ask = {}): Promise<Reply> {
    const { token = 'admin', type = 'application/json', headers = {} } = options;
    const response = await fetch(`${cluster.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return { code: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  const get = async (path: string): Promise<Json> => (await ask('GET', path)).body;
  return {
    cluster,
    clock,
    ask,
    get,
    async create(resource, body) {
      const reply = await ask('POST', `${CHAOS}/${resource}`, body);
      if (reply.code !== 201) throw new Error(JSON.stringify(reply.body));
      return reply.body;
    },
    pods: async (app) => (await get(`/api/v1/namespaces/shop/pods?labelSelector=app%3D${app}`)).items,
  };
}

/** Asks again and again until the answer is there; the limit is for tests that fail. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const limit = Date.now() + 5000;
  while (Date.now() < limit) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`never came: ${look}`);
}

export function isReady(pod: Json): boolean {
  return (
    pod.status.conditions?.some((entry: Json) => entry.type === 'Ready' && entry.status === 'True') === true
  );
}

export async function untilReady(sandbox: Sandbox, app: string, count: number): Promise<Json[]> {
  return until(async () => {
    const pods = await sandbox.pods(app);
    return pods.length === count && pods.every(isReady) && pods;
  });
}

export function podChaos(name: string, spec: Json = {}): Json {
  const selector = { labelSelectors: { app: 'web' } };
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'PodChaos',
    metadata: { name },
    spec: { action: 'pod-failure', mode: 'one', selector, ...spec },
  };
}

export function networkChaos(name: string, spec: Json = {}): Json {
  const selector = { labelSelectors: { app: 'web' } };
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: { name },
    spec: { action: 'delay', mode: 'all', selector, delay: { latency: '200ms' }, ...spec },
  };
}

export function stressChaos(name: string, spec: Json = {}): Json {
  const selector = { labelSelectors: { app: 'web' } };
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'StressChaos',
    metadata: { name },
    spec: { mode: 'all', selector, stressors: { cpu: { workers: 1, load: 80 } }, ...spec },
  };
}

export function condition(object: Json, type: string): string | undefined {
  return object.status.conditions?.find((entry: Json) => entry.type === type)?.status;
}

export function records(object: Json): Json[] {
  return object.status?.experiment?.containerRecords ?? [];
}

export async function untilInjected(sandbox: Sandbox, resource: string, name: string): Promise<Json> {
  return until(async () => {
    const object = await sandbox.get(`${CHAOS}/${resource}/${name}`);
    return condition(object, 'AllInjected') === 'True' && object;
  });
}

export async function untilGone(sandbox: Sandbox, resource: string, name: string): Promise<void> {
  await until(async () => (await sandbox.ask('GET', `${CHAOS}/${resource}/${name}`)).code === 404);
}

export interface WatchedEvent {
  readonly type: string;
  readonly object: Json;
}

/** A watch whose events can be awaited one condition at a time. */
export async function openWatch(t: TestContext, sandbox: Sandbox, path: string) {
  const controller = new AbortController();
  t.after(() => controller.abort());
  const response = await fetch(`${sandbox.cluster.url}${path}`, {
    headers: { authorization: 'Bearer admin' },
    signal: controller.signal,
  });
  const events: WatchedEvent[] = [];
  let ended = false;
  const pump = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) events.push(JSON.parse(line));
    }
  };
  const done = pump().then(
    () => (ended = true),
    () => (ended = true),
  );
  return {
    events,
    done,
    isEnded: () => ended,
    next: (wanted: (event: WatchedEvent) => boolean) => until(async () => events.find(wanted)),
  };
}
