// The kinds that the daemon carries out, in the sandbox: who carries them, what is written per pod, what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CHAOS,
  type Json,
  records,
  type Sandbox,
  startSandbox,
  until,
  untilGone,
  untilInjected,
  untilReady,
} from './sandbox-fixture.ts';

interface Kind {
  readonly kind: string;
  readonly spec: Json;
  /** What follows the pod in a record's id. */
  readonly part: string;
  /** The object per pod, and the field its entries stand in. */
  readonly written?: readonly [plural: string, field: string];
}

const kinds: readonly Kind[] = [
  {
    kind: 'IOChaos',
    spec: { action: 'latency', delay: '100ms', volumePath: '/data' },
    part: '/web',
    written: ['podiochaos', 'actions'],
  },
  {
    kind: 'HTTPChaos',
    spec: { abort: true, target: 'Request', port: 8080 },
    part: '',
    written: ['podhttpchaos', 'rules'],
  },
  { kind: 'TimeChaos', spec: { timeOffset: '-5m' }, part: '/web' },
  { kind: 'DNSChaos', spec: { action: 'error' }, part: '/web' },
  { kind: 'JVMChaos', spec: { action: 'gc' }, part: '/web' },
  {
    kind: 'BlockChaos',
    spec: { action: 'delay', volumeName: 'data', delay: { latency: '1ms' } },
    part: '/web/data',
  },
];

function objectOf(kind: string, spec: Json): Json {
  const selector = { labelSelectors: { app: 'web' } };
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind,
    metadata: { name: 'drill' },
    spec: { mode: 'one', selector, ...spec },
  };
}

async function entriesOf(
  sandbox: Sandbox,
  [plural, field]: readonly [string, string],
  pod: string,
): Promise<Json[]> {
  return (await sandbox.get(`${CHAOS}/${plural}/${pod}`)).spec[field] ?? [];
}

for (const { kind, spec, part, written } of kinds) {
  test(`${kind} is on its pod until it is deleted`, async (t) => {
    const sandbox = await startSandbox(t);
    await untilReady(sandbox, 'web', 3);
    const plural = kind.toLowerCase();
    await sandbox.create(plural, objectOf(kind, spec));
    const [record] = records(await untilInjected(sandbox, plural, 'drill'));
    const [namespace, pod] = record.id.split('/');
    assert.equal(record.id, `${namespace}/${pod}${part}`);
    assert.deepEqual(sandbox.cluster.carriesFault('shop', pod), ['drill']);
    if (written) assert.equal((await entriesOf(sandbox, written, pod))[0].source, 'shop/drill');
    await sandbox.ask('DELETE', `${CHAOS}/${plural}/drill`);
    await untilGone(sandbox, plural, 'drill');
    assert.deepEqual(sandbox.cluster.carriesFault('shop', pod), []);
    if (written) assert.deepEqual(await entriesOf(sandbox, written, pod), []);
  });

  test(`${kind} stays on its pod while the daemon cannot take it back`, async (t) => {
    const sandbox = await startSandbox(t);
    await untilReady(sandbox, 'web', 3);
    const plural = kind.toLowerCase();
    await sandbox.create(plural, objectOf(kind, spec));
    const [{ id }] = records(await untilInjected(sandbox, plural, 'drill'));
    sandbox.cluster.faults.set({ recoverError: { kind } });
    await sandbox.ask('DELETE', `${CHAOS}/${plural}/drill`);
    await until(async () => {
      const [record] = records(await sandbox.get(`${CHAOS}/${plural}/drill`));
      return record.events.at(-1).type === 'Failed';
    });
    assert.deepEqual(sandbox.cluster.carriesFault('shop', id.split('/')[1]), ['drill']);
    sandbox.cluster.faults.set({});
    await untilGone(sandbox, plural, 'drill');
  });
}

test('the webhooks refuse what the real ones refuse', async (t) => {
  const sandbox = await startSandbox(t);
  const table: readonly (readonly [string, Json, RegExp])[] = [
    ['IOChaos', { action: 'fault', volumePath: '/data' }, /errno 0 is not supported/],
    ['IOChaos', { action: 'latency', delay: 'soon', volumePath: '/data' }, /parse delay field error/],
    ['HTTPChaos', { target: 'Request', abort: true }, /port 0 is not supported/],
    ['HTTPChaos', { target: 'Request', port: 80, method: 'FETCH' }, /method FETCH is not supported/],
    ['TimeChaos', { timeOffset: 'soon' }, /parse timeOffset field error/],
    ['JVMChaos', { action: 'stress' }, /must set one of cpu-count and mem-type/],
    ['JVMChaos', { action: 'latency', class: 'A', method: 'b' }, /latency not provided/],
    ['BlockChaos', { action: 'delay', volumeName: 'data' }, /delay should be set/],
    ['DNSChaos', { action: 'maybe' }, /Unsupported value: "maybe"/],
  ];
  for (const [kind, spec, words] of table) {
    const { code, body } = await sandbox.ask('POST', `${CHAOS}/${kind.toLowerCase()}`, objectOf(kind, spec));
    assert.ok(code === 403 || code === 422, `${kind} ${code}`);
    assert.match(body.message, words);
  }
});

test('a cloud whose account is not told takes no order', async (t) => {
  const sandbox = await startSandbox(t);
  const spec = { action: 'ec2-stop', awsRegion: 'eu', ec2Instance: 'i-1', duration: '1m' };
  const object = {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'AWSChaos',
    metadata: { name: 'drill' },
    spec,
  };
  await sandbox.create('awschaos', object);
  const [record] = await until(async () => {
    const all = records(await sandbox.get(`${CHAOS}/awschaos/drill`));
    return all[0]?.events?.length > 0 && all;
  });
  assert.deepEqual(JSON.parse(record.id), { awsRegion: 'eu', ec2Instance: 'i-1' });
  assert.equal(record.phase, 'Not Injected');
  await sandbox.ask('DELETE', `${CHAOS}/awschaos/drill`);
  await untilGone(sandbox, 'awschaos', 'drill');
});
