// What a Schedule or Workflow starts is remembered until it is proven clean, and counted once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject } from '../../../src/chaos/cluster.ts';
import type { Experiment } from '../../../src/chaos/experiment.ts';
import { RUN_LABEL } from '../../../src/halt/seal.ts';
import { advance } from '../../../src/runs/advance.ts';
import { countsOf, isOver, unproven, withGone, withProven, withSeen } from '../../../src/runs/children.ts';
import type { Input } from '../../../src/runs/input.ts';
import { createLineage } from '../../../src/runs/lineage.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { wanted } from '../../../src/runs/wanted.ts';
import { anObject, aRecord } from '../chaos/sample-objects.ts';
import { draft, object, plan, T0 } from './sample-run.ts';

const schedule: Experiment = {
  ...plan().experiment,
  durationSeconds: 3_600,
  orchestrated: { kind: 'Schedule', spec: { schedule: '@every 10m', type: 'PodChaos' } },
};

function run(rest: Partial<RunRecord> = {}): RunRecord {
  const whole = plan({ experiment: schedule, oneShot: false });
  return {
    ...draft(),
    plan: whole,
    phase: 'running',
    since: T0,
    plannedEnd: T0 + 3_600_000,
    object: known,
    ...rest,
  };
}

const known: NonNullable<RunRecord['object']> = {
  ...{
    uid: 'root',
    resourceVersion: '1',
    createdAt: T0,
    deleting: false,
    paused: false,
    finalizers: [],
    gone: false,
  },
};

const child = (uid: string, rest: Partial<ChaosObject> = {}): ChaosObject =>
  anObject({ uid, name: `schedule-web-${uid}`, ...rest });
const injected = [aRecord('shop/web-a', { phase: 'Injected', recoveredCount: 0 })];
const over = { desiredPhase: 'Stop' as const, records: [aRecord('shop/web-a')] };

function moved(record: RunRecord, input: Input, now = T0 + 1_000): RunRecord {
  const step = advance(record, input, now);
  return step.kind === 'moved' ? step.record : record;
}

test('what stands is remembered, and what no longer stands is gone until it is proven', () => {
  const first = { ...run(), ...withSeen(run(), [child('a', { records: injected })]) };
  assert.deepEqual(countsOf(first), { started: 1, atWork: 1 });
  const second = { ...first, ...withSeen(first, []) };
  assert.deepEqual(
    unproven(second).map(({ uid, gone }) => `${uid} ${gone}`),
    ['a true'],
  );
  const third = { ...second, ...withProven(second, ['a']) };
  assert.deepEqual([third.children, third.childrenProven], [[], 1]);
  assert.deepEqual(countsOf(third), { started: 1, atWork: 0 });
});

test('late news of one that was counted counts it no second time', () => {
  const counted = run({ children: [], childrenProven: 1, childrenPast: ['a'] });
  assert.equal(withGone(counted, child('a')), undefined);
  assert.deepEqual(withSeen(counted, [child('a')]), {});
});

test('one that was proven while it was paused is proven anew when it has gone on', () => {
  const paused = run({ children: [] });
  const seen = { ...paused, ...withSeen(paused, [child('a', over)]) };
  const proven = { ...seen, ...withProven(seen, ['a']) };
  assert.equal(proven.children?.[0]?.clean, true);
  const again = { ...proven, ...withSeen(proven, [child('a', { records: injected })]) };
  assert.equal(again.children?.[0]?.clean, undefined);
});

test('a kill that has happened is over although its object stands', () => {
  const kill = child('a', {
    spec: { action: 'pod-kill' },
    records: [aRecord('shop/web-a', { phase: 'Injected' })],
  });
  const [seen] = withSeen(run(), [kill]).children ?? [];
  assert.ok(seen && isOver(seen));
});

test('the last word of a child stays, whatever a look says later', () => {
  const gone = moved(run(), { kind: 'child-gone', object: child('a', { records: injected }) });
  assert.equal(gone.children?.[0]?.final, true);
  assert.equal(moved(gone, { kind: 'child-gone', object: child('a', over) }), gone);
});

test('a Schedule is running once it stands, and deleted at its planned end', () => {
  const begun = moved(run({ phase: 'injecting' }), {
    kind: 'seen',
    object: object({ uid: 'root' }),
    children: [],
  });
  assert.equal(begun.phase, 'running');
  const ending = moved(begun, { kind: 'tick' }, T0 + 3_600_000);
  assert.equal(ending.phase, 'recovering');
  assert.ok(wanted(ending).some(({ effect }) => effect.kind === 'remove'));
});

test('a Workflow that has ended by itself is deleted, and its end is then', () => {
  const ended = moved(run(), { kind: 'seen', object: object({ uid: 'root', over: true }), children: [] });
  assert.equal(ended.phase, 'recovering');
  assert.equal(ended.plannedEnd, T0 + 1_000);
  assert.ok(wanted(ended).some(({ effect }) => effect.kind === 'remove'));
});

test('what is left behind is cleared away once the Schedule is gone', () => {
  const gone = moved(run({ phase: 'recovering' }), { kind: 'gone', uid: 'root' });
  assert.equal(gone.phase, 'verifying');
  assert.ok(wanted(gone).some(({ effect }) => effect.kind === 'clear'));
});

test('while it runs, what is over is proven, so that it need not be remembered', () => {
  const quiet = run({ children: [] });
  const proves = (record: RunRecord) => wanted(record).some(({ effect }) => effect.kind === 'prove');
  assert.ok(!proves(quiet));
  assert.ok(proves({ ...quiet, ...withSeen(quiet, [child('a', over)]) }));
});

const owned = (uid: string, by: string, rest: Partial<ChaosObject> = {}): ChaosObject =>
  child(uid, { owner: { kind: 'WorkflowNode', name: by, uid: by }, ...rest });

test('a child is its run’s through every step between, also after those are gone', () => {
  const lineage = createLineage(() => true);
  lineage.note(child('root', { kind: 'Workflow', labels: { [RUN_LABEL]: 'r-1' } }));
  const step = owned('step', 'root', { kind: 'WorkflowNode' });
  assert.equal(lineage.note(step), 'r-1');
  assert.equal(lineage.note(owned('a', 'step')), 'r-1');
  lineage.forget(step);
  assert.equal(lineage.note(owned('a', 'step')), 'r-1');
  lineage.forget(owned('a', 'step'));
  assert.equal(lineage.note(owned('b', 'step')), undefined);
});

test('a label alone makes nobody’s child ours', () => {
  const lineage = createLineage(() => false);
  lineage.note(child('root', { kind: 'Schedule', labels: { [RUN_LABEL]: 'r-1' } }));
  assert.equal(lineage.note(owned('a', 'root')), undefined);
  assert.equal(lineage.note(child('b')), undefined);
});
