// Pausing a run and letting it go on: what is wanted of the cluster, and what its object makes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from '../../../src/runs/advance.ts';
import type { Input } from '../../../src/runs/input.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { wanted } from '../../../src/runs/wanted.ts';
import { after, ana, ben, draft, object, T0, target, untilRunning } from './sample-run.ts';

const running = after(draft(), ...untilRunning());
const records = [target('web-a', 'Injected')];

function seen(paused: boolean, version: number): Input {
  return { kind: 'seen', object: object({ paused, records, resourceVersion: String(version) }) };
}

function moved(record: RunRecord, input: Input, now = T0): RunRecord {
  const step = advance(record, input, now);
  assert.equal(step.kind, 'moved', JSON.stringify(step));
  return step.kind === 'moved' ? step.record : record;
}

const wantsHold = (record: RunRecord): boolean => wanted(record).some(({ effect }) => effect.kind === 'hold');

test('a pause is wanted of the cluster until its object shows it, and never fought for after', () => {
  const asked = moved(running, { kind: 'pause', by: ben });
  assert.equal(wantsHold(asked), true);
  const paused = moved(asked, seen(true, 200));
  assert.equal(paused.phase, 'paused');
  assert.equal(wantsHold(paused), false);
  const unpausedByHand = moved(paused, seen(false, 201));
  assert.equal(unpausedByHand.phase, 'injecting');
  assert.equal(unpausedByHand.hold, undefined);
  assert.equal(wantsHold(unpausedByHand), false);
});

test('a run goes on when somebody says so, also one that was paused by hand', () => {
  const byHand = moved(running, seen(true, 200));
  assert.equal(byHand.phase, 'paused');
  const asked = moved(byHand, { kind: 'resume', by: ana });
  assert.equal(wantsHold(asked), true);
  assert.equal(advance(asked, { kind: 'resume', by: ana }, T0).kind, 'refused');
  const on = moved(asked, seen(false, 201));
  assert.deepEqual([on.phase, on.hold, wantsHold(on)], ['injecting', undefined, false]);
});

test('a pause for a time is over by itself, with the rights of whoever paused', () => {
  const asked = moved(running, { kind: 'pause', by: ben, seconds: 30 });
  const paused = moved(asked, seen(true, 200));
  assert.equal(advance(paused, { kind: 'tick' }, T0 + 29_000).kind, 'same');
  const due = moved(paused, { kind: 'tick' }, T0 + 30_000);
  assert.deepEqual(due.hold, { paused: false, by: ben });
  assert.equal(wantsHold(due), true);
});

test('a pause does not move the end', () => {
  const paused = moved(moved(running, { kind: 'pause', by: ben, seconds: 86_400 }), seen(true, 200));
  const end = moved(paused, { kind: 'tick' }, paused.plannedEnd);
  assert.deepEqual([end.phase, end.stop?.why], ['recovering', 'ended']);
  assert.equal(wantsHold(end), false);
});

test('what the cluster refuses is said and not asked for again', () => {
  const asked = moved(running, { kind: 'pause', by: ben });
  const refused = moved(asked, { kind: 'hold-refused', sentence: 'ben cannot patch networkchaos' });
  assert.deepEqual([refused.trouble, wantsHold(refused)], ['ben cannot patch networkchaos', false]);
});

test('what ended while it was paused is not let go on', () => {
  const paused = moved(moved(running, { kind: 'pause', by: ben }), seen(true, 200));
  const end = moved(paused, { kind: 'tick' }, paused.plannedEnd);
  assert.equal(advance(end, { kind: 'resume', by: ana }, T0).kind, 'refused');
});

test('only what is injected now is paused', () => {
  assert.equal(advance(draft(), { kind: 'pause', by: ana }, T0).kind, 'refused');
  assert.equal(advance(running, { kind: 'resume', by: ana }, T0).kind, 'refused');
  const once: RunRecord = { ...running, plan: { ...running.plan, oneShot: true } };
  assert.equal(advance(once, { kind: 'pause', by: ana }, T0).kind, 'refused');
});
