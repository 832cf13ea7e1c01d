// The axes of a picture: the time in UTC, and the value at round numbers.

import { clockWords, dayWords, numberWords } from '../amount-words.ts';
import { AXIS_LINE, GRID_LINE, QUIET_INK } from './colours.ts';
import { EDGE, type Layout } from './layout.ts';
import type { TidyPicture } from './tidy.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const label = { color: QUIET_INK, fontSize: 12 };

export function timeAxis({ from, to }: TidyPicture): object {
  const [first, last] = [dayWords(from), dayWords(to)];
  return {
    type: 'time',
    min: from,
    max: to,
    splitNumber: 8,
    name: `${first === last ? first : `${first} to ${last}`}, UTC`,
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: label,
    axisLabel: { ...label, hideOverlap: true, formatter: (at: number) => tickWords(at, to - from) },
    axisLine: { lineStyle: { color: AXIS_LINE } },
    axisTick: { lineStyle: { color: AXIS_LINE } },
    splitLine: { show: false },
  };
}

export function valueAxis(
  { unit, series, baseline, threshold }: TidyPicture,
  { scale, plot }: Layout,
): object {
  const isEmpty = series.every(({ points }) => points.every(([, value]) => value === null));
  const isScaled = !isEmpty || baseline !== undefined || threshold !== undefined;
  return {
    type: 'value',
    min: scale.low,
    max: scale.high,
    interval: scale.step,
    name: unit,
    nameLocation: 'end',
    nameGap: 10,
    nameTextStyle: { ...label, align: 'left', padding: [0, 0, 0, EDGE - plot.left] },
    axisLabel: { ...label, show: isScaled, formatter: numberWords },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: GRID_LINE, width: 1 } },
  };
}

function tickWords(at: number, rangeMs: number): string {
  if (rangeMs > 2 * DAY_MS) return dayWords(at).slice(5);
  return clockWords(at).slice(0, rangeMs < 6 * MINUTE_MS ? 8 : 5);
}
