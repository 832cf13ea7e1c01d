// What a signal is worth in the end: passed, breached or inconclusive, and how long it took to be good again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noData } from '../../../src/signals/answer.ts';
import { baselineOf } from '../../../src/signals/baseline.ts';
import { isTooFast } from '../../../src/signals/burn-rate.ts';
import { judge } from '../../../src/signals/judge.ts';
import type { Sample } from '../../../src/signals/sample.ts';
import type { Limit, Signal } from '../../../src/signals/signal.ts';
import { verdictOf } from '../../../src/signals/verdict.ts';
import { fc } from '../../seeded.ts';
import { before, errors, from, latency, times, watched } from './watch.ts';

const twice: Signal = { ...latency, limit: { kind: 'times-baseline', factor: 2 } };
const calm = [...before, ...from(0, ...times(25, 220))];

test('a signal that stays on the good side passes, with its worst value and the limit it was held against', () => {
  const samples = [...before, ...from(0, ...times(6, 220), 390, ...times(18, 210))];
  assert.deepEqual(judge(watched(samples, twice)), {
    kind: 'passed',
    signal: 'checkout-p99',
    worst: [30_000, 390],
    limit: 400,
    coveredShare: 1,
    recoveredAfterSeconds: 0,
  });
});

test('a value exactly at the limit is good', () => {
  assert.equal(judge(watched(from(0, ...times(25, 500)))).kind, 'passed');
});

test('past the limit for long enough is a breach from the first moment on, with how far and when it was good again', () => {
  const samples = [...before, ...from(0, 220, 220, 900, 1900, 950, ...times(8, 900), 600, ...times(12, 210))];
  assert.deepEqual(judge(watched(samples, twice)), {
    kind: 'breached',
    signal: 'checkout-p99',
    worst: [15_000, 1900],
    limit: 400,
    coveredShare: 1,
    recoveredAfterSeconds: 10,
    breach: { because: 'limit', atMs: 10_000, limit: 400, forSeconds: 55 },
  });
});

test('a blip shorter than the signal allows is no breach', () => {
  assert.equal(judge(watched(from(0, 220, 900, 900, 900, ...times(21, 220)))).kind, 'passed');
  assert.equal(judge(watched(from(0, 220, 900, 900, 900, 900, ...times(20, 220)))).kind, 'breached');
});

test('one missing sample does not end a breach, two in a row do', () => {
  assert.equal(judge(watched(from(0, 900, 900, undefined, 900, ...times(21, 220)))).kind, 'breached');
  const broken = from(0, 900, 900, undefined, undefined, 900, 900, ...times(19, 220));
  assert.equal(judge(watched(broken)).kind, 'passed');
});

test('what goes bad only when the fault is lifted is a breach too', () => {
  const judged = judge(watched(from(0, ...times(14, 220), ...times(6, 900), ...times(5, 220))));
  assert.equal(judged.kind === 'breached' && judged.breach.atMs, 70_000);
  assert.equal(judged.recoveredAfterSeconds, 40);
});

test('a signal that was not seen to recover has no time of recovery', () => {
  const judged = judge(watched(from(0, ...times(25, 900))));
  assert.equal(judged.kind, 'breached');
  assert.equal(judged.recoveredAfterSeconds, undefined);
});

test('good for a moment and bad again has not recovered in between', () => {
  const relapse = [...times(13, 900), ...times(4, 220), ...times(4, 900), ...times(4, 220)];
  assert.equal(judge(watched(from(0, ...relapse))).recoveredAfterSeconds, 45);
});

test('lower is worse where the signal says so', () => {
  const ready: Signal = { ...latency, worse: 'lower', limit: { kind: 'times-baseline', factor: 0.5 } };
  const judged = judge(
    watched([...from(-60, ...times(12, 4)), ...from(0, 4, 1, 1, 1, 1, ...times(20, 4))], ready),
  );
  assert.equal(judged.kind, 'breached');
  assert.deepEqual(judged.worst, [5000, 1]);
  assert.equal(judged.limit, 2);
});

