// Whether a run may start, go on, or must be stopped by what its signals show now.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, type NoDataCause, noData } from '../../../src/signals/answer.ts';
import { burnRate } from '../../../src/signals/burn-rate.ts';
import { gate } from '../../../src/signals/gate.ts';
import type { Sample } from '../../../src/signals/sample.ts';
import type { Signal } from '../../../src/signals/signal.ts';
import { stopWanted } from '../../../src/signals/stop.ts';
import { before, errors, from, latency, STEP_SECONDS, times, watched } from './watch.ts';

function answerOf(...points: readonly Sample[][]): Answer {
  return { kind: 'series', series: points.map((one) => ({ labels: {}, points: one })) };
}

function ask(answer: Answer, signal: Signal = latency, more: object = {}) {
  return gate({ signal, answer, atMs: 0, stepSeconds: STEP_SECONDS, ...more });
}

test('a gate is open while the signal is good', () => {
  const now = { atMs: 0, value: 480, limit: 500 };
  assert.deepEqual(ask(answerOf(from(0, 480))), { state: 'open', mayStart: true, now });
});

test('nothing starts while it is already burning', () => {
  const now = { atMs: 0, value: 501, limit: 500 };
  assert.deepEqual(ask(answerOf(from(0, 501))), { state: 'burning', mayStart: false, now });
});

test('of several series the worst one counts', () => {
  assert.equal(ask(answerOf(from(0, 100), from(0, 900), from(0, 200))).state, 'burning');
  const ready: Signal = { ...latency, worse: 'lower', limit: { kind: 'absolute', value: 2 } };
  assert.equal(ask(answerOf(from(0, 3), from(0, 1)), ready).state, 'burning');
});

const causes: readonly NoDataCause[] = [
  'unreachable',
  'timeout',
  'auth',
  'empty',
  'too-much',
  'server-error',
];

for (const cause of causes) {
  test(`without data because of ${cause} nothing starts, unless the signal says that it may`, () => {
    const answer = noData(cause, 'Told.');
    assert.deepEqual(ask(answer), { state: 'no-data', mayStart: false, cause });
    assert.equal(ask(answer, { ...latency, startWithoutData: true }).mayStart, true);
  });
}

test('a value that is no number, or old, or not there is no data', () => {
  const causeOf = (answer: Answer) => {
    const answered = ask(answer);
    return answered.state === 'no-data' ? answered.cause : answered.state;
  };
  assert.equal(causeOf(answerOf(from(-5, 300, null))), 'not-a-number');
  assert.equal(causeOf(answerOf(from(-15, 300))), 'empty');
  assert.equal(causeOf(answerOf([])), 'empty');
});

test('a relative limit needs its baseline to open the gate', () => {
  const twice: Signal = { ...latency, limit: { kind: 'times-baseline', factor: 2 } };
  const answer = answerOf(from(0, 300));
  assert.deepEqual(ask(answer, twice), { state: 'no-data', mayStart: false, cause: 'no-baseline' });
  const baseline = { median: 200, low: 190, high: 210, count: 12 };
  assert.equal(ask(answer, twice, { baseline }).state, 'open');
});

test('a budget that is being spent too fast closes the gate, one that was not watched long enough too', () => {
  const seen = (value: number) => answerOf(from(-60, ...times(13, value)));
  const burning = ask(seen(20), errors);
  assert.equal(burning.state === 'burning' && burning.burnRate?.toFixed(6), '20.000000');
  assert.equal(ask(seen(5), errors).state, 'open');
  assert.deepEqual(ask(answerOf(from(0, 5)), errors), {
    ...{ state: 'no-data', mayStart: false, cause: 'window-unseen' },
  });
});

const rates: readonly (readonly [Signal['unit'], number, number, number])[] = [
  ['ratio', 0.001, 99.9, 1],
  ['%', 0.1, 99.9, 1],
  ['%', 1.44, 99.9, 14.4],
  ['%', 100, 99, 100],
];

for (const [unit, value, objectivePercent, expected] of rates) {
  test(`${value} ${unit} of errors spend a budget of ${objectivePercent} % at ${expected} times its pace`, () => {
    const measure = { unit, burnRate: { objectivePercent, factor: 1, windowSeconds: 30 } };
    const rate = burnRate(measure, from(-30, ...times(7, value)), 0, STEP_SECONDS);
    assert.equal(rate?.toFixed(9), expected.toFixed(9));
  });
}

test('a burn rate over a window that was seen in part is unknown', () => {
  const measure = { unit: '%' as const, burnRate: { objectivePercent: 99, factor: 1, windowSeconds: 60 } };
  assert.equal(burnRate(measure, from(-20, ...times(5, 50)), 0, STEP_SECONDS), undefined);
});

function soFar(second: number, samples: readonly Sample[], signal: Signal = latency) {
  const atMs = second * 1000;
  const seen = watched(samples, signal);
  return stopWanted({ ...seen, times: { ...seen.times, endedAtMs: atMs, untilMs: atMs } });
}

test('a breach stops the fault as soon as it has lasted, where the signal says so', () => {
  const samples = [...before, ...from(0, 220, 900, 900, 900, 900)];
  assert.equal(soFar(15, samples), undefined);
  assert.equal(soFar(20, samples)?.atMs, 5000);
  assert.equal(soFar(20, samples, { ...latency, stopOnBreach: false }), undefined);
});

test('a budget spent too fast stops the fault', () => {
  const samples = [...from(-60, ...times(12, 0)), ...from(0, ...times(5, 15))];
  assert.equal(soFar(20, samples, errors)?.because, 'burn-rate');
});

test('silence stops the fault only where it is as bad as a breach, and only when it lasts', () => {
  const strict: Signal = { ...latency, noData: 'breach' };
  assert.equal(soFar(60, before), undefined);
  assert.equal(soFar(10, before, strict), undefined);
  assert.equal(soFar(30, from(0, 220, 220, 220, 220), strict), undefined);
  assert.deepEqual(soFar(31, from(0, 220, 220, 220, 220), strict), {
    ...{ because: 'no-data', atMs: 15_000, cause: 'empty' },
  });
});
