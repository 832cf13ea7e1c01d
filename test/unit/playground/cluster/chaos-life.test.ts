import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CHAOS,
  condition,
  isReady,
  type Json,
  networkChaos,
  openWatch,
  podChaos,
  records,
  startSandbox,
  stressChaos,
  until,
  untilGone,
  untilInjected,
  untilReady,
} from './sandbox-fixture.ts';

const MERGE = { type: 'application/merge-patch+json' };

async function reasons(sandbox: Awaited<ReturnType<typeof startSandbox>>, name: string): Promise<string[]> {
  const query = `fieldSelector=involvedObject.name%3D${name}`;
  const { items } = await sandbox.get(`/api/v1/namespaces/shop/events?${query}`);
  return items.filter(({ reason }: Json) => reason !== 'Updated').map(({ reason }: Json) => reason);
}

test('a pod-failure swaps the image, and after its time the pod is as it was', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  await sandbox.create('podchaos', podChaos('fail', { duration: '30s' }));
  const injected = await untilInjected(sandbox, 'podchaos', 'fail');
  assert.equal(injected.metadata.generation, 5);
  assert.deepEqual(injected.metadata.finalizers, ['chaos-mesh/records']);
  const [record] = records(injected);
  assert.equal(record.phase, 'Injected');
  const name = record.id.split('/')[1];
  const broken = await until(async () => {
    const pod = await sandbox.get(`/api/v1/namespaces/shop/pods/${name}`);
    return pod.status.containerStatuses[0].restartCount === 1 && pod;
  });
  assert.match(broken.spec.containers[0].image, /pause/);
  assert.match(broken.metadata.annotations['chaos-mesh-fail-pod-failure-web-normal-image'], /web:1\.4\.2/);
  assert.equal(isReady(broken), false);
  assert.deepEqual(sandbox.cluster.carriesFault('shop', name), ['fail']);
  sandbox.clock.advance(31_000);
  const ended = await until(async () => {
    const object = await sandbox.get(`${CHAOS}/podchaos/fail`);
    return condition(object, 'AllRecovered') === 'True' && object;
  });
  assert.equal(ended.status.experiment.desiredPhase, 'Stop');
  assert.equal(records(ended)[0].recoveredCount, 1);
  assert.deepEqual(sandbox.cluster.carriesFault('shop', name), []);
  await untilReady(sandbox, 'web', 3);
  assert.deepEqual(await reasons(sandbox, 'fail'), [
    'FinalizerInited',
    'Started',
    'Applied',
    'TimeUp',
    'Recovered',
  ]);
});

test('the end comes on whole seconds after creation, up to one second early', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  await sandbox.create('podchaos', podChaos('fail', { duration: '10s' }));
  await untilInjected(sandbox, 'podchaos', 'fail');
  sandbox.clock.advance(8_000);
  const object = await sandbox.get(`${CHAOS}/podchaos/fail`);
  assert.equal(object.status.experiment.desiredPhase, 'Run');
});

test('a deletion recovers first, and the DELETED event carries the proof', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  await sandbox.create('podchaos', podChaos('fail'));
  await untilInjected(sandbox, 'podchaos', 'fail');
  const watch = await openWatch(t, sandbox, `${CHAOS}/podchaos?watch=1`);
  const { body } = await sandbox.ask('DELETE', `${CHAOS}/podchaos/fail`);
  assert.ok(body.metadata.deletionTimestamp);
  const { object } = await watch.next(({ type }) => type === 'DELETED');
  assert.deepEqual(
    records(object).map(({ phase, injectedCount, recoveredCount }) => [phase, injectedCount, recoveredCount]),
    [['Not Injected', 1, 1]],
  );
  assert.equal(condition(object, 'AllInjected'), 'True', 'conditions stay stale on deletion');
  const seen = await reasons(sandbox, 'fail');
  assert.deepEqual(seen, [
    'FinalizerInited',
    'Started',
    'Applied',
    'Deleted',
    'Recovered',
    'FinalizerInited',
  ]);
});

test('a pod-kill deletes the pod for good, its record stays Injected, and a new pod comes', async (t) => {
  const sandbox = await startSandbox(t);
  const before = (await untilReady(sandbox, 'web', 3)).map((pod) => pod.metadata.name);
  await sandbox.create('podchaos', podChaos('kill', { action: 'pod-kill' }));
  const object = await untilInjected(sandbox, 'podchaos', 'kill');
  assert.equal(object.status.experiment.desiredPhase, 'Run');
  const after = (await untilReady(sandbox, 'web', 3)).map((pod) => pod.metadata.name);
  assert.equal(after.filter((name) => before.includes(name)).length, 2);
  assert.match(
    after.find((name) => !before.includes(name)),
    /^web-[a-z0-9]{10}-[a-z0-9]{5}$/,
  );
  assert.deepEqual(await reasons(sandbox, 'kill'), ['FinalizerInited', 'Applied']);
});

test('a container-kill restarts the named container', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  await sandbox.create('podchaos', podChaos('ck', { action: 'container-kill', containerNames: ['web'] }));
  const object = await untilInjected(sandbox, 'podchaos', 'ck');
  const [namespace, name, container] = records(object)[0].id.split('/');
  assert.deepEqual([namespace, container], ['shop', 'web']);
  await until(async () => {
    const pod = await sandbox.get(`/api/v1/namespaces/shop/pods/${name}`);
    return pod.status.containerStatuses[0].restartCount === 1 && isReady(pod);
  });
});

