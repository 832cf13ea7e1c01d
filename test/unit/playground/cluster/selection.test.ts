import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  networkChaos,
  podChaos,
  records,
  startSandbox,
  until,
  untilInjected,
  untilReady,
} from './sandbox-fixture.ts';

const COUNTS: readonly (readonly [mode: string, value: string | undefined, count: number])[] = [
  ['one', undefined, 1],
  ['all', undefined, 5],
  ['fixed', '3', 3],
  ['fixed', '9', 5],
  ['fixed-percent', '50', 3],
  ['fixed-percent', '1', 1],
];

function repeatable(): () => number {
  let state = 42;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

test('mode and value decide how many pods are taken', async (t) => {
  const replicas = 5;
  const sandbox = await startSandbox(t, { random: repeatable() });
  await sandbox.ask(
    'PATCH',
    '/apis/apps/v1/namespaces/shop/deployments/web',
    { spec: { replicas } },
    {
      type: 'application/merge-patch+json',
    },
  );
  await untilReady(sandbox, 'web', replicas);
  for (const [index, [mode, value, count]] of COUNTS.entries()) {
    await sandbox.create('networkchaos', networkChaos(`n${index}`, { mode, value }));
    const object = await untilInjected(sandbox, 'networkchaos', `n${index}`);
    assert.equal(records(object).length, count, `${mode} ${value}`);
  }
});

async function failure(sandbox: Awaited<ReturnType<typeof startSandbox>>, name: string): Promise<string> {
  const path = `/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name%3D${name},reason%3DFailed`;
  return until(async () => (await sandbox.get(path)).items[0]?.message);
}

test('a selection that cannot be made says why', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  const labelSelectors = { app: 'web' };
  await sandbox.create(
    'podchaos',
    podChaos('field', { selector: { fieldSelectors: { 'spec.hostIPC': 'x' } } }),
  );
  assert.equal(
    await failure(sandbox, 'field'),
    'Failed to select targets: field label not supported: spec.hostIPC',
  );
  await sandbox.create('podchaos', podChaos('node', { selector: { labelSelectors, nodes: ['moon'] } }));
  assert.equal(
    await failure(sandbox, 'node'),
    'Failed to select targets: cannot parse node selector, msg: Node "moon" not found',
  );
  const containerNames = ['sidecar'];
  await sandbox.create('podchaos', podChaos('box', { action: 'container-kill', containerNames }));
  assert.equal(await failure(sandbox, 'box'), 'Failed to select targets: no target has been selected');
});

test('every kind of selector narrows the choice', async (t) => {
  const sandbox = await startSandbox(t);
  const pods = await untilReady(sandbox, 'web', 3);
  const [{ metadata, spec, status }] = pods;
  const selectors = [
    { labelSelectors: { app: 'web' }, nodes: [spec.nodeName] },
    { labelSelectors: { app: 'web' }, nodeSelectors: { 'kubernetes.io/hostname': spec.nodeName } },
    { fieldSelectors: { 'status.podIP': status.podIP } },
    { pods: { shop: [metadata.name, 'gone'] }, labelSelectors: { app: 'ignored' } },
    {
      expressionSelectors: [{ key: 'app', operator: 'In', values: ['web'] }],
      podPhaseSelectors: ['Running'],
      fieldSelectors: { 'metadata.name': metadata.name },
    },
  ];
  for (const [index, selector] of selectors.entries()) {
    await sandbox.create('networkchaos', networkChaos(`s${index}`, { selector }));
    const object = await untilInjected(sandbox, 'networkchaos', `s${index}`);
    assert.deepEqual(
      records(object).map(({ id }) => id),
      [`shop/${metadata.name}`],
    );
  }
});

test('network faults are refused for pods on the network of their host', async (t) => {
  const hostNetwork = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'proxy', namespace: 'shop', labels: { app: 'proxy' } },
    spec: { hostNetwork: true, containers: [{ name: 'proxy', image: 'proxy:1' }] },
  };
  const sandbox = await startSandbox(t);
  await sandbox.ask('POST', '/api/v1/namespaces/shop/pods', hostNetwork);
  await untilReady(sandbox, 'proxy', 1);
  await sandbox.create(
    'networkchaos',
    networkChaos('lag', { selector: { labelSelectors: { app: 'proxy' } } }),
  );
  assert.match(
    await failure(sandbox, 'lag'),
    /It's dangerous to inject network chaos on a pod\(shop\/proxy\)/,
  );
  await sandbox.ask('DELETE', '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos/lag');
  await sandbox.ask('DELETE', '/api/v1/namespaces/shop/pods/proxy?gracePeriodSeconds=0');
  await until(async () => {
    const reply = await sandbox.ask('GET', '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos/lag');
    return reply.code === 404;
  });
});
