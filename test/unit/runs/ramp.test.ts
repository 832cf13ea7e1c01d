// A ramp: one run that goes from step to step, each wider, none before the last is clean and its gates are open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject } from '../../../src/chaos/cluster.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { advance } from '../../../src/runs/advance.ts';
import { alertFactsOf } from '../../../src/runs/alert-facts.ts';
import { NOTHING_HEARD, wasAfter } from '../../../src/runs/alerts.ts';
import { deadlineOf } from '../../../src/runs/deadlines.ts';
import { faultBegan, faultEnded, faultOver } from '../../../src/runs/fault-time.ts';
import type { Input, Observation } from '../../../src/runs/input.ts';
import { unposted } from '../../../src/runs/messages.ts';
import { canStart, canStop, isLive } from '../../../src/runs/phases.ts';
import { isAhead, manifestNow, ofStep } from '../../../src/runs/ramp.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { wanted } from '../../../src/runs/wanted.ts';
import { regionOf } from '../../../src/signals/annotate.ts';
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

const gate = (rest: object = {}): Observation =>
  ({ kind: 'gate', latch: 'open', plan: rampPlan(), ...rest }) as Observation;

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
    assert.equal(over.record.recoveredAt, at.record.since, 'it was clean from then on');
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

test('a receipt of a past step says nothing of this one', () => {
  const second = then(gone(throughStep(start())), 1, gate());
  const created = stepObject(second);
  const hit = { ...created, resourceVersion: '11', records: [target('shop/web-a', 'Injected', [1, 0])] };
  const running = then(second, 1, { kind: 'created', object: created }, { kind: 'seen', object: hit });
  const ending = then(running, 1, { kind: 'stop', by: ana });
  const complete = { at: T0, complete: true, targets: [] };
  const verifying = then(ending, 1, { kind: 'gone', uid: created.uid });
  const late = [
    [ending, { kind: 'removed', ofStep: 0 }],
    [verifying, { kind: 'proved', proof: complete, ofStep: 0 }],
    [
      second,
      { kind: 'create-refused', refusal: { reason: 'denied', sentence: 'no', fields: [] }, ofStep: 0 },
    ],
    [second, { kind: 'creating', ofStep: 0 }],
  ] as const;
  for (const [{ record, now }, receipt] of late) {
    assert.equal(advance(record, receipt, now).kind, 'same', receipt.kind);
    assert.equal(advance(record, { ...receipt, ofStep: 1 }, now).kind, 'moved', receipt.kind);
  }
  assert.deepEqual(ofStep(second.record, { kind: 'removed' }), { kind: 'removed', ofStep: 1 });
  assert.deepEqual(ofStep(draft(), { kind: 'removed' }), { kind: 'removed' });
});

test('a gate that nobody asked for, or that came before the object had gone, starts no step', () => {
  const at = throughStep(start());
  assert.equal(advance(at.record, gate(), at.now).kind, 'same');
  const clear = gone(at);
  assert.equal(advance({ ...clear.record, startAsked: false }, gate(), clear.now).kind, 'same');
});

test('after Redis has lost its newest entries the step that stands is followed, whatever the record waited for', () => {
  const third = object({ name: 'delay-web-r-234567-s3', uid: 'uid-3', createdAt: T0 + 500 * SECOND });
  const running = then(start(), 1, { kind: 'created', object: stepObject(start()) });
  for (const { record } of [{ record: opened() }, running, throughStep(start())]) {
    assert.ok(isAhead(record, third));
    const followed = advance(record, { kind: 'rewound', object: third }, T0 + 501 * SECOND);
    assert.equal(followed.kind, 'moved');
    const next = followed.kind === 'moved' ? followed.record : record;
    assert.deepEqual([next.phase, next.step, next.object?.uid], ['injecting', 2, 'uid-3']);
    assert.equal(manifestNow(next).metadata.name, third.name);
  }
  const over = { ...opened(), phase: 'recovered' as const };
  assert.ok(!isAhead(over, third));
});

test('a further step that never was made ends the run as far as it came, not as one that did nothing', () => {
  const second = then(gone(throughStep(start())), 1, gate());
  const refusal = { reason: 'denied' as const, sentence: 'Mara halted staging', fields: [] };
  const refused = then(second, 1, { kind: 'create-refused', refusal });
  const stopped = then(
    second,
    20,
    { kind: 'stop', by: ana },
    { kind: 'gone' },
    { kind: 'proved', proof: { at: T0, complete: true, targets: [] } },
  );
  for (const [{ record }, why] of [
    [refused, 'held'],
    [stopped, 'stopped'],
  ] as const) {
    assert.deepEqual([record.phase, record.stop?.why, record.step], ['recovered', why, 0]);
    assert.ok(faultOver(record) !== undefined && faultOver(record) === record.stepEndedAt);
  }
});

