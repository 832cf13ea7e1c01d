// Alerts of a run: what surprises, what a surprise leads to, who may keep a run going, and what the contract comes to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expected } from '../../../src/chaos/alert-contract.ts';
import { advance } from '../../../src/runs/advance.ts';
import { alertFactsOf } from '../../../src/runs/alert-facts.ts';
import { MOST_SEEN, type OnSurprise, type SeenAlert } from '../../../src/runs/alerts.ts';
import { deadlineOf } from '../../../src/runs/deadlines.ts';
import type { Input } from '../../../src/runs/input.ts';
import { stale, unposted } from '../../../src/runs/messages.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { wanted } from '../../../src/runs/wanted.ts';
import { after, ana, ben, CARD, draft, object, plan, T0, target, untilStarting } from './sample-run.ts';

const SECOND = 1_000;
const CONTRACT = 'must CheckoutSlow within 60s; may WebRestarts*; never PagerStorm';

function running(annotation = CONTRACT): RunRecord {
  const { manifest } = plan();
  const metadata = { ...manifest.metadata, annotations: { 'faultline.dev/alerts': annotation } };
  const promised = { manifest: { ...manifest, metadata } };
  const inputs = untilStarting().map((input): Input => {
    const planned = 'plan' in input ? { ...input, plan: { ...input.plan, ...promised } } : input;
    return planned.kind === 'gate' ? { ...planned, hearsAlerts: true } : planned;
  });
  const injected = object({
    createdAt: T0 + 5 * SECOND,
    records: [target('shop/web-a', 'Injected', [1, 0])],
  });
  return after(
    draft(promised),
    ...inputs,
    { kind: 'created', object: injected },
    { kind: 'seen', object: injected },
  );
}

const BEGAN = T0 + 5 * SECOND;
let batches = 0;

interface Told {
  readonly expected?: Expected;
  readonly afterSeconds?: number;
  readonly resolvedAfterSeconds?: number;
  readonly score?: number;
}

function alert(name: string, told: Told = {}): Omit<SeenAlert, 'heardAt'> {
  const { expected = 'none', afterSeconds = 10, resolvedAfterSeconds, score = 80 } = told;
  const startedAt = BEGAN + afterSeconds * SECOND;
  const over =
    resolvedAfterSeconds === undefined ? {} : { resolvedAt: BEGAN + resolvedAfterSeconds * SECOND };
  return { key: `a:${name}:${startedAt}`, name, why: 'same workload', score, startedAt, expected, ...over };
}

function heard(alerts: readonly Omit<SeenAlert, 'heardAt'>[], onSurprise: OnSurprise = 'ask'): Input {
  batches += 1;
  return { kind: 'alerts', cursor: `${batches}-0`, heard: alerts, more: 0, onSurprise };
}

function moved(record: RunRecord, input: Input, afterSeconds = 12): RunRecord {
  const step = advance(record, input, BEGAN + afterSeconds * SECOND);
  if (step.kind === 'refused') throw new Error(step.refusal.kind);
  return step.kind === 'moved' ? step.record : record;
}

function surprised(onSurprise: OnSurprise): RunRecord {
  return moved(running(), heard([alert('CheckoutErrors')], onSurprise));
}

test('a run begins to hear alerts when it starts, and where nobody tells of any it has none', () => {
  assert.deepEqual(running().alerts, { cursor: '0-0', seen: [] });
  assert.ok(wanted(running()).some(({ effect }) => effect.kind === 'alerts'));
  const deaf = after(draft(), ...untilStarting());
  assert.equal(deaf.alerts, undefined);
  assert.ok(!wanted(deaf).some(({ effect }) => effect.kind === 'alerts'));
});

test('an unexpected alert in production stops the run at once', () => {
  const { phase, stop } = surprised('stop');
  assert.deepEqual([phase, stop?.why, stop?.reason], ['recovering', 'alert', 'CheckoutErrors']);
});

