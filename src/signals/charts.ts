// Signals of a run in few points, for Slack's own chart: the same picture, its limit and what its sentence says.

import type { RunRecord } from '../runs/record.ts';
import { breaches, type SignalChart } from '../runs/signals.ts';
import { fewPoints } from './picture/few-points.ts';
import type { Picture } from './picture/picture.ts';
import { tidied } from './picture/tidy.ts';
import { knownPoints, middleOf } from './picture/worst.ts';
import { pictureOf } from './picture-of.ts';
import { titleOf } from './seen.ts';
import type { Watched } from './watched.ts';

/** As many as Slack takes in a message, so that a record keeps no more. */
const MOST_CHARTS = 2;

const LEAST_BEFORE_MS = 60_000;

/** Of the signals that were breached, and then of the others. */
export function chartsOf(record: RunRecord, all: readonly Watched[]): ReadonlyMap<Watched, SignalChart> {
  const breached = breaches(record).map(({ name }) => name);
  const isBreached = ({ signal }: Watched): boolean => breached.includes(signal.name);
  const charts = [...all.filter(isBreached), ...all.filter((one) => !isBreached(one))].flatMap((watched) => {
    const chart = chartOf(pictureOf(record, watched), titleOf(watched.signal));
    return chart === undefined ? [] : [[watched, chart] as const];
  });
  return new Map(charts.slice(0, MOST_CHARTS));
}

/** undefined: nothing was measured. */
export function chartOf(outside: Picture, title: string): SignalChart | undefined {
  const picture = tidied(outside);
  const points = pointsOf(tidied(nearFault(picture)));
  if (points.length === 0) return undefined;
  const { fault, unit, threshold } = picture;
  const before = beforeOf(picture);
  return {
    ...{ title, unit, points },
    ...(before !== undefined && { before: figures(before) }),
    ...(threshold && { limit: figures(threshold.value) }),
    ...(fault && { fault }),
  };
}

/** Of twenty points most would else be of the time before: it gets no more than the fault and what followed. */
function nearFault(picture: Picture): Picture {
  const { from, to, fault } = picture;
  if (fault === undefined) return picture;
  const before = Math.max(to - fault.from, LEAST_BEFORE_MS);
  return { ...picture, from: Math.max(from, fault.from - before) };
}

/** The block has no sign for a value that is missing, so such a time is left out; the picture shows the gap. */
function pointsOf(picture: Picture): SignalChart['points'] {
  const { at, series } = fewPoints(picture);
  const values = series[0]?.values ?? [];
  return at.flatMap((time, index) => {
    const value = values[index] ?? null;
    return value === null ? [] : [[time, figures(value)] as const];
  });
}

function beforeOf({ series: [only], fault }: Picture): number | undefined {
  if (only === undefined || fault === undefined) return undefined;
  return middleOf(knownPoints(only).filter(([at]) => at < fault.from));
}

/** As many figures as words have. */
function figures(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(4));
}