const limits: readonly (readonly [string, Limit, Partial<Signal>, number | undefined])[] = [
  ['a number', { kind: 'absolute', value: 7 }, {}, 7],
  ['a multiple', { kind: 'times-baseline', factor: 1.5 }, {}, 300],
  ['a multiple with a floor above it', { kind: 'times-baseline', factor: 1.5, bound: 350 }, {}, 350],
  ['a multiple with a floor below it', { kind: 'times-baseline', factor: 1.5, bound: 250 }, {}, 300],
  ['a fraction with a ceiling', { kind: 'times-baseline', factor: 0.5, bound: 80 }, { worse: 'lower' }, 80],
  ['points above', { kind: 'points-off-baseline', delta: 30 }, {}, 230],
  ['points below', { kind: 'points-off-baseline', delta: 30 }, { worse: 'lower' }, 170],
];

for (const [what, limit, more, expected] of limits) {
  test(`a limit that is ${what} is worked out from the baseline`, () => {
    assert.equal(judge(watched(calm, { ...latency, ...more, limit })).limit, expected);
  });
}

test('a relative limit without a baseline is inconclusive', () => {
  const judged = judge(watched(from(0, ...times(25, 220)), twice));
  assert.equal(judged.kind === 'inconclusive' && judged.reason, 'no-baseline');
});

test('a multiple of a baseline of zero is no limit, unless it says how strict it gets', () => {
  const samples = [...from(-60, ...times(12, 0)), ...from(0, ...times(25, 0.4))];
  const judged = judge(watched(samples, twice));
  assert.equal(judged.kind === 'inconclusive' && judged.reason, 'baseline-zero');
  const bounded: Signal = { ...twice, limit: { kind: 'times-baseline', factor: 2, bound: 1 } };
  assert.equal(judge(watched(samples, bounded)).kind, 'passed');
});

test('no data is inconclusive and says why, however good it was before and after', () => {
  const seen = {
    ...watched([...before, ...from(65, ...times(12, 200))]),
    noData: noData('timeout', 'Slow.'),
  };
  const judged = judge(seen);
  assert.equal(judged.kind === 'inconclusive' && judged.reason, 'no-data');
  assert.equal(judged.kind === 'inconclusive' && judged.cause, 'timeout');
});

test('what was measured shortly before and after the fault is no data of it', () => {
  const judged = judge(watched([...from(-1, 220), ...from(61, ...times(10, 220))]));
  assert.equal(judged.kind === 'inconclusive' && judged.reason, 'no-data');
});

test('no data is a breach where the signal says so', () => {
  const judged = judge(watched(before, { ...latency, noData: 'breach' }));
  assert.deepEqual(judged.kind === 'breached' && judged.breach, {
    ...{ because: 'no-data', atMs: 0, cause: 'empty' },
  });
});

test('a fault that was seen only in part is inconclusive, one with a small gap is not', () => {
  const gaps = judge(watched(from(0, 220, 220)));
  assert.equal(gaps.kind === 'inconclusive' && gaps.reason, 'gaps');
  assert.equal(
    judge(watched(from(0, 220, 220, undefined, 220, undefined, ...times(20, 220)))).kind,
    'passed',
  );
});

test('a breach that was seen counts, whatever was not seen', () => {
  assert.equal(judge(watched(from(0, ...times(4, 900)))).kind, 'breached');
});

test('the breach that ended the fault stays one, whatever is measured anew', () => {
  const stoppedBy = { because: 'limit', atMs: 5000, limit: 500, forSeconds: 15 } as const;
  const judged = judge(watched(calm), { stoppedBy });
  assert.equal(judged.kind === 'breached' && judged.breach, stoppedBy);
});

test('how much may go unseen can be said', () => {
  const half = from(0, ...times(6, 220));
  assert.equal(judge(watched(half)).kind, 'inconclusive');
  assert.equal(judge(watched(half), { mostUnseenShare: 0.6 }).kind, 'passed');
});

const sample = fc.tuple(
  fc.integer({ min: -60, max: 120 }).map((second) => second * 1000),
  fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 1000 })),
);
const anySamples = fc
  .array(sample, { maxLength: 60 })
  .map((samples): readonly Sample[] => samples.sort(([a], [b]) => a - b));

test('of a fault nothing or half was seen of, nothing passes', () => {
  fc.assert(
    fc.property(anySamples, fc.constantFrom('inconclusive', 'breach'), (samples, whenSilent) => {
      const early = samples.filter(([atMs]) => atMs < 0 || atMs > 60_000 || atMs < 25_000);
      for (const limit of [latency.limit, twice.limit])
        assert.notEqual(judge(watched(early, { ...latency, limit, noData: whenSilent })).kind, 'passed');
    }),
  );
});

