// What is known of a target's surroundings: from objects as they come, from the sandbox's cache, and where nothing may be read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KubeConfig } from '@kubernetes/client-node';
import { createClock } from '../../../playground/clock.ts';
import { kubeconfigFor } from '../../../playground/cluster/kubeconfig.ts';
import { createSandboxCluster } from '../../../playground/cluster/sandbox.ts';
import { shopObjects } from '../../../playground/cluster/shop.ts';
import { zoneOf } from '../../../src/chaos/circumstances.ts';
import { isAtLeast, readInstallation } from '../../../src/chaos/installation.ts';
import { createInstallationProbe } from '../../../src/chaos/installation-probe.ts';
import { createKubeCache } from '../../../src/chaos/kube-cache.ts';
import { createKubeConnection } from '../../../src/chaos/kube-connection.ts';
import { markOn } from '../../../src/chaos/marks.ts';
import { readWorkload } from '../../../src/chaos/objects.ts';
import { readAutoscaler, readNamespace, readNode } from '../../../src/chaos/surrounding-objects.ts';
import { json, startApiServer } from './scripted-api-server.ts';

function controller(env: Readonly<Record<string, string>> = {}, image = 'chaos-mesh:v2.8.3'): object {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  return {
    metadata: { labels: { 'app.kubernetes.io/component': 'controller-manager' } },
    spec: { template: { spec: { containers: [{ image, env: variables }] } } },
  };
}

function daemonSet(ready: number, ...containers: readonly string[]): object {
  return {
    metadata: { labels: { 'app.kubernetes.io/component': 'chaos-daemon' } },
    spec: { template: { spec: { containers: containers.map((name) => ({ name })) } } },
    status: { desiredNumberScheduled: 3, numberReady: ready },
  };
}

test('an installation is read from its controller, its daemons and the kinds that are served', () => {
  const seen = readInstallation({
    deployments: [controller()],
    daemonSets: [daemonSet(2, 'chaos-daemon', 'chaos-kernel')],
    kinds: ['PodChaos'],
  });
  assert.deepEqual(seen, {
    version: '2.8.3',
    daemons: { wanted: 3, ready: 2 },
    dnsServer: false,
    kernelServer: true,
    kinds: ['PodChaos'],
    filtersNamespaces: false,
  });
});

test('an installation for one namespace, and one that asks for annotations, say so in their environment', () => {
  const env = { CLUSTER_SCOPED: 'false', TARGET_NAMESPACE: 'shop', ENABLE_FILTER_NAMESPACE: 'true' };
  const seen = readInstallation({ deployments: [controller(env)], daemonSets: [], kinds: [] });
  assert.equal(seen?.onlyNamespace, 'shop');
  assert.equal(seen?.filtersNamespaces, true);
});

test('without a controller that has the chart’s labels nothing is said of what is missing', () => {
  assert.equal(readInstallation({ deployments: [{}], daemonSets: [daemonSet(3)], kinds: [] }), undefined);
});

for (const [version, least, is] of [
  ['2.8.3', '2.8', true],
  ['2.8.3', '2.9', false],
  ['2.10.0', '2.9', true],
  ['3.0.0-rc.1', '2.9', true],
  ['2.6.7', '2.7', false],
  ['latest', '2.7', undefined],
] as const)
  test(`${version} is ${is === undefined ? 'of no known order with' : is ? 'at least' : 'older than'} ${least}`, () =>
    assert.equal(isAtLeast(version, least), is));

test('a mark is a label or an annotation, with its value or with any', () => {
  const object = { labels: { a: '1' }, annotations: { 'faultline.dev/chaos': 'never' } };
  assert.equal(markOn(object, ['faultline.dev/chaos=never']), 'faultline.dev/chaos=never');
  assert.equal(markOn(object, ['faultline.dev/chaos=always', 'a']), 'a');
  assert.equal(markOn(object, ['a=2', 'constructor', 'b']), undefined);
  assert.equal(markOn({}, ['a']), undefined);
});

test('autoscalers, nodes and namespaces are stripped to what is read', () => {
  const metrics = [
    { type: 'Resource', resource: { name: 'cpu' } },
    { type: 'Pods', pods: {} },
  ];
  const spec = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 5, metrics };
  const status = { currentReplicas: 3, desiredReplicas: 4 };
  assert.deepEqual(readAutoscaler({ metadata: { namespace: 'shop', name: 'web' }, spec, status }), {
    ...{ namespace: 'shop', name: 'web', scales: { kind: 'Deployment', name: 'web' } },
    ...{ most: 5, current: 3, desired: 4, follows: ['cpu'] },
  });
  const labels = { 'topology.kubernetes.io/zone': 'zone-1' };
  assert.deepEqual(readNode({ metadata: { name: 'a', labels } }), { name: 'a', labels });
  assert.deepEqual(readNode({ metadata: { name: 'a' } }), { name: 'a', labels: {} });
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', why: 'x' };
  assert.deepEqual(readNamespace({ metadata: { name: 'shop', annotations } }), {
    ...{ name: 'shop', labels: {}, annotations: { why: 'x' } },
  });
  for (const read of [readAutoscaler, readNode, readNamespace]) assert.equal(read({}), undefined);
});

const rolling = (kind: string, spec: object, status: object) =>
  readWorkload({
    kind,
    metadata: { name: 'web', generation: 2 },
    spec: { replicas: 3, ...spec },
    status: { observedGeneration: 2, ...status },
  })?.rollingOut ?? false;

const progressing = (reason: string) => ({ conditions: [{ type: 'Progressing', status: 'True', reason }] });

