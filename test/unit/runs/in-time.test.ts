// What a person is told when Redis loses a reply or stops answering: it must be true, and in time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMover, type Mover } from '../../../src/runs/move.ts';
import { StoreUnavailable } from '../../../src/store/run-store.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { ana, draft, plan, T0 } from './sample-run.ts';

type Swap = MemoryStore['swap'];
type Read = MemoryStore['read'];

interface House {
  readonly store: MemoryStore;
  readonly mover: Mover;
}

const run = draft();
const press = { kind: 'request', by: ana, digest: plan().digest } as const;
const soon = { id: 'd2', notAfter: T0 + 250 };

function house(): House {
  const store = createMemoryStore();
  const quiet = { crash: () => undefined, onMove: () => undefined };
  return { store, mover: createMover({ store, random: () => 0, sleep: (ms) => sleep(ms), ...quiet }) };
}

async function withDraft(): Promise<House> {
  const inside = house();
  assert.ok((await inside.mover.open(run, { id: 'd1', notAfter: T0 + 250 })).ok);
  return inside;
}

/** The next swap is carried out, and its reply lost. */
function loseOneReply(store: MemoryStore): void {
  const whole: Swap = store.swap;
  store.swap = async (change) => {
    store.swap = whole;
    await whole(change);
    throw new StoreUnavailable(new Error('connection lost'));
  };
}

const never = (): Promise<never> => new Promise(() => undefined);

test('a press that counted is told so although the reply to it was lost', async () => {
  const { store, mover } = await withDraft();
  loseOneReply(store);
  const answer = await mover.intend(run.id, press, soon);
  assert.ok(answer.ok && answer.changed && answer.record.phase === 'checking');
  assert.equal((await store.log(run.id)).length, 2);
});

test('a plan that was opened is shown although the reply was lost, and is opened once', async () => {
  const { store, mover } = house();
  loseOneReply(store);
  const answer = await mover.open(run, soon);
  assert.ok(answer.ok && answer.record.id === run.id);
  assert.equal((await store.log(run.id)).length, 1);
});

test('a press that Redis took without ever answering may have counted, and nobody says it did not', async () => {
  const { store, mover } = await withDraft();
  store.swap = async () => never();
  const answer = await mover.intend(run.id, press, soon);
  assert.deepEqual(answer, { ok: false, refusal: { kind: 'unsure' } });
});

test('a plan that Redis never answered for starts nothing, and that is what is said', async () => {
  const { store, mover } = house();
  store.swap = async () => never();
  assert.deepEqual(await mover.open(run, soon), { ok: false, refusal: { kind: 'not-connected' } });
});

test('a press that Redis never took is told that nothing was started, and is not sent later', async () => {
  const { store, mover } = await withDraft();
  const read: Read = store.read;
  const gate = Promise.withResolvers<void>();
  store.read = async (id, delivery) => gate.promise.then(() => read(id, delivery));
  const answer = await mover.intend(run.id, press, soon);
  assert.deepEqual(answer, { ok: false, refusal: { kind: 'not-connected' } });
  gate.resolve();
  store.read = read;
  await mover.observe(run.id, { kind: 'tick' });
  assert.equal((await mover.read(run.id)).record?.phase, 'draft');
});

test('while Redis refuses every connection a press is answered at once', async () => {
  const { store, mover } = await withDraft();
  store.read = async () => Promise.reject(new StoreUnavailable(new Error('ECONNREFUSED')));
  const answer = await mover.intend(run.id, press, { id: 'd3', notAfter: T0 + 60_000 });
  assert.deepEqual(answer, { ok: false, refusal: { kind: 'not-connected' } });
});