test('elsewhere a person has thirty seconds to keep it, then it stops', () => {
  const asking = surprised('ask');
  assert.equal(asking.phase, 'running');
  assert.equal(deadlineOf(asking), BEGAN + 42 * SECOND);
  assert.deepEqual(unposted(after(asking, CARD)).slice(0, 1), ['reply:surprise-1']);
  const late = moved(asking, { kind: 'tick' }, 42);
  assert.deepEqual([late.phase, late.stop?.why], ['recovering', 'alert']);
});

test('a run that somebody kept goes on, and the next surprise is a reply of its own', () => {
  const kept = moved(surprised('ask'), { kind: 'keep', by: ana, why: 'an old page' });
  assert.equal(moved(kept, { kind: 'tick' }, 60).phase, 'running');
  const again = moved(kept, heard([alert('CartErrors', { afterSeconds: 20 })]), 21);
  assert.equal(again.alerts?.surprise?.nth, 2);
  assert.equal(moved(again, { kind: 'tick' }, 52).phase, 'recovering');
});

test('only who asked for it, or could have voted, keeps a run going', () => {
  const step = advance(surprised('ask'), { kind: 'keep', by: ben }, BEGAN);
  assert.deepEqual(step, { kind: 'refused', refusal: { kind: 'not-yours' } });
});

test('what is said to be not related stops nothing, and is no surprise any more', () => {
  const ruled = moved(surprised('ask'), { kind: 'rule', by: ana, related: false });
  assert.equal(moved(ruled, { kind: 'tick' }, 60).phase, 'running');
  assert.deepEqual(alertFactsOf(ruled)?.unexpected, []);
  const back = moved(ruled, { kind: 'rule', by: ana, related: true }, 50);
  assert.equal(alertFactsOf(back)?.unexpected.length, 1);
  assert.equal(back.alerts?.surprise?.stopAt, BEGAN + 80 * SECOND);
});

test('what comes after an answer is a reply of its own, since an edit calls nobody', () => {
  const ruled = moved(surprised('ask'), { kind: 'rule', by: ana, related: false });
  const again = moved(ruled, heard([alert('CartErrors', { afterSeconds: 20 })]), 21);
  assert.equal(again.alerts?.surprise?.nth, 2);
  assert.equal(again.alerts?.surprise?.stopAt, BEGAN + 51 * SECOND);
});

test('a flood joins one reply, and the record stays small', () => {
  const names = Array.from({ length: 500 }, (_, index) => `Storm${index}`);
  const flooded = moved(surprised('ask'), heard(names.map((name) => alert(name))));
  assert.equal(flooded.alerts?.surprise?.nth, 1);
  assert.equal(flooded.alerts?.seen.length, MOST_SEEN);
  assert.equal(flooded.alerts?.more, 481);
  assert.ok(JSON.stringify(flooded).length < 20_000);
});

test('what was promised outlasts the flood in the record', () => {
  const slow = alert('CheckoutSlow', { expected: 'must', score: 30 });
  const names = Array.from({ length: 60 }, (_, index) => alert(`Storm${index}`, { score: 100 }));
  const flooded = moved(moved(running(), heard([slow])), heard(names, 'tell'));
  assert.ok(flooded.alerts?.seen.some(({ name }) => name === 'CheckoutSlow'));
});

test('what burned before the fault began is told as such, and surprises nobody', () => {
  const before = moved(running(), heard([alert('Old', { afterSeconds: -60 })], 'stop'));
  assert.equal(before.phase, 'running');
  assert.deepEqual(
    alertFactsOf(before)?.before.map(({ name }) => name),
    ['Old'],
  );
});

test('a clock in the future makes no alert later than it was heard', () => {
  const early = moved(running(), heard([alert('Ahead', { afterSeconds: 86_400 })]));
  assert.equal(early.alerts?.seen[0]?.startedAt, BEGAN + 12 * SECOND);
});

