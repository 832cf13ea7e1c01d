import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHAOS, podChaos, startSandbox } from './sandbox-fixture.ts';

test('an overloaded API server answers 429 as often as it was told to, for the call it was told', async (t) => {
  const { ask, cluster } = await startSandbox(t);
  cluster.faults.set({ http429: { verb: 'list', resource: 'pods', retryAfter: 7, times: 1 } });
  assert.equal((await ask('GET', '/api/v1/nodes')).code, 200);
  const limited = await ask('GET', '/api/v1/pods');
  assert.equal(limited.code, 429);
  assert.equal(limited.headers.get('retry-after'), '7');
  assert.equal((await ask('GET', '/api/v1/pods')).code, 200);
  cluster.faults.set({ http500: {} });
  assert.equal((await ask('GET', '/api/v1/nodes')).code, 500);
});

test('a lost answer has done its work, a reset has not', async (t) => {
  const { ask, cluster } = await startSandbox(t);
  cluster.faults.set({ lostAnswer: { verb: 'create', resource: 'podchaos', times: 1 } });
  await assert.rejects(ask('POST', `${CHAOS}/podchaos`, podChaos('lost')), /fetch failed/);
  assert.equal((await ask('GET', `${CHAOS}/podchaos/lost`)).code, 200);
  cluster.faults.set({ reset: { verb: 'create' } });
  await assert.rejects(ask('POST', `${CHAOS}/podchaos`, podChaos('reset')), /fetch failed/);
  cluster.faults.set({});
  assert.equal((await ask('GET', `${CHAOS}/podchaos/reset`)).code, 404);
});

test('a cluster that is down answers nobody, and answers again when it is back', async (t) => {
  const { ask, cluster } = await startSandbox(t);
  cluster.faults.set({ down: true });
  await assert.rejects(ask('GET', '/readyz'), /fetch failed/);
  cluster.faults.set({});
  assert.equal((await ask('GET', '/readyz')).code, 200);
});

test('a hanging cluster keeps callers waiting until it is cleared', async (t) => {
  const { ask, cluster } = await startSandbox(t);
  // Over a connection that stands, so that the request has surely come when the fault is cleared.
  assert.equal((await ask('GET', '/readyz')).code, 200);
  cluster.faults.set({ hang: true });
  const waiting = assert.rejects(ask('GET', '/readyz'), /fetch failed/);
  const late = await Promise.race([
    waiting,
    new Promise((resolve) => setTimeout(() => resolve('late'), 100)),
  ]);
  assert.equal(late, 'late');
  cluster.faults.set({});
  await waiting;
});

test('a slow cluster answers late', async (t) => {
  const { ask, cluster, clock } = await startSandbox(t);
  cluster.faults.set({ slow: { ms: 60_000, verb: 'list' } });
  const listing = ask('GET', '/api/v1/nodes');
  assert.equal((await ask('GET', '/api/v1/nodes/node-a')).code, 200);
  clock.advance(60_000);
  assert.equal((await listing).code, 200);
});
