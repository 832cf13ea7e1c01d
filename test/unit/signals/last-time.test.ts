// How the same experiment went the last time: only the same fault on the same workloads counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunRecord } from '../../../src/runs/record.ts';
import type { SeenSignal } from '../../../src/runs/signals.ts';
import { withLastTime } from '../../../src/signals/last-time.ts';
import { draft, plan, T0 } from '../runs/sample-run.ts';

const p99: SeenSignal = {
  name: 'p99',
  title: 'p99',
  unit: 'ms',
  kind: 'passed',
  worst: { at: T0, value: 300 },
};

function ended(id: string, changes: Partial<RunRecord> = {}): RunRecord {
  const signals = { names: ['p99'], from: T0, stepSeconds: 5, seen: [p99], judged: true as const };
  return { ...draft(), id, phase: 'recovered', recoveredAt: T0, signals, ...changes };
}

async function lastTime(found: readonly RunRecord[]): Promise<SeenSignal['lastTime']> {
  const [seen] = await withLastTime(draft(), [p99], async () => found);
  return seen?.lastTime;
}

test('the newest run of the same experiment on the same workloads is what it is compared with', async () => {
  assert.deepEqual(await lastTime([ended('r-2'), ended('r-1')]), { run: 'r-2', at: T0, worst: 300 });
});

const OTHERS: readonly (readonly [string, RunRecord])[] = [
  ['the run itself', ended(draft().id)],
  [
    'one that was not judged',
    { ...ended('r-1'), signals: { names: [], from: T0, stepSeconds: 5, seen: [] } },
  ],
  ['one without signals', { ...draft(), id: 'r-1' }],
  [
    'another fault',
    ended('r-1', { plan: plan({ manifest: { ...plan().manifest, spec: { action: 'loss' } } }) }),
  ],
  [
    'other workloads',
    ended('r-1', {
      plan: plan({ workloads: [{ kind: 'Deployment', name: 'cart', replicas: 3, ready: 3 }] }),
    }),
  ],
];

for (const [what, other] of OTHERS)
  test(`${what} is no last time`, async () => {
    assert.equal(await lastTime([other]), undefined);
  });

test('how many pods a workload has now makes it no other workload', async () => {
  const grown = plan({ workloads: [{ kind: 'Deployment', name: 'web', replicas: 9, ready: 9 }] });
  assert.equal((await lastTime([ended('r-1', { plan: grown })]))?.run, 'r-1');
});
