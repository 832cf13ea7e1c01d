// A picture without what cannot be drawn: text cut, values finite, marks few and inside, times in order.

import type { Picture, PictureMark, PictureSeries } from './picture.ts';
import { shortText } from './short-text.ts';

export interface TidyPicture extends Picture {
  /** How many were left out because more could not be told apart. */
  readonly more: { readonly series: number; readonly marks: number };
}

const MOST_SERIES = 6;
const MOST_MARKS = 8;
const MOST_TITLE = 80;
const MOST_LABEL = 40;
const MOST_UNIT = 12;
const MINUTE_MS = 60_000;
/** The last moment of the calendar of ECMAScript. */
const LAST_MS = 8.64e15;

export function tidied(picture: Picture): TidyPicture {
  const { from, to } = rangeOf(picture);
  const marks = picture.marks.filter(({ at }) => at >= from && at <= to);
  const { baseline, threshold, fault } = picture;
  return {
    title: shortText(picture.title, MOST_TITLE),
    unit: shortText(picture.unit, MOST_UNIT),
    from,
    to,
    series: picture.series.slice(0, MOST_SERIES).map((one) => tidySeries(one, from, to)),
    marks: mostTelling(marks).map((mark) => ({ ...mark, label: shortText(mark.label, MOST_LABEL) })),
    ...(baseline && isAllFinite([baseline.low, baseline.high]) && { baseline }),
    ...(threshold && isAllFinite([threshold.value]) && { threshold }),
    ...(fault && touches(fault, from, to) && { fault: inside(fault, from, to) }),
    more: {
      series: Math.max(0, picture.series.length - MOST_SERIES),
      marks: Math.max(0, marks.length - MOST_MARKS),
    },
  };
}

/** Something to draw upon, whatever the range is. */
function rangeOf({ from, to }: Picture): { readonly from: number; readonly to: number } {
  const begin = Math.abs(from) < LAST_MS ? from : 0;
  return { from: begin, to: to > begin && to < LAST_MS ? to : begin + MINUTE_MS };
}

function tidySeries({ name, points }: PictureSeries, from: number, to: number): PictureSeries {
  const kept = points
    .filter(([at]) => at >= from && at <= to)
    .map(([at, value]) => [at, Number.isFinite(value) ? value : null] as const);
  return { name: shortText(name, MOST_LABEL), points: kept };
}

/** Alerts before phases, the earlier before the later; then in order of time. */
function mostTelling(marks: readonly PictureMark[]): readonly PictureMark[] {
  const byTime = marks.toSorted((a, b) => a.at - b.at);
  const alertsFirst = byTime.toSorted((a, b) => Number(b.kind === 'alert') - Number(a.kind === 'alert'));
  return alertsFirst.slice(0, MOST_MARKS).toSorted((a, b) => a.at - b.at);
}

function touches(fault: NonNullable<Picture['fault']>, from: number, to: number): boolean {
  return fault.from <= to && (fault.to === undefined || fault.to >= from);
}

function inside(fault: NonNullable<Picture['fault']>, from: number, to: number): Picture['fault'] & object {
  const begin = Math.max(fault.from, from);
  return fault.to === undefined ? { from: begin } : { from: begin, to: Math.min(fault.to, to) };
}

function isAllFinite(values: readonly number[]): boolean {
  return values.every(Number.isFinite);
}
