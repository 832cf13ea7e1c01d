import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountWords } from '../../../src/signals/amount-words.ts';
import { chartOf, chartsOf } from '../../../src/signals/charts.ts';
import type { Picture } from '../../../src/signals/picture/picture.ts';
import { sentenceOf } from '../../../src/signals/picture/sentence.ts';
import { measuredRun } from '../../golden/alert-samples.ts';
import { fc } from '../../seeded.ts';
import { before, errors, from, latency, times, watched } from './watch.ts';

const STEP_MS = 5_000;
const START = Date.UTC(2026, 10, 22, 11);

/** Five minutes before the fault, two of it, one after. */
function pictureOf(values: readonly (number | null)[], more: Partial<Picture> = {}): Picture {
  const points = values.map((value, step) => [START + step * STEP_MS, value] as const);
  return {
    ...{ title: 'p99', unit: 'ms', from: START, to: START + 480_000, marks: [] },
    ...{ series: [{ name: 'p99', points }], fault: { from: START + 300_000, to: START + 420_000 } },
    ...more,
  };
}

test('a chart has the worst moment, what was before and the limit, in twenty points', () => {
  const values = times(96, 240).with(70, 1_900.4).with(10, 5_000);
  const chart = chartOf(pictureOf(values, { threshold: { value: 500, side: 'above' } }), 'checkout p99');
  assert(chart);
  const { points, ...rest } = chart;
  assert.equal(points.length, 20);
  assert.ok(points.some(([at, value]) => at === START + 70 * STEP_MS && value === 1_900));
  assert.deepEqual(rest, {
    ...{ title: 'checkout p99', unit: 'ms', before: 240, limit: 500 },
    fault: { from: START + 300_000, to: START + 420_000 },
  });
});

test('the time before the fault takes no more of a chart than the fault and what followed', () => {
  const chart = chartOf(pictureOf(times(96, 240)), 'p99');
  const earlier = chart?.points.filter(([at]) => at < START + 300_000).length ?? 0;
  assert.ok(earlier >= 5 && earlier <= 11, `${earlier} points`);
});

test('times without a value are left out of a chart, and without any there is none', () => {
  const chart = chartOf(pictureOf([...times(60, 200), null, 900, null, 300]), 'p99');
  assert.deepEqual(chart?.points.slice(-2), [
    [START + 61 * STEP_MS, 900],
    [START + 63 * STEP_MS, 300],
  ]);
  assert.equal(chartOf(pictureOf([null, null]), 'p99'), undefined);
  assert.equal(chartOf(pictureOf([]), 'p99'), undefined);
});

test('a record keeps two charts of a run, of signals that were breached before others', () => {
  const seen = watched([...before, ...from(0, ...times(12, 900))]);
  const calm = { ...seen, signal: { ...latency, name: 'rate' } };
  const breached = { ...seen, signal: { ...errors, name: 'p99', title: 'checkout p99' } };
  const silent = { ...seen, signal: { ...latency, name: 'cart' }, samples: [] };
  const { signals } = measuredRun;
  assert(signals);
  const record = { ...measuredRun, signals: { ...signals, from: -60_000 } };
  const charts = chartsOf(record, [silent, calm, seen, breached]);
  assert.deepEqual(
    [...charts].map(([{ signal }, { title }]) => [signal.name, title]),
    [
      ['p99', 'checkout p99'],
      ['rate', 'rate'],
    ],
  );
  assert.ok(JSON.stringify([...charts.values()]).length < 1_500);
});

test('what a chart says in numbers its sentence says too, whatever was measured', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ min: 0.01, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 96 }),
      fc.double({ min: 1, max: 1e6, noNaN: true }),
      (values, limit) => {
        const picture = pictureOf(values, { threshold: { value: limit, side: 'above' } });
        const chart = chartOf(picture, 'p99');
        const words = sentenceOf(picture);
        const during = (chart?.points ?? []).filter(([at]) => at >= START + 300_000 && at <= START + 420_000);
        const worst = during.length === 0 ? [] : [Math.max(...during.map(([, value]) => value))];
        const levels = [chart?.before, chart?.limit, ...worst].filter((value) => value !== undefined);
        for (const level of levels) assert.ok(words.includes(amountWords(level, 'ms')), `${level}: ${words}`);
      },
    ),
  );
});