test('what passed has no value past its limit for as long as makes a breach, and a breach by the limit has', () => {
  fc.assert(
    fc.property(anySamples, (samples) => {
      const judged = judge(watched(samples));
      if (judged.kind === 'passed') assert.ok(judged.coveredShare >= 0.8);
      if (judged.kind === 'breached') assert.ok((judged.worst?.[1] ?? 0) > 500);
      if (judged.kind === 'breached' && judged.breach.because === 'limit')
        assert.ok(judged.breach.forSeconds >= 15 && judged.breach.atMs >= 0);
    }),
  );
});

test('a baseline is the middle and the ends of what was measured, and none of too little', () => {
  const hundred = from(-600, ...Array.from({ length: 101 }, (_, index) => index));
  assert.deepEqual(baselineOf(hundred), { median: 50, low: 5, high: 95, count: 101 });
  assert.equal(baselineOf(from(-60, 1, 2, 3, 4, 5, 6))?.median, 3.5);
  assert.equal(baselineOf(from(-60, 1, null, 2, 3, null, 4)), undefined);
  assert.equal(baselineOf([], 0), undefined);
});

test('an error budget spent too fast is a breach though no value is past the limit', () => {
  const samples = [...from(-60, ...times(12, 0)), ...from(0, ...times(25, 15))];
  const judged = judge(watched(samples, errors));
  assert.equal(judged.kind, 'breached');
  const breach = judged.kind === 'breached' ? judged.breach : undefined;
  assert.equal(breach?.because, 'burn-rate');
  // 15 % of errors are 15 budgets of 1 %; the window of 30 s holds 7 samples, 5 of which make more than ten budgets.
  assert.equal(breach?.atMs, 20_000);
});

test('of a limit passed and a budget spent too fast, the first is the breach', () => {
  const becauseOf = (...values: number[]) => {
    const judged = judge(watched([...from(-60, ...times(12, 0)), ...from(0, ...values)], errors));
    return judged.kind === 'breached' && judged.breach.because;
  };
  assert.equal(becauseOf(...times(8, 15), ...times(17, 60)), 'burn-rate');
  assert.equal(becauseOf(...times(25, 60)), 'limit');
});

test('a budget spent exactly at the pace that is allowed is not spent too fast', () => {
  const rule = { objectivePercent: 99, factor: 10, windowSeconds: 30 };
  assert.equal(isTooFast(10, rule), false);
  assert.equal(isTooFast(10.1, rule), true);
});

test('breached beats inconclusive, inconclusive beats passed, and nothing measured is no verdict', () => {
  const passed = judge(watched(calm));
  const breached = judge(
    watched(from(0, ...times(12, 900), ...times(13, 220)), { ...latency, name: 'second' }),
  );
  const earlier = judge(
    watched(from(0, ...times(12, 900), ...times(13, 220)), { ...latency, name: 'first' }),
  );
  const silent = judge(watched(before));
  assert.equal(verdictOf([]), undefined);
  assert.equal(verdictOf([passed])?.kind, 'passed');
  assert.equal(verdictOf([passed, silent])?.kind, 'inconclusive');
  const verdict = verdictOf([passed, breached, silent, earlier]);
  assert.equal(verdict?.kind, 'breached');
  assert.deepEqual(
    verdict?.breached.map(({ signal }) => signal),
    ['second', 'first'],
  );
  assert.equal(verdict?.recoveredAfterSeconds, 0);
});

test('a run has recovered when the last of its breached signals has', () => {
  const back = (good: number) => judge(watched(from(0, ...times(25 - good, 900), ...times(good, 220))));
  assert.equal(verdictOf([back(8), back(10)])?.recoveredAfterSeconds, 25);
  assert.equal(verdictOf([back(8), back(1)])?.recoveredAfterSeconds, undefined);
});

test('what is measured in the rest between two steps of a ramp is nobody’s breach, and no gap either', () => {
  const samples = [...before, ...from(0, ...times(5, 220), ...times(8, 900), ...times(12, 220))];
  const seen = watched(samples);
  assert.equal(judge(seen).kind, 'breached');
  const rested = { ...seen, times: { ...seen.times, rests: [{ fromMs: 24_000, toMs: 66_000 }] } };
  const judged = judge(rested);
  assert.deepEqual([judged.kind, judged.worst?.[1], judged.coveredShare], ['passed', 220, 1]);
});
