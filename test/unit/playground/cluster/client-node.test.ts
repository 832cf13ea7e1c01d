import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  KubernetesObjectApi,
  setHeaderOptions,
  Watch,
} from '@kubernetes/client-node';
import { kubeconfigFor } from '../../../../playground/cluster/kubeconfig.ts';
import { podChaos, type Sandbox, startSandbox, untilReady } from './sandbox-fixture.ts';

const PLACE = { group: 'chaos-mesh.org', version: 'v1alpha1', namespace: 'shop', plural: 'podchaos' };

function kubeconfig({ cluster }: Sandbox, token: string): string {
  return kubeconfigFor({ clusters: [{ name: 'staging', url: cluster.url, token }], user: 'bot' });
}

function load(sandbox: Sandbox, token: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(kubeconfig(sandbox, token));
  return config;
}

test('client-node lists pods, creates as a person, watches and deletes', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  const admin = load(sandbox, 'admin');
  const pods = await admin.makeApiClient(CoreV1Api).listNamespacedPod({ namespace: 'shop' });
  assert.equal(pods.items.length, 5);
  assert.ok(pods.items[0]?.metadata?.creationTimestamp instanceof Date);
  const custom = load(sandbox, 'bot').makeApiClient(CustomObjectsApi);
  const body = podChaos('seen');
  const made = await custom.createNamespacedCustomObject(
    { ...PLACE, body },
    setHeaderOptions('Impersonate-User', 'ana'),
  );
  assert.equal(made.metadata.name, 'seen');
  assert.equal(sandbox.cluster.audit().at(-1)?.impersonated?.user, 'ana');
  const seen = await watched(t, admin, made.metadata.resourceVersion);
  await admin.makeApiClient(CustomObjectsApi).deleteNamespacedCustomObject({ ...PLACE, name: 'seen' });
  const last = await seen.deleted;
  assert.equal(last.status.experiment.containerRecords[0].recoveredCount, 1);
});

/** Returns once the watch has shown the injection, with a promise of the DELETED event's object. */
async function watched(t: TestContext, config: KubeConfig, resourceVersion: string) {
  // biome-ignore lint/suspicious/noExplicitAny: the client hands over raw JSON
  const { promise, resolve } = Promise.withResolvers<any>();
  const path = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/podchaos';
  const injected = Promise.withResolvers<void>();
  const controller = await new Watch(config).watch(
    path,
    { resourceVersion },
    (type, object) => {
      if (type === 'DELETED') resolve(object);
      if (object.status.experiment.containerRecords?.[0]?.phase === 'Injected') injected.resolve();
    },
    () => undefined,
  );
  t.after(() => controller.abort());
  await injected.promise;
  return { deleted: promise };
}

test('client-node discovers the chaos kinds by itself', async (t) => {
  const sandbox = await startSandbox(t);
  const api = KubernetesObjectApi.makeApiClient(load(sandbox, 'admin'));
  const object = { ...podChaos('found'), metadata: { name: 'found', namespace: 'shop' } };
  await api.create(object);
  const read = await api.read(object);
  assert.equal(read.kind, 'PodChaos');
});
