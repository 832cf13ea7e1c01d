import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PrivateRedis, startPrivateRedis } from '../../playground/redis.ts';
import type { Person } from '../../src/identity/person.ts';
import { createRuns } from '../../src/runs/create-runs.ts';
import type { Observation } from '../../src/runs/input.ts';
import { brokenAt } from '../../src/runs/log.ts';
import { createMover, type Mover } from '../../src/runs/move.ts';
import type { Runs } from '../../src/runs/runs.ts';
import { createRedis, type RedisStore } from '../../src/store/redis.ts';
import { ana, CARD, draft, jon, mara, plan, TWO_PEOPLE } from '../unit/runs/sample-run.ts';

let redis: PrivateRedis;
const closers: (() => Promise<void>)[] = [];

before(async () => {
  redis = await startPrivateRedis();
  closers.push(() => redis.end());
});

test.after(async () => {
  for (const close of closers.toReversed()) await close();
});

interface House {
  readonly store: RedisStore;
  readonly mover: Mover;
  readonly runs: Runs;
}

/** One process' worth of runs. */
async function house(testClock = false): Promise<House> {
  const store = createRedis({
    url: redis.url,
    testClock,
    monotonic: () => performance.now(),
    onError: () => undefined,
  });
  await store.connect();
  closers.push(() => store.close());
  await store.runs.read('none');
  const mover = createMover({
    store: store.runs,
    crash: () => undefined,
    random: Math.random,
    sleep,
    onMove: () => undefined,
  });
  return {
    store,
    mover,
    runs: createRuns({ mover, store: store.runs, wake: async () => undefined, random: Math.random }),
  };
}

let deliveries = 0;
const delivery = (runs: Runs, waitMs = 0): { id: string; notAfter: number } => {
  deliveries += 1;
  return { id: `d${deliveries}`, notAfter: (runs.deadline() ?? 0) + waitMs };
};

async function opened({ runs }: House, verdict = TWO_PEOPLE): Promise<string> {
  const { requester, origin, channel } = draft();
  const id = runs.newId();
  const answer = await runs.open({ id, requester, origin, channel, plan: plan({ verdict }) }, delivery(runs));
  assert.ok(answer.ok);
  return id;
}

async function awaiting(inside: House): Promise<string> {
  const id = await opened(inside);
  const pressed = await inside.runs.move(
    id,
    { kind: 'request', by: ana, digest: plan().digest },
    delivery(inside.runs),
  );
  assert.ok(pressed.ok);
  await inside.mover.observe(id, {
    kind: 'checked',
    plan: plan({ verdict: TWO_PEOPLE }),
    asked: [mara, jon],
  });
  await inside.mover.observe(id, CARD as Observation);
  return id;
}

const voter = (number: number): Person => ({ ...jon, id: `UV${number}`, name: `Voter ${number}` });

test('of 200 people who approve at once over two processes each is answered, one vote opens the gate', async () => {
  const [left, right] = [await house(), await house()];
  const id = await awaiting(left);
  assert.ok(
    (await left.runs.move(id, { kind: 'approve', by: mara, digest: plan().digest }, delivery(left.runs))).ok,
  );
  const from = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, number) => {
      const { runs } = number % 2 === 0 ? left : right;
      return runs.move(id, { kind: 'approve', by: voter(number), digest: plan().digest }, delivery(runs));
    }),
  );
  assert.ok(performance.now() - from < 3_000);
  assert.equal(answers.filter((answer) => answer.ok).length, 1);
  assert.equal(answers.filter((answer) => !answer.ok && answer.refusal.kind === 'not-now').length, 199);
  const log = await left.runs.log(id);
  assert.equal(brokenAt(log), undefined);
  assert.equal(log.filter((entry) => entry.kind === 'approve').length, 2);
});

test('a delivery that comes twice counts once and is answered with what stands', async () => {
  const inside = await house();
  const id = await opened(inside);
  const twice = delivery(inside.runs);
  const press = (): ReturnType<Runs['move']> => inside.runs.move(id, { kind: 'stop', by: ana }, twice);
  const first = await press();
  assert.ok(first.ok && first.changed);
  assert.equal((await inside.runs.log(id)).length, 2);
  const second = await press();
  assert.ok(second.ok && !second.changed && second.record.head === first.record.head);
  assert.equal((await inside.runs.log(id)).length, 2);
});

test('an append that arrives after its time is refused', async () => {
  const inside = await house();
  const id = await opened(inside);
  const late = await inside.runs.move(id, { kind: 'stop', by: ana }, { id: 'late', notAfter: 1 });
  assert.equal(late.ok, false);
  assert.equal((await inside.runs.read(id))?.phase, 'draft');
});

test('while Redis hangs a person hears within three seconds, and afterwards nothing has counted', async () => {
  const inside = await house();
  const id = await opened(inside);
  const press = delivery(inside.runs);
  redis.pause();
  const from = performance.now();
  const answer = await inside.runs.move(id, { kind: 'request', by: ana, digest: plan().digest }, press);
  assert.ok(performance.now() - from < 3_000);
  assert.deepEqual(answer, { ok: false, refusal: { kind: 'not-connected' } });
  await sleep(1_000);
  redis.resume();
  const again = await house();
  assert.equal((await again.runs.read(id))?.phase, 'draft');
});

test('every open run is in due, and leaves it when nothing is left to do', async () => {
  const inside = await house();
  const id = await opened(inside);
  await inside.runs.move(id, { kind: 'stop', by: ana }, delivery(inside.runs));
  assert.equal((await inside.runs.read(id))?.phase, 'dropped');
  const other = await awaiting(inside);
  const { ids } = await inside.store.runs.due(100);
  assert.ok(!ids.includes(id));
  assert.ok(ids.includes(other), 'a run that wants its DMs is due at once');
});