for (const [what, is, said] of [
  ['a Deployment that is done', false, rolling('Deployment', {}, { replicas: 3, updatedReplicas: 3 })],
  [
    'a Deployment with old pods left',
    true,
    rolling('Deployment', {}, { replicas: 4, updatedReplicas: 2, ...progressing('ReplicaSetUpdated') }),
  ],
  [
    'a Deployment that lost a pod',
    false,
    rolling('Deployment', {}, { replicas: 2, updatedReplicas: 2, ...progressing('NewReplicaSetAvailable') }),
  ],
  ['a Deployment whose change was not seen yet', true, rolling('Deployment', {}, { observedGeneration: 1 })],
  [
    'a StatefulSet half way',
    true,
    rolling('StatefulSet', {}, { currentRevision: 'a', updateRevision: 'b', updatedReplicas: 1 }),
  ],
  [
    'a StatefulSet that holds some back on purpose',
    false,
    rolling(
      'StatefulSet',
      { updateStrategy: { rollingUpdate: { partition: 2 } } },
      { currentRevision: 'a', updateRevision: 'b', updatedReplicas: 1 },
    ),
  ],
  [
    'a StatefulSet that waits for somebody to delete pods',
    false,
    rolling(
      'StatefulSet',
      { updateStrategy: { type: 'OnDelete' } },
      { currentRevision: 'a', updateRevision: 'b', updatedReplicas: 0 },
    ),
  ],
  [
    'a DaemonSet half way',
    true,
    rolling('DaemonSet', {}, { desiredNumberScheduled: 3, updatedNumberScheduled: 1 }),
  ],
] as const)
  test(`${what} is ${is ? 'being rolled out' : 'at rest'}`, () => assert.equal(said, is));

test('the cache knows the sandbox’s autoscalers, zones, namespaces and installation, and asks nothing for a question', async () => {
  const replicas = { web: 3, search: 3 };
  const sandbox = createSandboxCluster({
    name: 'staging',
    clock: createClock(),
    speed: 50,
    tokens: { 'bot-token': { user: 'bot', groups: ['system:masters'] } },
    objects: shopObjects({ replicas, namespace: 'shop', autoscaled: { search: 3 } }),
  });
  await sandbox.start();
  const kubeConfig = new KubeConfig();
  const clusters = [{ name: 'staging', url: sandbox.url, token: 'bot-token' }];
  kubeConfig.loadFromString(kubeconfigFor({ clusters, user: 'bot' }));
  const connection = createKubeConnection({ name: 'staging', kubeConfig });
  const cache = createKubeCache({ connection });
  cache.start();
  await cache.whenSettled(AbortSignal.timeout(20_000));
  const before = sandbox.calls();
  const around = cache.circumstances?.(['shop']);
  assert.deepEqual(sandbox.calls(), before);
  assert.deepEqual(
    around?.autoscalers?.map(({ name, most, current }) => [name, most, current]),
    [['search', 3, 3]],
  );
  assert.deepEqual([...(around?.nodes?.values() ?? [])].map(zoneOf), ['zone-1', 'zone-2', 'zone-3']);
  assert.ok(around?.namespaces?.has('shop'));
  assert.equal(around?.installation?.version, '2.8.3');
  assert.equal(around?.installation?.dnsServer, true);
  assert.ok(around?.installation?.kinds.includes('PodChaos'));
  assert.ok((cache.installation?.()?.ageMs ?? -1) >= 0);
  await cache.stop();
  await connection.close();
  await sandbox.stop();
});

test('what may not be read is not known, and keeps nothing else from being known', async () => {
  await using server = await startApiServer(({ path, query }, response) => {
    const isAround = /v1\/nodes|horizontalpodautoscalers|labelSelector/.test(`${path}${String(query)}`);
    if (isAround) return json(response, 403, { kind: 'Status', message: 'forbidden' });
    if (query.get('watch') === 'true') return void response.writeHead(200).flushHeaders();
    return json(response, 200, { items: [], metadata: { resourceVersion: '1' } });
  });
  const connection = createKubeConnection({ name: 'staging', kubeConfig: server.kubeConfig });
  const told: string[] = [];
  const cache = createKubeCache({ connection, kinds: ['PodChaos'], onFault: (path) => told.push(path) });
  cache.start();
  await cache.whenSettled(AbortSignal.timeout(20_000));
  const around = cache.circumstances?.(['shop']);
  assert.ok(cache.synced());
  assert.deepEqual(Object.keys(around ?? {}), ['namespaces']);
  assert.equal(cache.installation?.(), undefined);
  assert.deepEqual(told.toSorted(), ['/api/v1/nodes', '/apis/autoscaling/v2/horizontalpodautoscalers']);
  assert.equal(cache.faults().length, 2);
  await cache.stop();
  await connection.close();
});

test('an installation is looked at again after a while, and not believed for ever', async () => {
  let now = 0;
  let looks = 0;
  let isThere = true;
  const looked = Promise.withResolvers<void>();
  const probe = createInstallationProbe({
    connection: {
      cluster: 'staging',
      async call({ path }) {
        if (path.endsWith('deployments')) looks += 1;
        if (looks > 2) looked.resolve();
        return isThere
          ? { status: 200, body: { items: path.endsWith('deployments') ? [controller()] : [] } }
          : { status: 403, body: {} };
      },
    },
    monotonic: () => now,
    everyMs: 1,
  });
  assert.equal(probe.seen(), undefined);
  probe.start();
  await looked.promise;
  isThere = false;
  await probe.stop();
  assert.equal(probe.seen()?.installation?.version, '2.8.3');
  now = 3_700_000;
  assert.equal(probe.seen(), undefined);
});
