// The objects that cases create, each as small as it may be.
import type { Json } from './client.ts';

const apiVersion = 'chaos-mesh.org/v1alpha1';

export interface DeploymentOptions {
  readonly app: string;
  readonly replicas: number;
  readonly image: string;
  readonly spec: Json;
  readonly labels: Readonly<Record<string, string>>;
}

/** Nothing here needs an orderly end, and what waits for a namespace to go waits for its pods. */
const quick = { terminationGracePeriodSeconds: 0 };

export function deployment({ app, replicas, image, spec, labels }: DeploymentOptions): Json {
  const template = {
    metadata: { labels: { app, ...labels } },
    spec: { ...quick, containers: [{ name: app, image }], ...spec },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app },
    spec: { replicas, selector: { matchLabels: { app } }, template },
  };
}

export function barePod(name: string, app: string, image: string): Json {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app } },
    // Gone at once, its kubelet might still take the next one of the name for it.
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: app, image }] },
  };
}

export function isReady(pod: Json): boolean {
  const conditions: Json[] = pod.status?.conditions ?? [];
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

export const web = { labelSelectors: { app: 'web' } };

/** A chaos object of any kind. */
export function chaos(kind: string, name: string, spec: Json, metadata: Json = {}): Json {
  return { apiVersion, kind, metadata: { name, ...metadata }, spec };
}

/** Swaps the image of one pod of web: a fault that needs no daemon. */
export function podFailure(name: string, spec: Json = {}, metadata: Json = {}): Json {
  return chaos('PodChaos', name, { action: 'pod-failure', mode: 'one', selector: web, ...spec }, metadata);
}

export function podKill(name: string, spec: Json = {}, metadata: Json = {}): Json {
  return podFailure(name, { action: 'pod-kill', ...spec }, metadata);
}

export function networkDelay(name: string, spec: Json = {}): Json {
  const delay = { latency: '100ms' };
  return chaos('NetworkChaos', name, { action: 'delay', mode: 'all', selector: web, delay, ...spec });
}

export function cpuStress(name: string, spec: Json = {}): Json {
  const stressors = { cpu: { workers: 1, load: 50 } };
  return chaos('StressChaos', name, { mode: 'all', selector: web, stressors, ...spec });
}

const pauseKey = 'experiment.chaos-mesh.org/pause';

export const pausing = { metadata: { annotations: { [pauseKey]: 'true' } } };
export const resuming = { metadata: { annotations: { [pauseKey]: null } } };
export const paused = { annotations: { [pauseKey]: 'true' } };
export const touching = { metadata: { annotations: { touched: 'true' } } };
export const forcing = {
  metadata: { annotations: { 'chaos-mesh.chaos-mesh.org/cleanFinalizer': 'forced' } },
};

const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };

export function role(name: string, rules: readonly Json[], finalizers: readonly string[] = []): Json {
  return { ...rbac, kind: 'Role', metadata: { name, finalizers }, rules };
}

/** Gives the role of the same name to a user. */
export function roleBinding(name: string, user: string): Json {
  const apiGroup = 'rbac.authorization.k8s.io';
  const roleRef = { apiGroup, kind: 'Role', name };
  return {
    ...rbac,
    kind: 'RoleBinding',
    metadata: { name },
    roleRef,
    subjects: [{ apiGroup, kind: 'User', name: user }],
  };
}