test('between two steps no fault is on: what begins then long after the last one is none of its doing', () => {
  const at = gone(throughStep(start()));
  const ended = at.record.stepEndedAt ?? 0;
  assert.deepEqual([faultOver(at.record), faultEnded(at.record, at.now + 900 * SECOND)], [ended, ended]);
  const alert = {
    ...{ key: 'a', name: 'Other', why: 'same namespace', score: 30, expected: 'none' as const },
    ...{ startedAt: ended + 600 * SECOND, heardAt: ended + 600 * SECOND },
  };
  const hears = { ...at, record: { ...at.record, alerts: NOTHING_HEARD } };
  const batch: Input = { kind: 'alerts', cursor: '1-0', heard: [alert], more: 0, onSurprise: 'stop' };
  const heard = then({ ...hears, now: ended + 601 * SECOND }, 0, batch);
  assert.equal(heard.record.phase, 'between');
  const next = then(heard, 1, gate());
  assert.ok(wasAfter(next.record, alert));
  assert.equal(alertFactsOf(next.record)?.unexpected.length, 0);
});

test('an alert has its time from the beginning of the step in which it fires, and not in a ramp that was cut short', () => {
  const promised = rampPlan().manifest;
  const metadata = { ...promised.metadata, annotations: { 'faultline.dev/alerts': 'must Slow within 60s' } };
  const manifest = { ...promised, metadata };
  const hearing = ({ record, now }: Moment): Moment => ({
    record: { ...record, alerts: NOTHING_HEARD, plan: rampPlan({ manifest }) },
    now,
  });
  const open = gate({ plan: rampPlan({ manifest }) });
  const held = gone(throughStep(hearing(start())));
  const cut = then(held, 1, { kind: 'stop', by: ana });
  assert.equal(alertFactsOf(cut.record)?.clauses[0]?.kept, 'unknown');
  assert.equal(alertFactsOf(cut.record)?.verdict, 'inconclusive');
  const second = then(held, 600, open);
  const fires = {
    ...{ key: 'a', name: 'Slow', why: 'same workload', score: 80, expected: 'must' as const },
    ...{ startedAt: second.now + 20 * SECOND, heardAt: second.now + 20 * SECOND },
  };
  const heard = { ...second.record, alerts: { cursor: '1-0', seen: [fires] } };
  const [clause] = alertFactsOf(heard)?.clauses ?? [];
  assert.deepEqual([clause?.kept, clause?.firedAfterMs], ['kept', 20 * SECOND]);
});

test('what cannot be deleted or asked is told as what holds the next step', () => {
  const at = throughStep(start());
  const tried: Input = { kind: 'tried', effect: 'remove', error: 'a webhook refuses the deletion' };
  const held = then(at, 1, tried);
  const over = then({ record: held.record, now: deadlineOf(held.record) ?? 0 }, 0, { kind: 'tick' });
  assert.equal(over.record.stop?.reason, 'a webhook refuses the deletion');
});

test('while a step waits for its person nobody asks the cluster again and again', () => {
  const at = gone(throughStep(start()));
  const waiting = { ...at, record: { ...at.record, startAsked: false } };
  assert.deepEqual(
    names(waiting).filter((kind) => kind === 'look' || kind === 'gate'),
    [],
  );
});

test('a kill has its time to show before it is done to more pods', () => {
  const kill = { ...RAMP, oneShot: true };
  const { record, now } = gone(throughStep(start()));
  const shot = { ...record, beganAt: now, plan: rampPlan(kill) };
  const asks = wanted(shot).find(({ effect }) => effect.kind === 'gate');
  assert.equal(asks?.at, now + 45 * SECOND);
});

const surprising = (at: Moment, onSurprise: 'ask' | 'stop'): Input => {
  const startedAt = (faultBegan(at.record) ?? 0) + 10 * SECOND;
  const alert = {
    key: 'a',
    name: 'Slow',
    why: 'same workload',
    score: 80,
    expected: 'none' as const,
    startedAt,
  };
  return { kind: 'alerts', cursor: '1-0', heard: [alert], more: 0, onSurprise };
};

