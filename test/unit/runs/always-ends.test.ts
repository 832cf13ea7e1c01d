import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTRACT } from '../../../src/chaos/alert-contract.ts';
import { advance } from '../../../src/runs/advance.ts';
import { deadlineOf } from '../../../src/runs/deadlines.ts';
import { effectKey } from '../../../src/runs/effect.ts';
import type { Input } from '../../../src/runs/input.ts';
import { posted } from '../../../src/runs/messages.ts';
import { isEnded, type RunRecord } from '../../../src/runs/record.ts';
import { dueAt, wanted } from '../../../src/runs/wanted.ts';
import { fc } from '../../seeded.ts';
import {
  AT_ONCE,
  ana,
  ben,
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

const people = fc.constantFrom(ana, ben, jon, mara);
const digest = fc.constantFrom(plan().digest, 'another');
const message = fc.constantFrom('card', 'reply:injected', 'reply:verdict', 'dm:U2');
const records = fc.array(
  fc.record({
    id: fc.constantFrom('shop/web-a', 'shop/web-b'),
    phase: fc.constantFrom('Injected' as const, 'Not Injected' as const),
    count: fc.nat(2),
  }),
  { maxLength: 2 },
);

const seenObject = fc
  .record({
    records,
    version: fc.nat(99),
    paused: fc.boolean(),
    deleting: fc.boolean(),
    desired: fc.constantFrom('Run' as const, 'Stop' as const),
    uid: fc.constantFrom('uid-1', 'uid-2'),
    suffix: fc.constantFrom('', '', '-s1', '-s2', '-s3'),
  })
  .map(({ records, version, paused, deleting, desired, uid, suffix }) =>
    object({
      uid,
      name: `delay-web-r-234567${suffix}`,
      paused,
      deleting,
      resourceVersion: String(version),
      desiredPhase: desired,
      records: records.map(({ id, phase, count }) =>
        target(id, phase, [count, phase === 'Injected' ? 0 : count]),
      ),
    }),
  );

const plans = fc
  .record({
    digest,
    verdict: fc.constantFrom(AT_ONCE, TWO_PEOPLE),
    oneShot: fc.boolean(),
    block: fc.boolean(),
    ramp: fc.boolean(),
  })
  .map(({ digest, verdict, oneShot, block, ramp }) =>
    plan({
      ...(ramp && RAMP),
      digest,
      verdict,
      oneShot,
      findings: block ? [{ severity: 'block', check: 'x', path: 'spec', sentence: 'no' }] : [],
    }),
  );

const alertNames = fc.constantFrom('CheckoutSlow', 'PagerStorm', 'Other');
const batch = fc
  .record({
    cursor: fc.nat(9),
    names: fc.array(alertNames, { maxLength: 3 }),
    at: fc.integer({ min: -60_000, max: 600_000 }),
    resolved: fc.boolean(),
    expected: fc.constantFrom('must' as const, 'may' as const, 'never' as const, 'none' as const),
    onSurprise: fc.constantFrom('tell' as const, 'ask' as const, 'stop' as const),
    over: fc.boolean(),
  })
  .map(({ cursor, names, at, resolved, expected, onSurprise, over }): Input => {
    const heard = names.map((name) => ({
      ...{ key: `${name}:${at}`, name, why: 'same workload', score: 80, startedAt: T0 + at, expected },
      ...(resolved && { resolvedAt: T0 + at + 1_000 }),
    }));
    const rest = over ? { over: true as const } : {};
    return { kind: 'alerts', cursor: `${cursor}-0`, heard, more: 0, onSurprise, ...rest };
  });

const input: fc.Arbitrary<Input> = fc.oneof(
  batch,
  fc.constant<Input>({ kind: 'silenced', count: 3, more: 0, until: T0 + 180_000 }),
  fc.constant<Input>({ kind: 'unsilenced' }),
  fc.record({ kind: fc.constant('keep' as const), by: people }),
  fc.record({ kind: fc.constant('rule' as const), by: people, related: fc.boolean() }),
  fc.record({ kind: fc.constant('request' as const), by: people, digest }),
  fc.record({ kind: fc.constant('approve' as const), by: people, digest }),
  fc.record({ kind: fc.constant('deny' as const), by: people, digest }),
  fc.record({
    kind: fc.constantFrom(
      'start' as const,
      'stop' as const,
      'halt' as const,
      'retry' as const,
      'abandon' as const,
    ),
    by: people,
  }),
  fc.record({ kind: fc.constant('checked' as const), plan: plans, asked: fc.constant([mara, jon]) }),
  fc.record({
    kind: fc.constant('gate' as const),
    latch: fc.constantFrom('open' as const, 'closed' as const, 'unreadable' as const),
    plan: plans,
    hearsAlerts: fc.constant(true as const),
    silences: fc.constant(true as const),
    annotates: fc.constant(true as const),
  }),
  fc.constant<Input>({ kind: 'creating' }),
  fc.record({ kind: fc.constantFrom('created' as const, 'seen' as const), object: seenObject }),
  fc.constant<Input>({ kind: 'create-refused', refusal: { reason: 'denied', sentence: 'no', fields: [] } }),
  fc.record({ kind: fc.constant('gone' as const), uid: fc.constantFrom('uid-1', 'uid-2') }),
  fc.constant<Input>({ kind: 'removed' }),
  fc.boolean().map((complete): Input => ({ kind: 'proved', proof: { at: T0, complete, targets: [] } })),
  fc.record({ kind: fc.constantFrom('posting' as const, 'looked' as const), message }),
  fc.record({
    kind: fc.constant('posted' as const),
    message,
    channel: fc.constant('C1'),
    ts: fc.constant('1.1'),
    shown: fc.constant('h'),
    facts: fc.nat(40),
  }),
  fc.record({ kind: fc.constant('shown' as const), message, shown: fc.constant('h'), facts: fc.nat(40) }),
  fc.record({ kind: fc.constant('unpostable' as const), message, error: fc.constant('is_archived') }),
  fc.constant<Input>({ kind: 'told' }),
  fc.record({
    kind: fc.constant('tried' as const),
    effect: fc.constantFrom(
      ...([
        'check',
        'gate',
        'create',
        'look',
        'remove',
        'prove',
        'silence',
        'unsilence',
        'annotate',
      ] as const),
    ),
    error: fc.constant('no answer'),
  }),
  fc.record({
    kind: fc.constant('annotated' as const),
    state: fc.constantFrom('open' as const, 'closed' as const, 'settled' as const, 'given-up' as const),
  }),
  fc.constant<Input>({ kind: 'tick' }),
);

/** A step of the world: time passes or jumps back, an input comes, and its swap may be lost. */
const step = fc.record({ input, passes: fc.integer({ min: -120_000, max: 600_000 }), lost: fc.boolean() });

function moved(record: RunRecord, input: Input, now: number): RunRecord {
  const result = advance(record, input, now);
  return result.kind === 'moved' ? result.record : record;
}

function holdsDue(record: RunRecord, now: number): void {
  if (isEnded(record.phase)) return;
  const due = dueAt(record, now);
  assert.ok(due !== undefined && due <= (deadlineOf(record) ?? 0), `${record.phase} is not due in time`);
}

function wander(
  start: RunRecord,
  steps: readonly { input: Input; passes: number; lost: boolean }[],
): { record: RunRecord; now: number } {
  let [record, now] = [start, T0];
  for (const { input, passes, lost } of steps) {
    now += passes;
    const next = moved(record, input, now);
    if (!lost) record = next;
    holdsDue(record, now);
  }
  return { record, now };
}

const start = fc.constantFrom(draft(), draft({ verdict: TWO_PEOPLE }), draft({ oneShot: true }), draft(RAMP));

/** An alert is expected, so that it is silenced. */
const promised = plan({
  manifest: {
    ...plan().manifest,
    metadata: { ...plan().manifest.metadata, annotations: { [CONTRACT]: 'must CheckoutSlow' } },
  },
});

const rampPlan = plan({ ...promised, ...RAMP });

/** The first step of a ramp is clean. */
const rampOpening: readonly Input[] = [
  { kind: 'request', by: ana, digest: plan().digest },
  { kind: 'checked', plan: rampPlan, asked: [] },
  { kind: 'posted', message: 'card', channel: 'C1', ts: '1.1', shown: 'h', facts: 1 },
  { kind: 'gate', latch: 'open', plan: rampPlan, hearsAlerts: true, silences: true, annotates: true },
  { kind: 'created', object: object({ resourceVersion: '0', name: 'delay-web-r-234567-s1' }) },
  { kind: 'gone', uid: 'uid-1' },
  { kind: 'proved', proof: { at: T0, complete: true, targets: [] } },
];

/** Many walks begin where it becomes interesting. */
const opening = fc.constantFrom<readonly Input[]>(
  [],
  [
    { kind: 'request', by: ana, digest: plan().digest },
    { kind: 'checked', plan: promised, asked: [] },
    { kind: 'posted', message: 'card', channel: 'C1', ts: '1.1', shown: 'h', facts: 1 },
    { kind: 'gate', latch: 'open', plan: plan(), hearsAlerts: true, silences: true, annotates: true },
    { kind: 'created', object: object({ resourceVersion: '0' }) },
  ],
  rampOpening,
);

test('every open record is due by its deadline, and ticks alone lead it to an end or to stuck', () => {
  fc.assert(
    fc.property(start, opening, fc.array(step, { maxLength: 25 }), (first, inputs, steps) => {
      const begun = inputs.reduce((record, one) => moved(record, one, T0), first);
      let { record, now } = wander(begun, steps);
      for (let ticks = 0; !isEnded(record.phase) && record.phase !== 'stuck'; ticks += 1) {
        assert.ok(ticks < 20, `still ${record.phase} after twenty deadlines`);
        now = Math.max(now, deadlineOf(record) ?? now);
        record = moved(record, { kind: 'tick' }, now);
      }
      if (record.phase === 'stuck' && posted(record, 'card')) assert.ok(calls(record), 'nobody is called');
    }),
    { numRuns: 1_500 },
  );
});

/** Somebody is being mentioned, or has been. */
function calls(record: RunRecord): boolean {
  const keys = wanted(record).map(({ effect }) => effectKey(effect));
  const called = Object.keys(record.messages).some((key) => key.startsWith('reply:stuck'));
  return called || keys.some((key) => key.startsWith('post:reply:stuck'));
}

test('recovered is never reached without a complete proof, and no injection begins without a card', () => {
  fc.assert(
    fc.property(start, fc.array(step, { maxLength: 40 }), (first, steps) => {
      let record = first;
      let now = T0;
      for (const { input, passes } of steps) {
        now += Math.abs(passes);
        const wants = wanted(record).some(({ effect }) => effect.kind === 'gate');
        if (wants) assert.ok(posted(record, 'card'), 'the gate is open without a card');
        record = moved(record, input, now);
        if (record.phase === 'recovered') assert.equal(record.proof?.complete, true);
      }
    }),
    { numRuns: 1_500 },
  );
});

test('an ended run never opens again', () => {
  fc.assert(
    fc.property(start, fc.array(step, { maxLength: 40 }), (first, steps) => {
      let record = first;
      let now = T0;
      for (const { input, passes } of steps) {
        now += passes;
        const next = moved(record, input, now);
        if (isEnded(record.phase)) assert.equal(next.phase, record.phase);
        record = next;
      }
    }),
    { numRuns: 1_000 },
  );
});
