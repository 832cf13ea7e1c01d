// Who may start on a workload, and who must wait for whom.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunRecord } from '../../../src/runs/record.ts';
import { createRightOfWay } from '../../../src/runs/right-of-way.ts';
import { draft, plan } from './sample-run.ts';

const mine: RunRecord = { ...draft(), phase: 'approved' };

function another(phase: RunRecord['phase'], changes: Partial<RunRecord> = {}): RunRecord {
  return { ...draft(), id: 'r-765432', phase, ...changes };
}

function asked(open: readonly RunRecord[], held: ReadonlyMap<string, string> = new Map()) {
  const claims = new Map(held);
  const rightOfWay = createRightOfWay({
    open: async () => open,
    async claim(key, run) {
      const first = claims.get(key);
      if (first !== undefined && first !== run) return first;
      claims.set(key, run);
      return undefined;
    },
  });
  return { rightOfWay, claims };
}

test('a run alone on its workload goes, and claims it', async () => {
  const { rightOfWay, claims } = asked([mine]);
  assert.equal(await rightOfWay(mine), undefined);
  assert.deepEqual([...claims], [['staging/shop/Deployment/web', mine.id]]);
});

test('of two that are let through at once, the second waits for the first', async () => {
  const { rightOfWay } = asked([mine, another('approved')]);
  assert.equal(await rightOfWay(mine), undefined);
  assert.equal(await rightOfWay(another('approved')), `${mine.id} is at work on web first`);
  assert.equal(await rightOfWay(mine), undefined, 'a second look of the first changes nothing');
});

for (const phase of ['starting', 'injecting'] as const) {
  test(`a run that is ${phase} on the workload comes first`, async () => {
    const { rightOfWay } = asked([another(phase)]);
    assert.equal(await rightOfWay(mine), 'r-765432 is at work on web first');
  });
}

test('a kill comes first until what it killed is back; a fault that lasts, until it is injected', async () => {
  const kill = another('verifying', { plan: plan({ oneShot: true }) });
  assert.match((await asked([kill]).rightOfWay(mine)) ?? '', /at work/);
  for (const phase of ['running', 'verifying', 'recovering', 'recovered'] as const)
    assert.equal(await asked([another(phase)]).rightOfWay(mine), undefined, phase);
});

test('no new fault starts on a workload on which another one is stuck', async () => {
  const { rightOfWay } = asked([another('stuck')]);
  assert.equal(await rightOfWay(mine), 'r-765432 is stuck on web, so no new fault starts there');
});

test('another workload, namespace or cluster is nobody’s way', async () => {
  const workloads = [{ kind: 'Deployment', name: 'cart', replicas: 3, ready: 3 }];
  const { experiment } = plan();
  const elsewhere = plan({
    experiment: { ...experiment, target: { ...experiment.target, cluster: 'prod' } },
  });
  for (const other of [plan({ workloads }), elsewhere])
    assert.equal(await asked([another('injecting', { plan: other })]).rightOfWay(mine), undefined);
});

const thing = (on: 'machines' | 'cloud', id: string, name: string) =>
  plan({ hits: { on, things: [{ id, name }] }, workloads: [{ kind: 'any', name, replicas: 1, ready: 1 }] });

test('a machine is the same one by its name, by its address, and from another cluster', async () => {
  const byName = { ...mine, plan: thing('machines', 'http://192.0.2.20:31768', 'm1') };
  const byAddress = thing('machines', 'http://192.0.2.20:31768', '192.0.2.20:31768');
  const there = { ...byAddress.experiment, target: { ...byAddress.experiment.target, cluster: 'prod' } };
  for (const other of [byAddress, { ...byAddress, experiment: there }])
    assert.equal(
      await asked([another('injecting', { plan: other })]).rightOfWay(byName),
      'r-765432 is at work on m1 first',
    );
  assert.equal(await asked([another('running', { plan: byAddress })]).rightOfWay(byName), undefined);
});

test('what is done to an instance holds it to the end, since nothing shows it', async () => {
  const stop = { ...mine, plan: thing('cloud', 'AWSChaos i-1 eu', 'i-1') };
  for (const phase of ['starting', 'running', 'recovering', 'verifying'] as const)
    assert.equal(
      await asked([another(phase, { plan: stop.plan })]).rightOfWay(stop),
      'r-765432 is at work on i-1 first',
    );
  const elsewhere = thing('cloud', 'AWSChaos i-1 us', 'i-1');
  assert.equal(await asked([another('running', { plan: elsewhere })]).rightOfWay(stop), undefined);
});
