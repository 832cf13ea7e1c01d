import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pngOf, svgOf } from '../../../../src/signals/picture/draw.ts';
import type { Picture } from '../../../../src/signals/picture/picture.ts';

const from = Date.parse('2026-11-22T23:30:00Z');
const minute = 60_000;
const picture: Picture = {
  title: 'checkout p99',
  unit: 'ms',
  from,
  to: from + 60 * minute,
  series: [
    { name: 'checkout', points: Array.from({ length: 61 }, (_, step) => [from + step * minute, 240 + step]) },
  ],
  marks: [],
};

test('the axis tells the time in UTC and says so', () => {
  const words = wordsOf(picture);
  assert.ok(words.includes('2026-11-22 to 2026-11-23, UTC'));
  assert.ok(words.includes('23:30') && words.includes('00:00'));
});

test('everything that is drawn is named, with its numbers', () => {
  const words = wordsOf({
    ...picture,
    baseline: { low: 200, high: 260 },
    fault: { from: from + 10 * minute, to: from + 20 * minute },
    threshold: { value: 1_500, side: 'above' },
    marks: [
      { at: from + 10 * minute, label: 'injecting', kind: 'phase' },
      { at: from + 12 * minute, label: 'Slow firing', kind: 'alert' },
    ],
  });
  for (const word of [
    'checkout p99',
    'checkout',
    'ms',
    'baseline',
    'baseline 200–260 ms',
    'fault',
    'fault 23:40:00–23:50:00',
    'limit',
    'limit 1,500 ms (above is bad)',
    'injecting',
    'Slow firing',
    'alert',
    'phase',
  ]) {
    assert.ok(words.includes(word), `${word} is not among ${words.join(' | ')}`);
  }
});

test('a picture of nothing says that there is no data', () => {
  for (const series of [[], [{ name: 'a', points: [[from, null] as const] }]]) {
    assert.ok(wordsOf({ ...picture, series }).includes('no data from 23:30:00 to 00:30:00 UTC'));
  }
});

test('text from outside stays text', () => {
  const svg = svgOf({
    ...picture,
    title: '<b>&"',
    series: [{ name: '{a|<script>}\u0000\uffff\ud800', points: picture.series[0]?.points ?? [] }],
    marks: [{ at: from + minute, label: '</text></svg>&lt;', kind: 'alert' }],
  });
  assert.match(svg, /&lt;b&gt;&amp;&quot;|&lt;b&gt;&amp;"/);
  assert.ok(svg.includes('{a|&lt;script&gt;}'));
  assert.ok(svg.includes('&lt;/text&gt;&lt;/svg&gt;&amp;lt;'));
  assert.equal(svg.match(/<\/svg>/g)?.length, 1);
  assert.equal(/[\p{Cs}\uffff]/u.test(svg) || svg.includes('\0'), false);
});

test('more than eight marks are counted, and alerts go before phases', () => {
  const marks = Array.from({ length: 12 }, (_, index) => ({
    at: from + index * 4 * minute,
    label: `mark ${index}`,
    kind: index === 11 ? ('alert' as const) : ('phase' as const),
  }));
  const words = wordsOf({ ...picture, marks });
  assert.ok(words.includes('+4 more marks'));
  assert.deepEqual(
    words.filter((word) => /^mark/.test(word)).toSorted(),
    [0, 1, 11, 2, 3, 4, 5, 6].map((index) => `mark ${index}`),
  );
});

test('a title of more than eighty letters and a label of more than forty are cut', () => {
  const words = wordsOf({
    ...picture,
    title: 'i'.repeat(200),
    series: [{ name: 'n'.repeat(200), points: [] }],
  });
  assert.ok(words.includes(`${'i'.repeat(79)}…`));
  assert.ok(words.includes(`${'n'.repeat(39)}…`));
});

test('numbers and times that no chart can hold still give a picture', () => {
  const odd = [Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e300, 0];
  const points = odd.map((value, step) => [from + step * minute, value] as const);
  const pictures: readonly Picture[] = [
    { ...picture, series: [{ name: 'odd', points }], threshold: { value: Number.NaN, side: 'above' } },
    { ...picture, from: Number.NaN, to: Number.NEGATIVE_INFINITY },
    { ...picture, to: from, fault: { from: from - minute } },
    { ...picture, series: [{ name: 'flat', points: [[from, 0]] }], baseline: { low: 0, high: 0 } },
  ];
  for (const one of pictures) assert.equal(/NaN|Infinity/.test(svgOf(one)), false);
});

test('the PNG is 900 by 420 pixels, or twice that', () => {
  for (const zoom of [1, 2]) {
    const head = Buffer.from(pngOf(picture, zoom));
    assert.deepEqual([head.readUInt32BE(16), head.readUInt32BE(20)], [900 * zoom, 420 * zoom]);
  }
});

/** What stands in the picture, each piece of text for itself. */
function wordsOf(shown: Picture): readonly string[] {
  return [...svgOf(shown).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = '']) => words);
}