test('news of an alert changes what its reply says', () => {
  const asking = moved(surprised('ask'), {
    kind: 'posted',
    message: 'reply:surprise-1',
    channel: 'C1',
    ts: '2.2',
    shown: 'h',
    facts: surprised('ask').facts,
  });
  const surprises = (record: RunRecord) => stale(record).filter(({ key }) => key !== 'card');
  assert.deepEqual(surprises(asking), []);
  const over = moved(asking, heard([alert('CheckoutErrors', { resolvedAfterSeconds: 15 })]), 16);
  assert.deepEqual(
    surprises(over).map(({ key }) => key),
    ['reply:surprise-1'],
  );
});

test('the same batch twice is no news', () => {
  const input = heard([alert('CheckoutErrors')]);
  const once = moved(running(), input);
  assert.deepEqual(advance(once, input, BEGAN + 20 * SECOND), { kind: 'same' });
});

/** The run after its planned end, with everything proven. */
function ended(record: RunRecord): RunRecord {
  const end = BEGAN + 121 * SECOND;
  const ending = record.phase === 'running' ? moved(record, { kind: 'tick' }, 121) : record;
  const verifying = moved(ending, { kind: 'gone', uid: 'uid-1' }, 122);
  return moved(verifying, { kind: 'proved', proof: { at: end, complete: true, targets: [] } }, 123);
}

test('a contract that was kept is a verdict: passed', () => {
  const facts = alertFactsOf(ended(moved(running(), heard([alert('CheckoutSlow', { expected: 'must' })]))));
  assert.equal(facts?.verdict, 'passed');
  assert.deepEqual(
    facts?.clauses.map(({ name, kept, firedAfterMs }) => [name, kept, firedAfterMs]),
    [
      ['CheckoutSlow', 'kept', 10_000],
      ['PagerStorm', 'kept', undefined],
    ],
  );
});

test('an alert that had to fire and did not, or came late, or must not fire and did, is a breach', () => {
  const slow = alert('CheckoutSlow', { expected: 'must', afterSeconds: 90 });
  const storm = alert('PagerStorm', { expected: 'never' });
  assert.equal(alertFactsOf(ended(running()))?.verdict, 'breached');
  assert.equal(alertFactsOf(ended(moved(running(), heard([slow]), 91)))?.verdict, 'breached');
  assert.equal(
    alertFactsOf(ended(moved(running('never PagerStorm'), heard([storm], 'tell'))))?.verdict,
    'breached',
  );
});

test('a fault that was cut short says nothing of an alert that had more time to fire', () => {
  const stopped = moved(running(), { kind: 'stop', by: ana }, 20);
  const facts = alertFactsOf(ended(stopped));
  assert.equal(facts?.verdict, 'inconclusive');
  assert.equal(facts?.clauses[0]?.kept, 'unknown');
});

test('without a promise and without a surprise there is no verdict', () => {
  assert.equal(alertFactsOf(ended(running('')))?.verdict, undefined);
});

test('how long an alert took to fire and to go is known of each', () => {
  const slow = alert('CheckoutSlow', { expected: 'must', afterSeconds: 41 });
  const over = alert('CheckoutSlow', { expected: 'must', afterSeconds: 41, resolvedAfterSeconds: 130 });
  const run = moved(moved(running(), heard([slow]), 42), heard([over]), 131);
  const [clause] = alertFactsOf(run)?.clauses ?? [];
  assert.deepEqual([clause?.firedAfterMs, clause?.lastedMs], [41_000, 89_000]);
});

test('alerts are heard for a while after the end, then no more', () => {
  const over = moved(ended(running()), { ...heard([]), over: true } as Input, 900);
  assert.ok(!wanted(over).some(({ effect }) => effect.kind === 'alerts'));
});

