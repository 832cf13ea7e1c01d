// A ramp: one run that goes from step to step, each wider, none before the last is clean and its gates are open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject } from '../../../src/chaos/cluster.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { advance } from '../../../src/runs/advance.ts';
import { deadlineOf } from '../../../src/runs/deadlines.ts';
import { faultBegan } from '../../../src/runs/fault-time.ts';
import type { Input } from '../../../src/runs/input.ts';
import { unposted } from '../../../src/runs/messages.ts';
import { canStart, canStop, isLive } from '../../../src/runs/phases.ts';
import { manifestNow } from '../../../src/runs/ramp.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { wanted } from '../../../src/runs/wanted.ts';
import {
  AT_ONCE,
  after,
  ana,
  ben,
  CARD,
  draft,
  jon,
  mara,
  object,
  plan,
  RAMP,
  T0,
  TWO_PEOPLE,
  target,
} from './sample-run.ts';

const SECOND = 1_000;
const rampPlan = (rest: Partial<Plan> = {}): Plan => plan({ ...RAMP, ...rest });

function opened(rest: Partial<Plan> = {}): RunRecord {
  return after(
    draft({ ...RAMP, ...rest }),
    { kind: 'request', by: ana, digest: rampPlan().digest },
    { kind: 'checked', plan: rampPlan({ dryRun: true, ...rest }), asked: [] },
    CARD,
  );
}

const gate = (rest: object = {}): Input =>
  ({ kind: 'gate', latch: 'open', plan: rampPlan(), ...rest }) as Input;

interface Moment {
  record: RunRecord;
  now: number;
}

function then({ record, now }: Moment, seconds: number, ...inputs: readonly Input[]): Moment {
  return inputs.reduce<Moment>(
    (at, input) => {
      const later = at.now + seconds * SECOND;
      const step = advance(at.record, input, later);
      assert.notEqual(step.kind, 'refused', JSON.stringify(step));
      return { record: step.kind === 'moved' ? step.record : at.record, now: later };
    },
    { record, now },
  );
}

function stepObject({ record, now }: Moment, rest: Partial<ChaosObject> = {}): ChaosObject {
  const { step = 0 } = record;
  return object({
    ...{ name: manifestNow(record).metadata.name, uid: `uid-${step + 1}`, createdAt: now },
    ...rest,
  });
}

/** From `starting` until the step is proven clean. */
function throughStep(at: Moment): Moment {
  const created = stepObject(at);
  const injected = { ...created, resourceVersion: '11', records: [target('shop/web-a', 'Injected', [1, 0])] };
  const running = then(
    at,
    1,
    { kind: 'creating' },
    { kind: 'created', object: created },
    { kind: 'seen', object: injected },
  );
  assert.equal(running.record.phase, 'running');
  const ended = then(running, 121, { kind: 'tick' });
  assert.equal(ended.record.phase, 'recovering');
  const healed = { ...created, resourceVersion: '12', desiredPhase: 'Stop' as const };
  const clean = target('shop/web-a', 'Not Injected', [1, 1]);
  return then(
    ended,
    1,
    { kind: 'seen', object: { ...healed, records: [clean] } },
    { kind: 'proved', proof: { at: ended.now, complete: true, targets: [] } },
  );
}

function gone(at: Moment): Moment {
  const { object: standing } = at.record;
  assert.ok(standing);
  return then(at, 1, { kind: 'removed' }, { kind: 'gone', uid: standing.uid });
}

function start(rest: Partial<Plan> = {}): Moment {
  return then({ record: opened(rest), now: T0 + 10 * SECOND }, 1, gate());
}

const names = ({ record, now }: Moment): string[] =>
  wanted(record)
    .filter(({ at }) => at <= now)
    .map(({ effect }) => effect.kind);

