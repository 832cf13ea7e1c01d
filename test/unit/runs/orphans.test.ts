import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject, Cluster, ClusterCache } from '../../../src/chaos/cluster.ts';
import { createOrphanRule } from '../../../src/runs/orphans.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { after, ana, draft, object, T0, untilRunning } from './sample-run.ts';

const ours = object({ labels: { 'faultline.dev/run': 'r-234567' } });
const MINUTE = 60_000;

interface World {
  readonly record?: RunRecord;
  readonly now?: number;
  readonly sealed?: boolean;
  /** True: everywhere; else one namespace. */
  readonly latched?: boolean | string;
  readonly refused?: boolean;
  /** Of the cluster in which the object is seen. */
  readonly name?: string;
}

function rule({
  record,
  now = T0,
  sealed = true,
  latched = false,
  refused = false,
  name = 'staging',
}: World) {
  const done: string[] = [];
  const remove = async () => {
    done.push('removed');
    return refused ? { ok: false, refusal: { sentence: 'not allowed' } } : { ok: true, gone: false };
  };
  const cluster = { name, remove } as unknown as Cluster;
  const orphans = createOrphanRule({
    read: async () => ({ now, record }),
    isSealed: () => sealed,
    latched: async () => (namespace) => latched === true || latched === namespace,
    rebuild: async () => void done.push('rebuilt'),
    rewound: async () => void done.push('rewound'),
    wake: async () => void done.push('woken'),
    onError: (error) => void done.push(String(error)),
  });
  const cache = (...objects: ChaosObject[]) => ({ experiments: () => objects }) as unknown as ClusterCache;
  return {
    done,
    consider: (object: ChaosObject) => orphans.consider(cluster, object),
    sweep: (object: ChaosObject) => orphans.sweep(cluster, cache(object)),
  };
}

const running = after(draft(), ...untilRunning());
const ended = (oneShot: boolean): RunRecord => ({
  ...running,
  phase: 'recovered',
  plan: { ...running.plan, oneShot },
});

test('an object whose run goes on only wakes it', async () => {
  const { done, consider } = rule({ record: running });
  await consider(ours);
  assert.deepEqual(done, ['woken']);
});

test('an object whose run is over is removed', async () => {
  const { done, consider } = rule({ record: ended(false) });
  await consider(ours);
  assert.deepEqual(done, ['removed']);
});

test('a finished one-shot object stays ten minutes as a fence', async () => {
  const early = rule({ record: ended(true), now: running.since + 9 * MINUTE });
  await early.consider(ours);
  assert.deepEqual(early.done, ['woken']);
  const late = rule({ record: ended(true), now: running.since + 10 * MINUTE });
  await late.consider(ours);
  assert.deepEqual(late.done, ['removed']);
});

test('a second object under the label of a run that has its own is removed', async () => {
  const { done, consider } = rule({ record: running });
  await consider({ ...ours, uid: 'another' });
  assert.deepEqual(done, ['removed']);
});

test('an object without our seal is never touched, whatever its labels', async () => {
  const { done, consider, sweep } = rule({ record: ended(false), sealed: false, latched: true });
  await consider(ours);
  await sweep(ours);
  assert.deepEqual(done, []);
});

test('a sealed object of a run that nobody knows is rebuilt', async () => {
  const { done, consider } = rule({});
  await consider(ours);
  assert.deepEqual(done, ['rebuilt']);
});

test('under a latch everything sealed is removed, once', async () => {
  const { done, sweep } = rule({ record: running, latched: true });
  await sweep(ours);
  await sweep({ ...ours, deleting: true });
  assert.deepEqual(done, ['removed']);
});

test('a stopped run is not an orphan before it has recovered', async () => {
  const { done, consider } = rule({ record: after(draft(), ...untilRunning(), { kind: 'stop', by: ana }) });
  await consider(ours);
  assert.deepEqual(done, ['woken']);
});

test('an object whose run has not come so far shows that Redis was rewound', async () => {
  const { done, consider } = rule({ record: draft() });
  await consider(ours);
  assert.deepEqual(done, ['rewound', 'woken']);
});

test('a copy in another cluster is nobody’s run there and is left alone', async () => {
  const { done, consider } = rule({ record: running, name: 'elsewhere' });
  await consider({ ...ours, uid: 'another' });
  assert.deepEqual(done, []);
});

test('a deletion that the cluster refuses is not taken for done', async () => {
  const { done, consider } = rule({ record: ended(false), refused: true });
  await consider(ours);
  assert.match(done[1] ?? '', /not allowed/);
});

test('an object on its way out is rebuilt too when nobody knows its run: it may hang there with its fault', async () => {
  const { done, consider } = rule({});
  await consider({ ...ours, deleting: true });
  assert.deepEqual(done, ['rebuilt']);
});

test('a halt of one namespace ends what reaches into it from another', async () => {
  const reaching = { ...ours, spec: { action: 'delay', selector: { pods: { orders: ['cart-a'] } } } };
  for (const [latched, wanted] of [
    ['orders', ['removed']],
    ['bank', ['woken']],
  ] as const) {
    const { done, sweep } = rule({ record: running, latched });
    await sweep(reaching);
    assert.deepEqual(done, wanted);
  }
});
