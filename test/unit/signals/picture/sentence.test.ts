import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Picture } from '../../../../src/signals/picture/picture.ts';
import { sentenceOf } from '../../../../src/signals/picture/sentence.ts';

const at = (clock: string): number => Date.parse(`2026-11-22T${clock}Z`);
const points = [
  [at('11:00:00'), 238],
  [at('11:01:00'), 240],
  [at('11:02:00'), 900],
  [at('11:03:00'), 240],
  [at('11:04:10'), 1_900],
  [at('11:06:00'), 700],
  [at('11:09:00'), 260],
] as const;
const picture: Picture = {
  title: 'checkout p99',
  unit: 'ms',
  from: at('11:00:00'),
  to: at('11:10:00'),
  series: [{ name: 'checkout', points }],
  fault: { from: at('11:04:00'), to: at('11:08:00') },
  threshold: { value: 500, side: 'above' },
  marks: [],
};
const { fault: _fault, threshold: _threshold, ...calm } = picture;

const cases: readonly (readonly [string, Picture, string])[] = [
  [
    'before, during and after with the limit',
    picture,
    'checkout p99: 240 ms before, up to 1,900 ms during (at 11:04:10 UTC), 260 ms after; limit 500 ms; fault from 11:04:00 to 11:08:00 UTC.',
  ],
  [
    'a fault that is still in',
    { ...calm, fault: { from: at('11:04:00') } },
    'checkout p99: 240 ms before, up to 1,900 ms since (at 11:04:10 UTC); fault since 11:04:00 UTC.',
  ],
  [
    'a fault at which nothing was measured',
    { ...picture, series: [{ name: 'checkout', points: points.slice(0, 4) }] },
    'checkout p99: 240 ms before, no data during; limit 500 ms; fault from 11:04:00 to 11:08:00 UTC.',
  ],
  ['no fault', calm, 'checkout p99: up to 1,900 ms (at 11:04:10 UTC), 260 ms at the end.'],
  [
    'the lowest where below is bad',
    {
      ...picture,
      threshold: { value: 245.5, side: 'below' },
      series: [{ name: '', points: points.slice(0, 6) }],
    },
    'checkout p99: 240 ms before, down to 700 ms during (at 11:06:00 UTC); limit 246 ms; fault from 11:04:00 to 11:08:00 UTC.',
  ],
  [
    'the furthest from before where nothing says what is bad',
    {
      ...picture,
      threshold: undefined,
      series: [{ name: '', points: points.map(([time, value]) => [time, 2_000 - value] as const) }],
    } as unknown as Picture,
    'checkout p99: 1,760 ms before, down to 100 ms during (at 11:04:10 UTC), 1,740 ms after; fault from 11:04:00 to 11:08:00 UTC.',
  ],
  [
    'no data',
    { ...picture, series: [{ name: 'checkout', points: [[at('11:01:00'), null]] }] },
    'checkout p99: no data from 11:00:00 to 11:10:00 UTC; limit 500 ms; fault from 11:04:00 to 11:08:00 UTC.',
  ],
  [
    'two series, one of them silent, with baseline and alert',
    {
      ...calm,
      series: [...picture.series, { name: 'cart', points: [] }],
      baseline: { low: 220, high: 260 },
      marks: [{ at: at('11:05:00'), label: 'Slow firing', kind: 'alert' }],
    },
    'checkout p99: checkout up to 1,900 ms (at 11:04:10 UTC), 260 ms at the end; cart no data; usual 220 ms to 260 ms; alert Slow firing at 11:05:00 UTC.',
  ],
];

for (const [what, shown, sentence] of cases) {
  test(`the sentence of a picture tells ${what}`, () => assert.equal(sentenceOf(shown), sentence));
}

test('the sentence fits where Slack takes alternative text, whatever it is about', () => {
  const long = 'x'.repeat(5_000);
  const series = Array.from({ length: 40 }, () => ({ name: long, points }));
  const marks = [{ at: at('11:05:00'), label: long, kind: 'alert' as const }];
  const sentence = sentenceOf({ ...picture, title: long, unit: long, series, marks });
  assert.ok([...sentence].length <= 1_000, `${[...sentence].length}`);
  assert.match(sentence, /\.$/);
});