test('a ramp goes through each of its steps with an object of its own, and recovers after the last', () => {
  let at = start();
  const seen: unknown[] = [];
  for (const step of [0, 1, 2]) {
    assert.equal(at.record.phase, 'starting');
    const { metadata, spec } = manifestNow(at.record);
    seen.push([metadata.name, spec['mode'], spec['value']]);
    at = throughStep(at);
    if (step < 2) at = then(gone(at), 1, gate());
  }
  assert.deepEqual(seen, [
    ['delay-web-r-234567-s1', 'one', undefined],
    ['delay-web-r-234567-s2', 'fixed', '2'],
    ['delay-web-r-234567-s3', 'all', undefined],
  ]);
  assert.equal(at.record.phase, 'recovered');
  assert.equal(at.record.stop?.why, 'ended');
  assert.equal(faultBegan(at.record), T0 + 11 * SECOND, 'the fault began with the first step');
});

test('between two steps the object goes, no sooner than a late create could land, and only then the gate is asked', () => {
  const at = throughStep(start());
  assert.equal(at.record.phase, 'between');
  assert.deepEqual([isLive(at.record), canStop(at.record), canStart(at.record)], [true, true, false]);
  assert.ok(names(at).includes('remove'));
  assert.ok(!names(at).includes('gate'));
  const early = { ...at, record: { ...at.record, createSentAt: at.now - SECOND } };
  assert.ok(!names(early).includes('remove'));
  const clear = gone(at);
  assert.ok(names(clear).includes('gate'));
  assert.deepEqual(
    unposted(clear.record).filter((key) => key.startsWith('reply:step')),
    [],
  );
});

test('what holds the next step is told, and half an hour of it ends the ramp where it is clean', () => {
  const at = gone(throughStep(start()));
  const held = then(at, 1, gate({ held: 'shop p99 is at 900 ms already' }));
  assert.deepEqual([held.record.phase, held.record.trouble], ['between', 'shop p99 is at 900 ms already']);
  const over = then({ record: held.record, now: deadlineOf(held.record) ?? 0 }, 0, { kind: 'tick' });
  assert.equal(over.record.phase, 'recovered');
  assert.equal(over.record.stop?.why, 'held');
  assert.equal(over.record.stop?.reason, 'shop p99 is at 900 ms already');
  assert.equal(over.record.step, undefined);
});

test('an alert that somebody was asked about holds the next step until it is answered', () => {
  const surprise = { nth: 1, at: T0, stopAt: T0 + 999 * SECOND, keys: ['a'] };
  const heard = {
    ...{ key: 'a', name: 'Slow', why: 'same workload', score: 80, expected: 'none' as const },
    ...{ startedAt: T0 + 20 * SECOND, heardAt: T0 + 20 * SECOND },
  };
  const at = gone(throughStep(start()));
  const asked = { ...at, record: { ...at.record, alerts: { cursor: '1-0', seen: [heard], surprise } } };
  assert.match(then(asked, 1, gate()).record.trouble ?? '', /waits for an answer/);
  const unkept = then({ ...asked, now: T0 + 999 * SECOND }, 1, { kind: 'tick' });
  assert.deepEqual([unkept.record.phase, unkept.record.stop?.why], ['recovered', 'alert']);
  const kept = then(asked, 1, { kind: 'keep', by: ana, why: 'known' }, gate());
  assert.equal(kept.record.phase, 'starting');
});

const ENDS: readonly (readonly [string, Input, string])[] = [
  ['somebody who stops it', { kind: 'stop', by: ben }, 'stopped'],
  ['a halt', { kind: 'halt', by: ben }, 'halted'],
  ['a closed latch', gate({ latch: 'closed', sentence: 'Mara halted staging' }), 'halted'],
  ['another plan', gate({ plan: rampPlan({ digest: 'another', workloads: [] }) }), 'held'],
  [
    'a breach',
    {
      kind: 'measured',
      seen: [{ name: 'p99', title: 'p99', unit: 'ms', kind: 'breached' }],
      stops: 'p99',
    } as Input,
    'breach',
  ],
];

for (const [what, input, why] of ENDS)
  test(`${what} between two steps ends the ramp at once, since nothing is left to recover from`, () => {
    const at = gone(throughStep(start()));
    const signals = { names: ['p99'], from: 0, stepSeconds: 1, seen: [] };
    const over = then({ ...at, record: { ...at.record, signals } }, 1, input);
    assert.deepEqual([over.record.phase, over.record.stop?.why], ['recovered', why]);
    assert.equal(over.record.recoveredAt, over.now);
  });