test('a surprise that is heard only while its step is taken back keeps the next step from beginning', () => {
  const running = start();
  const created = stepObject(running);
  const hit = { ...created, resourceVersion: '11', records: [target('shop/web-a', 'Injected', [1, 0])] };
  const ending = then(
    { ...running, record: { ...running.record, alerts: NOTHING_HEARD } },
    1,
    { kind: 'created', object: created },
    { kind: 'seen', object: hit },
  );
  const verifying = then(then(ending, 121, { kind: 'tick' }), 1, { kind: 'gone', uid: created.uid });
  assert.equal(verifying.record.phase, 'verifying');
  const proved: Input = { kind: 'proved', proof: { at: verifying.now, complete: true, targets: [] } };
  const stopped = then(verifying, 1, surprising(verifying, 'stop'), proved, { kind: 'tick' });
  assert.deepEqual([stopped.record.phase, stopped.record.stop?.why], ['recovered', 'alert']);
  const asked = then(verifying, 1, surprising(verifying, 'ask'), proved, gate());
  assert.equal(asked.record.phase, 'between');
  assert.match(asked.record.trouble ?? '', /waits for an answer/);
});

test('a breach that is seen only between two steps makes the last one the last', () => {
  const at = gone(throughStep(start()));
  const seen = [{ name: 'p99', title: 'checkout p99', unit: 'ms', kind: 'breached' as const }];
  const signals = { names: ['p99'], from: 0, stepSeconds: 1, seen };
  const over = then({ ...at, record: { ...at.record, signals } }, 1, gate());
  assert.deepEqual(
    [over.record.phase, over.record.stop?.why, over.record.stop?.reason],
    ['recovered', 'breach', 'checkout p99'],
  );
});

test('the gate of the first step is not that of the second, however late it comes', () => {
  const first = ofStep(opened(), gate());
  const at = gone(throughStep(start()));
  assert.equal(advance(at.record, first, at.now).kind, 'same');
  assert.equal(advance(at.record, ofStep(at.record, gate()), at.now).kind, 'moved');
});

test('a step that is followed after a loss is on, and a stop of before holds for it', () => {
  const clear = throughStep(start());
  const second = object({ name: 'delay-web-r-234567-s2', uid: 'uid-2', createdAt: clear.now + 480 * SECOND });
  const followed = then(clear, 500, { kind: 'rewound', object: second });
  assert.equal(faultOver(followed.record), undefined);
  assert.equal(followed.record.rests?.length, 1);
  const running = then(
    start(),
    1,
    { kind: 'created', object: stepObject(start()) },
    { kind: 'stop', by: ana },
  );
  const ended = then(running, 1, { kind: 'rewound', object: second });
  assert.deepEqual([ended.record.phase, ended.record.stop?.by, ended.record.step], ['recovering', 'Ana', 1]);
});

test('a kill of which no further step was made is over, and keeps what the last one did', () => {
  const kill = { ...RAMP, oneShot: true };
  const { record, now } = gone(throughStep(start()));
  const second = then(
    { record: { ...record, plan: rampPlan(kill) }, now },
    60,
    gate({ plan: rampPlan(kill) }),
  );
  assert.equal(canStop(second.record), true);
  const refusal = { reason: 'denied' as const, sentence: 'halted', fields: [] };
  const over = then(second, 1, { kind: 'create-refused', refusal });
  assert.ok(faultEnded(over.record, over.now + 60 * SECOND) < over.now + 60 * SECOND);
  assert.deepEqual(
    [over.record.records.length, over.record.proof?.complete, over.record.injectedAt !== undefined],
    [1, true, true],
  );
});

test('what was in the way of a deletion that then happened is not told as the reason', () => {
  const at = throughStep(start());
  const tried: Input = { kind: 'tried', effect: 'remove', error: 'no answer' };
  const clear = gone(then(at, 1, tried));
  const waiting = { ...clear.record, startAsked: false };
  const over = then({ record: waiting, now: deadlineOf(waiting) ?? 0 }, 0, { kind: 'tick' });
  assert.equal(over.record.stop?.reason, 'nobody pressed Start now');
});

test('the mark of a ramp grows with each step, and ends where its last fault did', () => {
  const marked = { annotation: { state: 'open', at: T0 } } as const;
  const at = gone(throughStep(start()));
  const next = then({ ...at, record: { ...at.record, ...marked } }, 1, gate({ annotates: true }));
  assert.equal(next.record.annotation?.state, 'due');
  const over = then(at, 1_200, { kind: 'stop', by: ana });
  assert.equal(regionOf(over.record).timeEnd, over.record.stepEndedAt);
});

test('a ramp is left alone by a version that knows none', () => {
  assert.equal(draft(RAMP).schema, 2);
  assert.equal(draft().schema, 1);
});
