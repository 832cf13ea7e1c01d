import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWorkload } from '../../../../src/chaos/objects.ts';
import { isReady, type Json, startSandbox, until, untilReady } from './sandbox-fixture.ts';

const SHOP = '/apis/apps/v1/namespaces/shop';
const MERGE = { type: 'application/merge-patch+json' };

test('a deployment gets its pods on the nodes, with addresses and containers, owned through a ReplicaSet', async (t) => {
  const sandbox = await startSandbox(t);
  const pods = await untilReady(sandbox, 'web', 3);
  assert.equal(new Set(pods.map((pod) => pod.spec.nodeName)).size, 3);
  const [pod] = pods;
  assert.match(pod.metadata.name, /^web-[a-z0-9]{10}-[a-z0-9]{5}$/);
  assert.match(pod.status.podIP, /^10\.244\./);
  assert.match(pod.status.containerStatuses[0].containerID, /^containerd:\/\/[0-9a-f]{64}$/);
  const [owner] = pod.metadata.ownerReferences;
  assert.equal(owner.kind, 'ReplicaSet');
  const set = await sandbox.get(`${SHOP}/replicasets/${owner.name}`);
  assert.equal(set.metadata.ownerReferences[0].name, 'web');
});

test('deleted pods terminate and come back, and the deployment says how many are ready', async (t) => {
  const sandbox = await startSandbox(t);
  const [pod] = await untilReady(sandbox, 'web', 3);
  const { body } = await sandbox.ask('DELETE', `/api/v1/namespaces/shop/pods/${pod.metadata.name}`);
  assert.ok(body.metadata.deletionTimestamp);
  const names = await until(async () => {
    const all = (await sandbox.pods('web')).filter(
      ({ metadata }) => metadata.deletionTimestamp === undefined,
    );
    return all.length === 3 && all.every(isReady) && all.map(({ metadata }) => metadata.name);
  });
  assert.ok(!names.includes(pod.metadata.name));
  sandbox.clock.advance(1000);
  await until(async () => (await sandbox.pods('web')).length === 3);
  await until(async () => (await sandbox.get(`${SHOP}/deployments/web`)).status.readyReplicas === 3);
});

test('scaling adds and removes pods, a new template replaces them', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'cart', 2);
  const scale = (replicas: number) =>
    sandbox.ask('PATCH', `${SHOP}/deployments/cart`, { spec: { replicas } }, MERGE);
  await scale(4);
  await untilReady(sandbox, 'cart', 4);
  await scale(1);
  const [old] = await untilReady(sandbox, 'cart', 1);
  const annotations = { 'kubectl.kubernetes.io/restartedAt': 'now' };
  await sandbox.ask(
    'PATCH',
    `${SHOP}/deployments/cart`,
    { spec: { template: { metadata: { annotations } } } },
    MERGE,
  );
  await until(async () => {
    const pods = await sandbox.pods('cart');
    return pods.length === 1 && pods[0].metadata.name !== old.metadata.name;
  });
});

test('the disruption budget of web allows one while all are ready', async (t) => {
  const sandbox = await startSandbox(t);
  const budget = async (): Promise<Json> =>
    (await sandbox.get('/apis/policy/v1/namespaces/shop/poddisruptionbudgets/web')).status;
  await untilReady(sandbox, 'web', 3);
  await until(async () => (await budget())?.disruptionsAllowed === 1);
  assert.deepEqual([(await budget()).currentHealthy, (await budget()).desiredHealthy], [3, 2]);
});

test('a workload that no controller could run is refused', async (t) => {
  const sandbox = await startSandbox(t);
  const metadata = { name: 'hollow', namespace: 'shop' };
  const pod = await sandbox.ask('POST', '/api/v1/namespaces/shop/pods', { metadata, spec: {} });
  assert.equal(pod.body.message, 'Pod "hollow" is invalid: spec.containers: Required value');
  const deployment = await sandbox.ask('POST', `${SHOP}/deployments`, { metadata, spec: {} });
  assert.equal(deployment.body.details.causes.length, 2);
});

test('a template that cannot become a pod leaves its deployment without pods', async (t) => {
  const sandbox = await startSandbox(t);
  const template = {
    metadata: { labels: { app: 'not a label!' } },
    spec: { containers: [{ name: 'a', image: 'a' }] },
  };
  const spec = { replicas: 1, selector: { matchLabels: { app: 'x' } }, template };
  await sandbox.ask('POST', `${SHOP}/deployments`, { metadata: { name: 'odd' }, spec });
  await untilReady(sandbox, 'web', 3);
  assert.equal((await sandbox.get(`${SHOP}/replicasets?labelSelector=app%3Dodd`)).items.length, 0);
});

test('a rollout is seen from the change of the template until all pods are new and ready', async (t) => {
  const sandbox = await startSandbox(t);
  const seen = async (): Promise<boolean> =>
    readWorkload(await sandbox.get(`${SHOP}/deployments/cart`), 'Deployment')?.rollingOut ?? false;
  const status = async (): Promise<Json> => (await sandbox.get(`${SHOP}/deployments/cart`)).status;
  await until(async () => (await status())?.availableReplicas === 2);
  const spec = { template: { metadata: { annotations: { version: '2' } } } };
  const patched = await sandbox.ask('PATCH', `${SHOP}/deployments/cart`, { spec }, MERGE);
  assert.equal(readWorkload(patched.body, 'Deployment')?.rollingOut, true);
  await until(async () => !(await seen()));
  const [pod] = await sandbox.pods('cart');
  assert.equal(pod?.metadata.annotations?.version, '2');
});

test('what a deleted owner leaves behind is collected', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'cart', 2);
  await sandbox.ask('DELETE', `${SHOP}/deployments/cart`);
  await until(async () => (await sandbox.pods('cart')).length === 0);
  const sets = (await sandbox.get(`${SHOP}/replicasets?labelSelector=app%3Dcart`)).items;
  assert.equal(sets.length, 0);
});

test('Chaos Mesh is seen to be installed: controller, DNS server, a daemon per node, endpoints and webhooks', async (t) => {
  const sandbox = await startSandbox(t);
  const pods = await until(async () => {
    const { items } = await sandbox.get('/api/v1/namespaces/chaos-mesh/pods');
    return items.length === 5 && items.every(isReady) && items;
  });
  for (const pod of pods) assert.match(pod.spec.containers[0].image, /:v2\.8\.3$/);
  const slices = await sandbox.get('/apis/discovery.k8s.io/v1/namespaces/chaos-mesh/endpointslices');
  assert.equal(slices.items[0].endpoints.length, 3);
  const hooks = await sandbox.get('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations');
  assert.deepEqual(
    hooks.items.map((item: Json) => item.metadata.name),
    ['chaos-mesh-validation', 'chaos-mesh-validation-auth'],
  );
});
