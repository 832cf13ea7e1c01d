// Signals of a run: a breach that stops it is kept, and nothing is news twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from '../../../src/runs/advance.ts';
import type { Input } from '../../../src/runs/input.ts';
import { stale, unposted } from '../../../src/runs/messages.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import type { SeenSignal } from '../../../src/runs/signals.ts';
import { wanted } from '../../../src/runs/wanted.ts';
import { withBreach } from '../../../src/signals/seen.ts';
import { after, ana, CARD, draft, object, T0, target, untilStarting } from './sample-run.ts';

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

test('a run without signals, or whose signals are over, takes no measurement', () => {
  const said: Input = { kind: 'measured', seen: [breached] };
  assert.equal(advance(draft(), said, T0).kind, 'same');
  const over = moved(running(), { kind: 'measured', seen: [], judged: true, over: true });
  assert.equal(advance(over, said, T0).kind, 'same');
});

test('the verdict waits for judgement and pictures, and pictures for the signals to be good again', () => {
  const stopped = moved(running(), { kind: 'stop', by: ana });
  const gone = moved(stopped, { kind: 'gone', uid: 'uid-1' });
  const over = after(moved(gone, { kind: 'proved', proof: { at: T0, complete: true, targets: [] } }), CARD);
  const wants = (record: RunRecord) => wanted(record).find(({ effect }) => effect.kind === 'picture')?.at;
  assert.ok(!unposted(over).includes('reply:verdict'));
  assert.equal(wants(over), undefined);
  const judged = moved(over, { kind: 'measured', seen: [breached], judged: true });
  assert.equal(wants(judged), judged.since + 60_000);
  const good = moved(judged, { kind: 'measured', seen: [breached], judged: true, over: true });
  assert.equal(wants(good), 0);
  const drawn = moved(good, { kind: 'pictured', pictures: [{ file: 'F1', alt: 'p99' }] });
  assert.ok(unposted(drawn).includes('reply:verdict'));
  assert.ok(!unposted(drawn).includes('reply:breach'));
  assert.equal(advance(drawn, { kind: 'pictured', pictures: [] }, T0).kind, 'same');
  assert.equal(advance(draft(), { kind: 'pictured', pictures: [] }, T0).kind, 'same');
});

test('a run that cannot be measured any more before its fault began waits for nothing', () => {
  const inputs = untilStarting().map(
    (input): Input => (input.kind === 'gate' ? { ...input, measures: MEASURES } : input),
  );
  const starting = after(draft(), ...inputs);
  const failed = moved(starting, {
    kind: 'create-refused',
    refusal: { reason: 'denied', sentence: 'no', fields: [] },
  });
  assert.ok(unposted(failed).includes('reply:verdict'));
});
