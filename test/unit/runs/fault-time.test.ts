// When a fault began and ended, by Redis time, whatever it is and however it ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultBegan, faultEnded, faultOver } from '../../../src/runs/fault-time.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { draft, object, T0 } from './sample-run.ts';

const SECOND = 1_000;
const {
  kind: _kind,
  namespace: _ns,
  name: _name,
  labels: _l,
  annotations: _a,
  spec: _s,
  records: _r,
  ...seen
} = object();
const began = {
  object: { ...seen, gone: false },
  beganAt: T0,
  injectedAt: T0 + SECOND,
  plannedEnd: T0 + 120 * SECOND,
};
const lasting: RunRecord = { ...draft(), phase: 'running', ...began };
const once: RunRecord = { ...draft({ oneShot: true }), phase: 'verifying', ...began };

test('a fault began when its object was made, at the latest when all was injected', () => {
  assert.equal(faultBegan(lasting), T0);
  assert.equal(faultBegan({ ...lasting, beganAt: T0 + 5 * SECOND }), T0 + SECOND);
  const { beganAt: _none, injectedAt: _not, ...old } = lasting;
  assert.equal(faultBegan(old), T0);
  assert.equal(faultBegan(draft()), undefined);
});

test('a fault that lasts ends where it was stopped, and lasts until then', () => {
  const now = T0 + 60 * SECOND;
  assert.deepEqual([faultEnded(lasting, now), faultOver(lasting)], [now, undefined]);
  const stopped: RunRecord = {
    ...lasting,
    phase: 'recovering',
    stop: { why: 'stopped', at: T0 + 30 * SECOND },
  };
  assert.deepEqual([faultEnded(stopped, now), faultOver(stopped)], [T0 + 30 * SECOND, T0 + 30 * SECOND]);
  const over: RunRecord = { ...lasting, phase: 'recovered', recoveredAt: T0 + 20 * SECOND };
  assert.deepEqual([faultEnded(over, now), faultOver(over)], [T0 + 20 * SECOND, T0 + 20 * SECOND]);
  const left: RunRecord = { ...lasting, phase: 'abandoned', since: T0 + 10 * SECOND };
  assert.deepEqual([faultEnded(left, now), faultOver(left)], [T0 + 10 * SECOND, T0 + 10 * SECOND]);
});

test('what happens once has 45 s to show, less where it is watched for less', () => {
  const healed: RunRecord = { ...once, phase: 'recovered', recoveredAt: T0 + 9 * SECOND };
  assert.equal(faultEnded(healed, T0 + 300 * SECOND), T0 + 45 * SECOND);
  assert.equal(faultEnded({ ...healed, plannedEnd: T0 + 20 * SECOND }, T0 + 300 * SECOND), T0 + 20 * SECOND);
  assert.equal(faultEnded({ ...healed, recoveredAt: T0 + 80 * SECOND }, T0 + 300 * SECOND), T0 + 80 * SECOND);
  assert.deepEqual([faultOver(once), faultOver(healed)], [undefined, T0 + 9 * SECOND]);
});
