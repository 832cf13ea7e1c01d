import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fewPoints } from '../../../../src/signals/picture/few-points.ts';
import type { Picture } from '../../../../src/signals/picture/picture.ts';
import { fc } from '../../../seeded.ts';

function pictureOf(...series: readonly (readonly (number | null)[])[]): Picture {
  return {
    title: 'p99',
    unit: 'ms',
    from: 0,
    to: 1_000_000,
    series: series.map((values, index) => ({
      name: `s${index}`,
      points: values.map((value, step) => [step * 1_000, value] as const),
    })),
    marks: [],
  };
}

test('a picture of twenty points or fewer stays whole', () => {
  const few = fewPoints(pictureOf([1, 2, null, 4], [1, null, null, 2]));
  assert.deepEqual(few.at, [0, 1_000, 3_000]);
  assert.deepEqual(
    few.series.map(({ values }) => values),
    [
      [1, 2, 4],
      [1, null, 2],
    ],
  );
});

test('without data there are no points', () => {
  assert.deepEqual(fewPoints(pictureOf([], [null])).at, []);
  assert.deepEqual(fewPoints(pictureOf()).series, []);
});

test('the worst moment of every series is kept, on the side that is bad', () => {
  const flat = Array.from({ length: 300 }, (_, index) => 100 + (index % 2));
  const high = flat.with(137, 900);
  const low = flat.with(201, 3);
  const above = fewPoints({ ...pictureOf(high, low), threshold: { value: 500, side: 'above' } });
  assert.ok(above.at.includes(137_000));
  const below = fewPoints({ ...pictureOf(high, low), threshold: { value: 50, side: 'below' } });
  assert.ok(below.at.includes(201_000));
  const either = fewPoints(pictureOf(high, low));
  assert.ok(either.at.includes(137_000) && either.at.includes(201_000));
});

test('of any series at most twenty points stay, in order, each as it was measured, the first and the last among them', () => {
  const value = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: null });
  const some = fc.array(fc.array(value, { maxLength: 400 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(some, (series) => {
      const picture = pictureOf(...series);
      const { at, series: kept } = fewPoints(picture);
      const times = picture.series.flatMap(({ points }) =>
        points.filter(([, one]) => one !== null).map(([t]) => t),
      );
      assert.ok(at.length <= 20);
      assert.equal(at.length, Math.min(20, new Set(times).size));
      assert.deepEqual(
        at,
        at.toSorted((a, b) => a - b),
      );
      if (times.length > 0) assert.deepEqual([at[0], at.at(-1)], [Math.min(...times), Math.max(...times)]);
      for (const [index, { values }] of kept.entries()) {
        const measured = new Map(picture.series[index]?.points);
        assert.deepEqual(
          values,
          at.map((time) => measured.get(time) ?? null),
        );
      }
    }),
  );
});
