// The index of runs in a real Redis answers as one that looks at everything would, whatever is asked and however runs move.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type PrivateRedis, startPrivateRedis } from '../../playground/redis.ts';
import { createRedis, type RedisStore } from '../../src/store/redis.ts';
import { type IndexCursor, type IndexedRun, MOST_SEARCHED } from '../../src/store/run-index.ts';
import { fc } from '../seeded.ts';
import { createMemoryStore } from '../unit/runs/memory-store.ts';

let redis: PrivateRedis;
let served: RedisStore;

before(async () => {
  redis = await startPrivateRedis();
  served = createRedis({
    url: redis.url,
    testClock: false,
    monotonic: () => performance.now(),
    onError: () => undefined,
  });
  await served.connect();
});

test.after(async () => {
  await served.close();
  await redis.end();
});

const WORDS = ['all', 'open', 'ended', 'by:u0ana', 'kind:podchaos', 'ns:shop'] as const;
const TEXTS = ['checkout', 'losing a pod', '%', 'web'] as const;

const steps = fc.array(
  fc.record({
    run: fc.integer({ min: 0, max: 30 }),
    words: fc.subarray([...WORDS]),
    text: fc.subarray([...TEXTS]).map((texts) => texts.join(' ')),
    forget: fc.nat(9).map((n) => n === 0),
  }),
  { minLength: 1, maxLength: 60 },
);

const questions = fc.array(
  fc.record({
    words: fc.subarray([...WORDS], { minLength: 1, maxLength: 3 }),
    texts: fc.subarray([...TEXTS], { maxLength: 1 }),
    limit: fc.integer({ min: 1, max: 12 }),
    from: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    toward: fc.constantFrom('older' as const, 'newer' as const),
  }),
  { minLength: 5, maxLength: 20 },
);

type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;
type Question = typeof questions extends fc.Arbitrary<(infer Q)[]> ? Q : never;

let worlds = 0;

/** The same runs in Redis and in memory, under words that no other world has. */
function createWorld() {
  worlds += 1;
  const mark = `w:${worlds}:`;
  const number = String(worlds).padStart(4, '0');
  const memory = createMemoryStore();
  const heads = new Map<string, string>();
  const opened = new Map<string, number>();

  async function forget(id: string): Promise<void> {
    await served.runs.forget(id, heads.get(id) ?? '');
    await memory.forget(id, heads.get(id) ?? '');
    heads.delete(id);
  }

  async function swap(id: string, { words, text }: Step, nth: number): Promise<void> {
    const index = { words: [mark + id, ...words.map((word) => mark + word)], text };
    const expected = heads.get(id);
    const change = { id, expected, head: `h${nth}`, record: `${nth}`, entry: '{}', index, dueAt: undefined };
    assert.equal((await served.runs.swap(change)).kind, 'ok');
    if (expected === undefined) memory.now = await openedAt(id);
    assert.equal((await memory.swap(change)).kind, 'ok');
    heads.set(id, change.head);
  }

  async function openedAt(id: string): Promise<number> {
    const [kept] = (await served.runs.find({ words: [mark + id], texts: [], limit: 1 })).runs;
    opened.set(id, kept?.at ?? assert.fail(`${id} is not found`));
    return opened.get(id) ?? 0;
  }

  return {
    async take(step: Step, nth: number): Promise<void> {
      const id = `r-${number}${String(step.run).padStart(2, '0')}`;
      await (step.forget && heads.has(id) ? forget(id) : swap(id, step, nth));
    },
    async ask({ words, texts, limit, from, toward }: Question): Promise<void> {
      const [id, at] = [...opened][(from ?? 0) % opened.size] ?? ['', 0];
      const cursor: { cursor?: IndexCursor } = from === undefined ? {} : { cursor: { id, at, toward } };
      const question = { words: words.map((word) => mark + word), texts, limit, ...cursor };
      const [ours, all] = await Promise.all([served.runs.find(question), memory.find(question)]);
      assert.deepEqual(ours.runs.map(inBrief), all.runs.map(inBrief));
      assert.equal(ours.total, all.total);
      if (texts.length === 0 && ours.runs.length > 0) assert.equal(ours.newer, all.newer);
    },
  };
}

function inBrief({ id, at, record }: IndexedRun): readonly unknown[] {
  return [id, at, record];
}

test('every page is the one that looking at all runs would give', async () => {
  await fc.assert(
    fc.asyncProperty(steps, questions, async (moves, asked) => {
      const world = createWorld();
      for (const [nth, step] of moves.entries()) await world.take(step, nth);
      for (const question of asked) await world.ask(question);
    }),
    { numRuns: 25 },
  );
});

test('among ten thousand runs a page and a search read a bounded part of them', async () => {
  const opening = Array.from({ length: 10_000 }, (_, n) => {
    const index = { words: ['many:all', n % 2 === 0 ? 'many:even' : 'many:odd'], text: `run ${n}` };
    const id = `r-m${String(n).padStart(5, '0')}`;
    return { id, expected: undefined, head: 'h', record: `${n}`, entry: '{}', index, dueAt: undefined };
  });
  for (let from = 0; from < opening.length; from += 500)
    await Promise.all(opening.slice(from, from + 500).map((change) => served.runs.swap(change)));
  const first = await served.runs.find({ words: ['many:all', 'many:even'], texts: [], limit: 10 });
  assert.equal(first.total, 5_000);
  assert.equal(first.searched, 10);
  const none = await served.runs.find({ words: ['many:all'], texts: ['no such words'], limit: 10 });
  assert.equal(none.searched, MOST_SEARCHED);
  let cursor = none.stoppedAt;
  let rounds = 1;
  for (; cursor !== undefined; rounds += 1) {
    const question = { words: ['many:all'], texts: ['no such words'], limit: 10 };
    cursor = (await served.runs.find({ ...question, cursor: { ...cursor, toward: 'older' } })).stoppedAt;
  }
  assert.ok(rounds <= 6, `${rounds} rounds`);
});