test('nobody else takes an alert out of a run, and so its stop away', () => {
  const step = advance(surprised('ask'), { kind: 'rule', by: ben, related: false }, BEGAN);
  assert.deepEqual(step, { kind: 'refused', refusal: { kind: 'not-yours' } });
  const run = surprised('ask');
  const paged = { ...run, ...(run.alerts && { alerts: { ...run.alerts, onCall: [ben.id] } }) };
  assert.equal(advance(paged, { kind: 'rule', by: ben, related: false }, BEGAN).kind, 'moved');
});

test('a press under an older surprise says nothing of the newest one', () => {
  const kept = moved(surprised('ask'), { kind: 'keep', by: ana, nth: 1 });
  const again = moved(kept, heard([alert('CartErrors', { afterSeconds: 20 })]), 21);
  for (const kind of ['rule', 'keep'] as const) {
    const step = advance(again, { kind, by: ana, related: false, nth: 1 }, BEGAN);
    assert.deepEqual(step, { kind: 'refused', refusal: { kind: 'not-now' } });
  }
});

test('what begins long after the end is no breach, and no contract is kept by it', () => {
  const over = ended(running());
  const late = [
    alert('BadDeploy', { afterSeconds: 600 }),
    alert('CheckoutSlow', { expected: 'must', afterSeconds: 600 }),
  ];
  const facts = alertFactsOf(moved(over, heard(late), 601));
  assert.deepEqual(facts?.unexpected, []);
  assert.equal(facts?.clauses[0]?.kept, 'broken');
});

test('the verdict is not told before what had to fire has had time to arrive', () => {
  const card = (record: RunRecord): RunRecord => ({
    ...record,
    messages: { ...record.messages, ...after(record, CARD).messages },
  });
  const over = card(ended(running()));
  assert.ok(!unposted(over).includes('reply:verdict'));
  assert.ok(
    wanted(over).some(({ effect, at }) => effect.kind === 'alerts' && at === over.since + 35 * SECOND),
  );
  const settled = moved(over, { ...heard([]), settled: true } as Input, 160);
  assert.ok(unposted(settled).includes('reply:verdict'));
  const fired = moved(over, heard([alert('CheckoutSlow', { expected: 'must', afterSeconds: 55 })]), 125);
  assert.ok(unposted(fired).includes('reply:verdict'));
  assert.equal(alertFactsOf(fired)?.verdict, 'passed');
});

test('many old episodes do not push out the one by which a contract is judged', () => {
  const old = Array.from({ length: 25 }, (_, index) =>
    alert('CheckoutSlow', { expected: 'must', afterSeconds: -60 - index }),
  );
  const crowded = moved(running(), heard(old));
  const fired = moved(crowded, heard([alert('CheckoutSlow', { expected: 'must', afterSeconds: 20 })]), 21);
  assert.equal(alertFactsOf(fired)?.clauses[0]?.kept, 'kept');
});

test('a cluster whose clock is behind makes no older alert a surprise', () => {
  const behind = object({
    createdAt: BEGAN - 60 * SECOND,
    records: [target('shop/web-a', 'Injected', [1, 0])],
  });
  const inputs = untilStarting().map(
    (input): Input => (input.kind === 'gate' ? { ...input, hearsAlerts: true } : input),
  );
  const run = after(
    draft(),
    ...inputs,
    { kind: 'created', object: behind },
    { kind: 'seen', object: behind },
  );
  const told = moved(run, heard([alert('Old', { afterSeconds: -45 })], 'stop'));
  assert.equal(told.phase, 'running');
});

test('what an alert said when it fired stays, whatever it says when it is over', () => {
  const fired = { ...alert('Slow'), summary: 'p99 is 377 ms' };
  const over = { ...alert('Slow', { resolvedAfterSeconds: 40 }), summary: 'p99 is 59 ms' };
  const record = after(running(), heard([fired], 'tell'), heard([over], 'tell'));
  const [seen] = record.alerts?.seen ?? [];
  assert.deepEqual([seen?.summary, seen?.resolvedAt], ['p99 is 377 ms', BEGAN + 40 * SECOND]);
});
