import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CHAOS,
  condition,
  isReady,
  networkChaos,
  podChaos,
  records,
  type Sandbox,
  startSandbox,
  stressChaos,
  until,
  untilGone,
  untilInjected,
  untilReady,
} from './sandbox-fixture.ts';

const MERGE = { type: 'application/merge-patch+json' };

function lastEvent(record: { events: { message?: string }[] }): { message?: string; operation?: string } {
  return record.events.at(-1) ?? {};
}

async function touch(sandbox: Sandbox, resource: string, name: string, annotations: object): Promise<void> {
  await sandbox.ask('PATCH', `${CHAOS}/${resource}/${name}`, { metadata: { annotations } }, MERGE);
}

test('an unknown fault is refused with the list of all', async (t) => {
  const { cluster } = await startSandbox(t);
  assert.throws(
    () => cluster.faults.set({ gremlins: true }),
    /unknown cluster fault gremlins; the faults are http429, /,
  );
  assert.throws(
    () => cluster.faults.set({ slow: { ms: 'long' } }),
    /wrong cluster fault: .*expected number/s,
  );
  cluster.faults.set({ hang: false, daemonDown: { node: 'node-a' } });
  assert.deepEqual(cluster.faults.get(), { daemonDown: { node: 'node-a' } });
  cluster.faults.set({});
  assert.deepEqual(cluster.faults.get(), {});
});

test('an error at apply is retried and heals when it is cleared', async (t) => {
  const sandbox = await startSandbox(t, { speed: 20 });
  await untilReady(sandbox, 'web', 3);
  sandbox.cluster.faults.set({ applyError: { kind: 'StressChaos', message: 'no cgroup' } });
  await sandbox.create('stresschaos', stressChaos('cpu'));
  const failing = await until(async () => {
    const object = await sandbox.get(`${CHAOS}/stresschaos/cpu`);
    return records(object)[0]?.events?.length >= 2 && object;
  });
  assert.equal(records(failing)[0].phase, 'Not Injected');
  assert.equal(lastEvent(records(failing)[0]).message, 'rpc error: code = Internal desc = no cgroup');
  sandbox.cluster.faults.set({});
  const healed = await untilInjected(sandbox, 'stresschaos', 'cpu');
  assert.equal(records(healed)[0].events[0].type, 'Failed', 'old failures stay in the record');
});

test('an error at apply of a network fault loses its text and waits', async (t) => {
  const sandbox = await startSandbox(t, { speed: 20 });
  const [pod] = await untilReady(sandbox, 'web', 3);
  sandbox.cluster.faults.set({ applyError: { kind: 'NetworkChaos', pod: pod.metadata.name } });
  await sandbox.create('networkchaos', networkChaos('lag'));
  const failing = await until(async () => {
    const object = await sandbox.get(`${CHAOS}/networkchaos/lag`);
    return records(object)[0]?.events?.length > 0 && records(object)[1]?.phase === 'Injected' && object;
  });
  assert.equal(records(failing)[0].phase, 'Not Injected/Wait');
  assert.equal(
    lastEvent(records(failing)[0]).message,
    `failed to apply for pod shop/${pod.metadata.name}: unable to set tcs for pod ${pod.metadata.name}`,
  );
  sandbox.cluster.faults.set({});
  await untilInjected(sandbox, 'networkchaos', 'lag');
});

test('an error at recover holds a deleted network experiment, forced or not, until it is cleared', async (t) => {
  const sandbox = await startSandbox(t, { speed: 20 });
  const [pod] = await untilReady(sandbox, 'web', 3);
  await sandbox.create('networkchaos', networkChaos('lag'));
  await untilInjected(sandbox, 'networkchaos', 'lag');
  sandbox.cluster.faults.set({ recoverError: { kind: 'NetworkChaos' } });
  await sandbox.ask('DELETE', `${CHAOS}/networkchaos/lag`);
  const stuck = await until(async () => {
    const object = await sandbox.get(`${CHAOS}/networkchaos/lag`);
    return records(object).every(({ events }) => events.at(-1).type === 'Failed') && object;
  });
  await touch(sandbox, 'networkchaos', 'lag', { 'chaos-mesh.chaos-mesh.org/cleanFinalizer': 'forced' });
  assert.equal(records(stuck)[0].phase, 'Injected/Wait');
  assert.equal(
    lastEvent(records(stuck)[0]).message,
    `failed to apply for pod shop/${pod.metadata.name}: unable to set tcs for pod ${pod.metadata.name}`,
  );
  await until(async () => {
    const object = await sandbox.get(`${CHAOS}/networkchaos/lag`);
    return records(object)[0].events.length > records(stuck)[0].events.length;
  });
  assert.deepEqual(sandbox.cluster.carriesFault('shop', pod.metadata.name), ['lag']);
  sandbox.cluster.faults.set({});
  await untilGone(sandbox, 'networkchaos', 'lag');
  assert.deepEqual(sandbox.cluster.carriesFault('shop', pod.metadata.name), []);
});