test('a network delay stands in every PodNetworkChaos and leaves it empty', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  await sandbox.create('networkchaos', networkChaos('lag'));
  const object = await untilInjected(sandbox, 'networkchaos', 'lag');
  assert.equal(records(object).length, 3);
  const name = records(object)[0].id.split('/')[1];
  const carried = await sandbox.get(`${CHAOS}/podnetworkchaos/${name}`);
  assert.deepEqual(carried.spec.tcs[0], {
    type: 'netem',
    delay: { latency: '200ms', jitter: '0ms', correlation: '0' },
    source: 'shop/lag',
  });
  assert.equal(carried.status.observedGeneration, carried.metadata.generation);
  assert.deepEqual(sandbox.cluster.carriesFault('shop', name), ['lag']);
  await sandbox.ask('DELETE', `${CHAOS}/networkchaos/lag`);
  await untilGone(sandbox, 'networkchaos', 'lag');
  const emptied = await sandbox.get(`${CHAOS}/podnetworkchaos/${name}`);
  assert.deepEqual(emptied.spec, {});
  assert.equal(emptied.status.observedGeneration, emptied.metadata.generation);
  assert.deepEqual(sandbox.cluster.carriesFault('shop', name), []);
});

test('a delay towards a target takes both ends as records and names an ipset', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'cart', 2);
  const target = { mode: 'all', selector: { labelSelectors: { app: 'cart' } } };
  await sandbox.create('networkchaos', networkChaos('lag', { direction: 'both', target }));
  const object = await untilInjected(sandbox, 'networkchaos', 'lag');
  const keys = records(object).map(({ selectorKey }) => selectorKey);
  assert.deepEqual(keys, ['.', '.', '.', '.Target', '.Target']);
  const source = await sandbox.get(`${CHAOS}/podnetworkchaos/${records(object)[0].id.split('/')[1]}`);
  assert.equal(source.spec.ipsets[0].cidrs.length, 2);
  assert.equal(source.spec.tcs[0].ipset, source.spec.ipsets[0].name);
});

test('stress takes containers and notes its processes', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  await sandbox.create('stresschaos', stressChaos('cpu', { mode: 'fixed', value: '2' }));
  const object = await untilInjected(sandbox, 'stresschaos', 'cpu');
  const ids = records(object).map(({ id }) => id);
  assert.equal(ids.length, 2);
  assert.match(ids[0], /^shop\/web-[a-z0-9-]+\/web$/);
  assert.deepEqual(Object.keys(object.status.instances).sort(), ids.toSorted());
});

test('pause recovers, resume injects again, and the counts rise', async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  await sandbox.create('podchaos', podChaos('fail', { duration: '5m' }));
  await untilInjected(sandbox, 'podchaos', 'fail');
  const annotate = (value: string | null) =>
    sandbox.ask(
      'PATCH',
      `${CHAOS}/podchaos/fail`,
      { metadata: { annotations: { 'experiment.chaos-mesh.org/pause': value } } },
      MERGE,
    );
  await annotate('true');
  await until(async () => {
    const object = await sandbox.get(`${CHAOS}/podchaos/fail`);
    return condition(object, 'Paused') === 'True' && condition(object, 'AllRecovered') === 'True';
  });
  await annotate(null);
  await until(async () => {
    const object = await sandbox.get(`${CHAOS}/podchaos/fail`);
    return condition(object, 'AllInjected') === 'True' && records(object)[0].injectedCount === 2;
  });
  assert.deepEqual(await reasons(sandbox, 'fail'), [
    'FinalizerInited',
    'Started',
    'Applied',
    'Paused',
    'Recovered',
    'Started',
    'Applied',
  ]);
});

test('an experiment that matches nothing warns, and any later touch selects again', async (t) => {
  const sandbox = await startSandbox(t);
  const selector = { labelSelectors: { app: 'later' } };
  await sandbox.create('podchaos', podChaos('none', { selector, action: 'pod-kill' }));
  const events = '/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name%3Dnone,reason%3DFailed';
  const [warning] = await until(async () => {
    const { items } = await sandbox.get(events);
    return items.length > 0 && items;
  });
  assert.equal(warning.type, 'Warning');
  assert.equal(warning.message, 'Failed to select targets: no pod is selected');
  assert.equal(warning.source.component, 'records');
  assert.equal(warning.metadata.annotations['chaos-mesh.org/activity'], 'select targets');
  const object = await sandbox.get(`${CHAOS}/podchaos/none`);
  assert.equal(condition(object, 'Selected'), 'False');
  assert.equal(object.status.experiment.containerRecords, undefined);
});

test('an empty list or map freezes an experiment, and deleting it still works', async (t) => {
  const sandbox = await startSandbox(t);
  const selector = { labelSelectors: { app: 'web' }, nodeSelectors: {} };
  await sandbox.create('podchaos', podChaos('frozen', { selector }));
  const events = '/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name%3Dfrozen,reason%3DFailed';
  const items = await until(async () => {
    const found = (await sandbox.get(events)).items;
    return found.length > 1 && found;
  });
  assert.ok(items.some(({ message }: Json) => message === 'Failed to update finalizer: updateError.Error()'));
  assert.ok(items.some(({ message }: Json) => /Cannot update chaos spec$/.test(message)));
  const object = await sandbox.get(`${CHAOS}/podchaos/frozen`);
  assert.deepEqual(object.status, { experiment: {} });
  await sandbox.ask('DELETE', `${CHAOS}/podchaos/frozen`);
  await untilGone(sandbox, 'podchaos', 'frozen');
});
