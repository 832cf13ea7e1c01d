// How soon the engine stands, and that nothing of it stays.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startEngine } from './engine/engine.ts';
import { apiUrl, etcdUrl, webhookUrl } from './engine/plans.ts';
import { preparedEtcd, startFromNothing } from './engine/prepared-etcd.ts';

const preparedMs = 6_000;
const nothingMs = 12_000;
/** Neighbours only ever make it slower, so the best of a few tries is what it can do. */
const tries = 3;
const busyPerCore = 1.5;

test('from a prepared etcd the engine stands within 6 s, and leaves nothing behind', async (t) => {
  await preparedEtcd();
  const before = await readdir(tmpdir());
  await standsWithin(t, preparedMs, async () => {
    const engine = await startEngine();
    return () => engine.stop();
  });
  assert.deepEqual(await readdir(tmpdir()), before);
  for (const url of [apiUrl, etcdUrl, webhookUrl]) await assert.rejects(fetch(url), isRefused, url);
});

test('from nothing the cluster stands within 12 s', async (t) => {
  await standsWithin(t, nothingMs, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'engine-'));
    const cluster = await startFromNothing(folder);
    return async () => {
      await cluster.stop();
      await rm(folder, { recursive: true });
    };
  });
});

async function standsWithin(
  t: TestContext,
  limitMs: number,
  start: () => Promise<() => Promise<void>>,
): Promise<void> {
  const load = (loadavg()[0] ?? 0) / cpus().length;
  const taken: number[] = [];
  while (taken.length < tries && taken.every((ms) => ms > limitMs)) {
    const from = performance.now();
    const stop = await start();
    taken.push(Math.round(performance.now() - from));
    await stop();
  }
  t.diagnostic(`it stood after ${taken.join(', ')} ms; load ${load.toFixed(1)} a core before`);
  if (Math.min(...taken) <= limitMs) return;
  // On a machine that others keep busy this says nothing of the engine.
  assert.ok(load > busyPerCore, `it never stood within ${limitMs} ms`);
}

function isRefused(error: Error & { readonly cause?: { readonly code?: string } }): boolean {
  return error.cause?.code === 'ECONNREFUSED';
}
