import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backOffMs } from '../../../src/chaos/back-off.ts';
import { jsonLines, LineTooLong } from '../../../src/chaos/json-lines.ts';
import { createPace } from '../../../src/chaos/pace.ts';
import { fc } from '../../seeded.ts';

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (let index = 0; from < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

async function all(chunks: AsyncIterable<Uint8Array>, maxBytes?: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of jsonLines(chunks, maxBytes)) found.push(line);
  return found;
}

test('lines come out whole however the stream was cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (values, sizes) => {
        const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
        assert.deepEqual(await all(cut(bytes, sizes)), JSON.parse(JSON.stringify(values)));
      },
    ),
    { numRuns: 100 },
  );
});

test('half a line at the end is dropped, blank lines are skipped', async () => {
  assert.deepEqual(await all(cut(Buffer.from('1\n\n2\n{"a":'), [3])), [1, 2]);
});

test('a line that grows without end is refused', async () => {
  await assert.rejects(all(cut(Buffer.from('x'.repeat(100)), [10]), 50), LineTooLong);
});

test('back-off doubles its ceiling from 0.8 s to 30 s and never comes before Retry-After', () => {
  const most = () => 1;
  assert.deepEqual(
    [1, 2, 3, 7, 50].map((failures) => backOffMs(failures, most)),
    [800, 1600, 3200, 30_000, 30_000],
  );
  assert.equal(
    backOffMs(3, () => 0),
    0,
  );
  assert.equal(
    backOffMs(1, () => 0, 5),
    5000,
  );
});

test('after a burst, turns come one per spacing; an aborted turn rejects', async () => {
  let now = 0;
  const pace = createPace({ everyMs: 10, burst: 2, monotonic: () => now });
  await pace.turn();
  await pace.turn();
  const third = pace.turn(AbortSignal.abort(new Error('stop')));
  await assert.rejects(third, /stop/);
  const began = performance.now();
  await pace.turn();
  assert.ok(performance.now() - began >= 8);
  now = 1000;
  await pace.turn();
});
