import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConductor } from '../../../src/runs/conductor.ts';
import { createRuns } from '../../../src/runs/create-runs.ts';
import {
  EFFECT_KINDS,
  type Effect,
  type EffectRunner,
  type EffectRunners,
} from '../../../src/runs/effect.ts';
import { brokenAt } from '../../../src/runs/log.ts';
import { createMover } from '../../../src/runs/move.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { createMemoryStore } from './memory-store.ts';
import { ana, draft, object, plan, T0, target } from './sample-run.ts';

type Runners = { [K in Effect['kind']]?: EffectRunner['run'] };

const digest = plan().digest;

/** A house over a store in memory, with the effects a test is about; all others find nothing to do. */
async function house(runs: Runners) {
  const store = createMemoryStore();
  const ran: string[] = [];
  const crashes: string[] = [];
  const mover = createMover({
    store,
    crash: (name) => void crashes.push(name),
    random: () => 0,
    sleep: async () => undefined,
    onMove: () => undefined,
  });
  const runner = (kind: Effect['kind']): EffectRunner => ({
    run: async (effect, record, context) => {
      ran.push(kind);
      return runs[kind]?.(effect, record, context);
    },
  });
  const runners = Object.fromEntries(
    EFFECT_KINDS.map((kind) => [kind, runner(kind)]),
  ) as unknown as EffectRunners;
  const conductor = createConductor({
    store,
    mover,
    runners,
    crash: (name) => void crashes.push(name),
    onEffect: () => undefined,
  });
  const api = createRuns({ mover, store, wake: async () => undefined, random: () => 0.5 });
  const { requester, origin, channel } = draft();
  await api.open(
    { id: 'r-234567', requester, origin, channel, plan: plan() },
    { id: 'd1', notAfter: T0 + 1 },
  );
  const pass = (signal = new AbortController().signal): Promise<void> => conductor.pass('r-234567', signal);
  const press = () =>
    api.move('r-234567', { kind: 'request', by: ana, digest }, { id: 'd2', notAfter: T0 + 1 });
  const read = async (): Promise<RunRecord> => {
    const record = await api.read('r-234567');
    assert.ok(record);
    return record;
  };
  return { store, mover, api, ran, crashes, pass, press, read };
}

const happy: Runners = {
  check: async () => ({ kind: 'checked', plan: plan({ dryRun: true }), asked: [] }),
  post: async (effect) => ({
    kind: 'posted',
    message: 'message' in effect ? effect.message : '',
    channel: 'C1',
    ts: '1.1',
    shown: 'h',
    facts: 99,
  }),
  gate: async () => ({ kind: 'gate', latch: 'open', plan: plan() }),
  create: async () => ({ kind: 'created', object: object() }),
  look: async () => ({
    kind: 'seen',
    object: object({
      resourceVersion: '11',
      desiredPhase: 'Run',
      records: [target('shop/web-a', 'Injected', [1, 0])],
    }),
    ready: { now: 3, of: 3 },
  }),
};

test('one pass leads a pressed run through check, card and gate into the cluster', async () => {
  const { press, pass, read, ran, api } = await house(happy);
  assert.ok((await press()).ok);
  await pass();
  assert.equal((await read()).phase, 'running');
  assert.deepEqual(ran.slice(0, 4), ['check', 'post', 'gate', 'create']);
  assert.equal(brokenAt(await api.log('r-234567')), undefined);
});

test('an effect that fails is noted with its next try, and the pass goes on with the rest', async () => {
  const { press, pass, read } = await house({
    ...happy,
    check: async () => Promise.reject(new Error('cluster staging did not answer')),
  });
  await press();
  await pass();
  const { phase, tries } = await read();
  assert.equal(phase, 'checking');
  assert.deepEqual(tries['check'], { count: 1, at: T0 + 1_000, error: 'cluster staging did not answer' });
});

test('a failed effect is not tried again before its time', async () => {
  let calls = 0;
  const { press, pass, store } = await house({
    check: async () => {
      calls += 1;
      throw new Error('no');
    },
  });
  await press();
  await pass();
  await pass();
  assert.equal(calls, 1);
  store.now += 1_000;
  await pass();
  assert.equal(calls, 2);
});

test('a run that is only looked at rests until the next look, without a log entry', async () => {
  const { press, pass, store, api, read } = await house(happy);
  await press();
  await pass();
  const { length } = await api.log('r-234567');
  store.now += 10_000;
  await pass();
  assert.equal((await api.log('r-234567')).length, length);
  assert.equal((await read()).phase, 'running');
  assert.equal(store.due_.get('r-234567'), T0 + 20_000);
});

test('a pass that has lost its lock carries out nothing more', async () => {
  const { press, pass, ran } = await house(happy);
  await press();
  await pass(AbortSignal.abort());
  assert.deepEqual(ran, []);
});

test('a lost swap is tried again until it counts', async () => {
  const { press, store, read } = await house(happy);
  store.losing = 5;
  assert.ok((await press()).ok);
  assert.equal((await read()).phase, 'checking');
});

test('a deadline that has passed is the first thing a pass sees', async () => {
  const { pass, store, read } = await house({});
  store.now += 30 * 60_000;
  await pass();
  assert.equal((await read()).phase, 'dropped');
  assert.equal(store.due_.has('r-234567'), false);
});

test('every swap and effect stands between two crash points', async () => {
  const { press, pass, crashes } = await house(happy);
  await press();
  await pass();
  for (const point of ['swap request', 'swap checked', 'effect create', 'swap created']) {
    assert.ok(crashes.includes(`before ${point}`) && crashes.includes(`after ${point}`), point);
  }
});

test('an unknown run is nobody’s business', async () => {
  const { api, mover } = await house({});
  const answer = await api.move('r-none22', { kind: 'stop', by: ana }, { id: 'd9', notAfter: T0 + 1 });
  assert.deepEqual(answer, { ok: false, refusal: { kind: 'unknown-run', run: 'r-none22' } });
  assert.equal((await mover.observe('r-none22', { kind: 'tick' })).record, undefined);
});

test('the newest runs come first, and ids can be read aloud', async () => {
  const { api } = await house({});
  assert.deepEqual(
    (await api.recent(10)).map(({ id }) => id),
    ['r-234567'],
  );
  assert.match(api.newId(), /^r-[2-9b-df-hj-km-np-tv-z]{6}$/);
});