test('stress swallows an error at recover: everything looks injected until somebody touches it', async (t) => {
  const sandbox = await startSandbox(t, { speed: 20 });
  const [pod] = await untilReady(sandbox, 'web', 3);
  await sandbox.create('stresschaos', stressChaos('cpu', { duration: '30s' }));
  await untilInjected(sandbox, 'stresschaos', 'cpu');
  sandbox.cluster.faults.set({ stressSilentRecover: true });
  sandbox.clock.advance(31_000);
  const silent = await until(async () => {
    const object = await sandbox.get(`${CHAOS}/stresschaos/cpu`);
    return object.status.experiment.desiredPhase === 'Stop' && object;
  });
  assert.equal(condition(silent, 'AllInjected'), 'True');
  // Silence cannot be awaited; a whole other experiment takes longer than the pass that fails.
  await sandbox.create(
    'networkchaos',
    networkChaos('other', { selector: { labelSelectors: { app: 'cart' } } }),
  );
  await untilInjected(sandbox, 'networkchaos', 'other');
  sandbox.cluster.faults.set({});
  const later = await sandbox.get(`${CHAOS}/stresschaos/cpu`);
  assert.equal(records(later)[0].phase, 'Injected');
  assert.deepEqual(sandbox.cluster.carriesFault('shop', pod.metadata.name), ['cpu']);
  await touch(sandbox, 'stresschaos', 'cpu', { nudge: '1' });
  await until(
    async () => condition(await sandbox.get(`${CHAOS}/stresschaos/cpu`), 'AllRecovered') === 'True',
  );
  assert.deepEqual(sandbox.cluster.carriesFault('shop', pod.metadata.name), []);
});

test('a forced stress experiment goes although its recovery failed, and the fault stays', async (t) => {
  const sandbox = await startSandbox(t, { speed: 20 });
  const [pod] = await untilReady(sandbox, 'web', 3);
  await sandbox.create('stresschaos', stressChaos('cpu'));
  await untilInjected(sandbox, 'stresschaos', 'cpu');
  sandbox.cluster.faults.set({ stressSilentRecover: true });
  await sandbox.ask('DELETE', `${CHAOS}/stresschaos/cpu`);
  await touch(sandbox, 'stresschaos', 'cpu', { 'chaos-mesh.chaos-mesh.org/cleanFinalizer': 'forced' });
  await untilGone(sandbox, 'stresschaos', 'cpu');
  assert.deepEqual(sandbox.cluster.carriesFault('shop', pod.metadata.name), ['cpu']);
});

test('a daemon that is down fails only the targets on its node', async (t) => {
  const sandbox = await startSandbox(t, { speed: 20 });
  const pods = await untilReady(sandbox, 'web', 3);
  const node = pods[0].spec.nodeName;
  sandbox.cluster.faults.set({ daemonDown: { node } });
  await sandbox.create('stresschaos', stressChaos('cpu'));
  const object = await until(async () => {
    const found = await sandbox.get(`${CHAOS}/stresschaos/cpu`);
    return records(found).some(({ phase }) => phase === 'Injected') && found;
  });
  const failing = records(object).filter(({ phase }) => phase === 'Not Injected');
  assert.equal(failing.length, pods.filter((pod) => pod.spec.nodeName === node).length);
  assert.match(lastEvent(failing[0]).message ?? '', /code = Unavailable .* connect: connection refused/);
  sandbox.cluster.faults.set({});
  await untilInjected(sandbox, 'stresschaos', 'cpu');
});

test('without the controller a deletion waits, and it ends when the controller is back', async (t) => {
  const sandbox = await startSandbox(t, { speed: 20 });
  await untilReady(sandbox, 'web', 3);
  await sandbox.create('podchaos', podChaos('fail'));
  await untilInjected(sandbox, 'podchaos', 'fail');
  sandbox.cluster.faults.set({ controllerDown: true });
  await sandbox.ask('DELETE', `${CHAOS}/podchaos/fail`);
  await until(async () => {
    const { items } = await sandbox.get('/api/v1/namespaces/chaos-mesh/pods');
    return items.some(
      (pod: { metadata: { name: string } }) =>
        pod.metadata.name.startsWith('chaos-controller') && !isReady(pod),
    );
  });
  const held = await sandbox.get(`${CHAOS}/podchaos/fail`);
  assert.equal(records(held)[0].phase, 'Injected');
  sandbox.cluster.faults.set({});
  await untilGone(sandbox, 'podchaos', 'fail');
});

test('overlapping pod-failures break the pod for good, and the truth says so', async (t) => {
  const sandbox = await startSandbox(t, { speed: 20 });
  const [pod] = await untilReady(sandbox, 'web', 3);
  const selector = { namespaces: ['shop'], pods: { shop: [pod.metadata.name] } };
  for (const name of ['a', 'b']) {
    await sandbox.create('podchaos', podChaos(name, { selector, mode: 'all' }));
    await untilInjected(sandbox, 'podchaos', name);
  }
  for (const name of ['a', 'b']) {
    await sandbox.ask('DELETE', `${CHAOS}/podchaos/${name}`);
    await untilGone(sandbox, 'podchaos', name);
  }
  const broken = await sandbox.get(`/api/v1/namespaces/shop/pods/${pod.metadata.name}`);
  assert.match(broken.spec.containers[0].image, /pause/);
  assert.deepEqual(sandbox.cluster.carriesFault('shop', pod.metadata.name), ['b']);
});

test('new pods of an app that is kept unready never become ready', async (t) => {
  const sandbox = await startSandbox(t);
  const [pod] = await untilReady(sandbox, 'cart', 2);
  sandbox.cluster.faults.set({ podNotReady: { app: 'cart' } });
  await sandbox.ask('DELETE', `/api/v1/namespaces/shop/pods/${pod.metadata.name}?gracePeriodSeconds=0`);
  await until(async () => {
    const pods = await sandbox.pods('cart');
    return pods.length === 2 && pods.every(({ status }) => status.phase === 'Running');
  });
  assert.equal((await sandbox.pods('cart')).filter(isReady).length, 1);
  sandbox.cluster.faults.set({});
  await untilReady(sandbox, 'cart', 2);
});
