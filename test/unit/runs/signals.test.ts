// Signals of a run: a breach that stops it is kept, and nothing is news twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from '../../../src/runs/advance.ts';
import type { Input } from '../../../src/runs/input.ts';
import { stale, unposted } from '../../../src/runs/messages.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import type { SeenSignal } from '../../../src/runs/signals.ts';
import { withBreach } from '../../../src/signals/seen.ts';
import { after, CARD, draft, object, T0, target, untilStarting } from './sample-run.ts';

const breached: SeenSignal = {
  name: 'p99',
  title: 'p99',
  unit: 'ms',
  kind: 'breached',
  limit: 500,
  breachedAt: T0,
};
const MEASURES = { names: ['p99'], from: T0 - 300_000, stepSeconds: 5 };

function running(): RunRecord {
  const inputs = untilStarting().map(
    (input): Input => (input.kind === 'gate' ? { ...input, measures: MEASURES } : input),
  );
  const injected = object({ records: [target('shop/web-a', 'Injected', [1, 0])] });
  return after(draft(), ...inputs, { kind: 'created', object: injected }, { kind: 'seen', object: injected });
}

function moved(record: RunRecord, input: Input): RunRecord {
  const step = advance(record, input, T0 + 20_000);
  return step.kind === 'moved' ? step.record : record;
}

test('a breach that stops the run stays with it, and is told', () => {
  const stopped = moved(running(), { kind: 'measured', seen: [breached], stops: 'p99' });
  assert.deepEqual([stopped.phase, stopped.stop?.why, stopped.stop?.reason], ['recovering', 'breach', 'p99']);
  assert.deepEqual([stopped.signals?.stoppedBy, stopped.signals?.seen], ['p99', [breached]]);
  assert.ok(unposted(after(stopped, CARD)).includes('reply:breach'));
});

test('a breach of a run that is ending already ends nothing', () => {
  const stopped = moved(running(), { kind: 'measured', seen: [breached], stops: 'p99' });
  const again = moved(stopped, { kind: 'measured', seen: [breached], stops: 'p99' });
  assert.equal(again.stop?.at, stopped.stop?.at);
});

test('what was found breached stays so when Prometheus is gone at the end', () => {
  const blind: SeenSignal = { name: 'p99', title: 'p99', unit: 'ms', kind: 'inconclusive', why: 'no data' };
  assert.deepEqual(withBreach(blind, breached), { ...breached, kind: 'breached' });
  const passed: SeenSignal = { ...breached, kind: 'passed', recoveredAfterSeconds: 3 };
  assert.equal(withBreach(passed, { ...breached, why: 'no data' }).kind, 'breached');
  assert.equal(withBreach(blind, undefined).kind, 'inconclusive');
});

test('without signals the verdict waits for nothing', () => {
  assert.deepEqual(
    stale(running()).map(({ key }) => key),
    ['card'],
  );
});