test('a step that was stopped, got stuck or breached a signal is the last', () => {
  const running = start();
  const created = stepObject(running);
  const stopped = then(
    running,
    1,
    { kind: 'created', object: created },
    { kind: 'stop', by: ana },
    { kind: 'gone', uid: created.uid },
    { kind: 'proved', proof: { at: T0, complete: true, targets: [] } },
  );
  assert.equal(stopped.record.phase, 'recovered');
  for (const bad of [
    { stuckTimes: 1 },
    {
      signals: {
        ...{ names: ['p99'], from: 0, stepSeconds: 1 },
        seen: [{ name: 'p99', title: 'p99', unit: 'ms', kind: 'breached' as const }],
      },
    },
  ]) {
    const at = start();
    assert.equal(throughStep({ ...at, record: { ...at.record, ...bad } }).record.phase, 'recovered');
  }
});

test('news of a step that is past is not taken for news of this one', () => {
  const between = gone(throughStep(start()));
  const old = stepObject(between, { uid: 'uid-late' });
  const at = then(between, 1, gate());
  for (const late of [
    { kind: 'created', object: old },
    { kind: 'seen', object: old },
    { kind: 'gone', uid: 'uid-1', last: old },
  ] as const)
    assert.equal(advance(at.record, late, at.now + SECOND).kind, 'same', late.kind);
});

test('whoever starts a run takes each step of its ramp, and is called for it once', () => {
  const approved = { ...RAMP, verdict: TWO_PEOPLE };
  const asked = after(
    draft(approved),
    { kind: 'request', by: ana, digest: rampPlan().digest },
    { kind: 'checked', plan: rampPlan({ ...approved, dryRun: true }), asked: [mara, jon] },
    CARD,
    { kind: 'approve', by: mara, digest: rampPlan().digest },
    { kind: 'approve', by: jon, digest: rampPlan().digest },
    { kind: 'start', by: ana },
  );
  const open = gate({ plan: rampPlan(approved) });
  const at = gone(throughStep(then({ record: asked, now: T0 + 60 * SECOND }, 1, open)));
  assert.equal(at.record.phase, 'between');
  assert.ok(!names(at).includes('gate'));
  assert.ok(unposted(at.record).includes('reply:step-2'));
  const refused = advance(at.record, { kind: 'start', by: ben }, at.now);
  assert.deepEqual(refused.kind === 'refused' && refused.refusal, { kind: 'not-yours' });
  const started = then(at, 1, { kind: 'start', by: ana });
  assert.ok(names(started).includes('gate'));
  assert.ok(!unposted(started.record).includes('reply:step-2'));
  assert.equal(then(started, 1, open).record.phase, 'starting');
});

test('what is expected is silenced again in every step', () => {
  const silences = { state: 'off', at: T0, alerts: 1 } as const;
  const metadata = { ...rampPlan().manifest.metadata, annotations: { 'faultline.dev/alerts': 'may Slow' } };
  const promised = { manifest: { ...rampPlan().manifest, metadata } };
  const at = gone(throughStep(start()));
  const silent = { ...at.record, silences, plan: rampPlan(promised) };
  const next = then(
    { ...at, record: silent },
    1,
    gate({ plan: rampPlan(promised), hearsAlerts: true, silences: true }),
  );
  assert.equal(next.record.silences?.state, 'wanted');
});

test('a one-shot ramp waits for its pods between two steps, and can be stopped there', () => {
  const kill = { ...RAMP, oneShot: true, verdict: AT_ONCE };
  const at = then({ record: opened(kill), now: T0 + 10 * SECOND }, 1, gate({ plan: rampPlan(kill) }));
  const created = stepObject(at);
  const hit = { ...created, resourceVersion: '11', records: [target('shop/web-a', 'Injected', [1, 0])] };
  const healed = then(
    at,
    1,
    { kind: 'creating' },
    { kind: 'created', object: created },
    { kind: 'seen', object: hit },
    { kind: 'proved', proof: { at: T0, complete: true, targets: [] } },
  );
  assert.deepEqual([healed.record.phase, canStop(healed.record)], ['between', true]);
});
