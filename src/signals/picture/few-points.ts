// A picture in few points, for Slack's own chart block, which a screen reader can read.

import type { Picture, PictureSeries } from './picture.ts';
import { knownPoints, worstOf } from './worst.ts';

export interface FewPoints {
  /** Milliseconds since the epoch: the categories that all series of the block share. */
  readonly at: readonly number[];
  /** A value a time; null where the series has none, for which the block has no sign. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

interface Row {
  readonly at: number;
  readonly values: readonly (number | null)[];
}

/** Slack's limit: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const MOST_POINTS = 20;

/**
 * Keeps the first and the last time, the extreme of each series on its bad side, and of what lies between, in
 * equal parts, the time that changes the shape of the lines the most (largest triangle of three, summed up).
 */
export function fewPoints(picture: Picture, most = MOST_POINTS): FewPoints {
  const rows = rowsOf(picture.series);
  const kept = rows.length <= most ? rows : thinned(rows, picture, most);
  return {
    at: kept.map(({ at }) => at),
    series: picture.series.map(({ name }, index) => ({
      name,
      values: kept.map(({ values }) => values[index] ?? null),
    })),
  };
}

/** Every time at which some series has a value. */
function rowsOf(series: readonly PictureSeries[]): readonly Row[] {
  const known = series.map((one) => new Map(knownPoints(one)));
  const times = new Set(known.flatMap((values) => [...values.keys()]));
  return [...times]
    .toSorted((a, b) => a - b)
    .map((at) => ({ at, values: known.map((values) => values.get(at) ?? null) }));
}

function thinned(rows: readonly Row[], picture: Picture, most: number): readonly Row[] {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (!first || !last) return [];
  const kept = [...new Set([first, last, ...extremesOf(rows, picture)])].slice(0, most);
  const rest = rows.filter((row) => !kept.includes(row));
  const spans = picture.series.map((_, index) => spanOf(rows, index));
  const turning = turningRows(partsOf(rest, most - kept.length), { first, last, spans });
  return [...kept, ...turning].toSorted((a, b) => a.at - b.at);
}

function extremesOf(rows: readonly Row[], { series, threshold, fault }: Picture): readonly Row[] {
  const worst = series.map((one) => {
    const known = knownPoints(one);
    const before = known.filter(([at]) => fault && at < fault.from);
    return worstOf(known, before.length > 0 ? before : known, threshold);
  });
  return rows.filter(({ at }) => worst.some((one) => one?.at === at));
}

function partsOf(rows: readonly Row[], count: number): readonly (readonly Row[])[] {
  const edge = (part: number): number => Math.floor((part * rows.length) / count);
  return Array.from({ length: count }, (_, part) => rows.slice(edge(part), edge(part + 1)));
}

/** One of each part: against the one before it that was chosen, and the middle of the part behind it. */
function turningRows(
  parts: readonly (readonly Row[])[],
  { first, last, spans }: { readonly first: Row; readonly last: Row; readonly spans: readonly number[] },
): readonly Row[] {
  const chosen: Row[] = [];
  for (const [index, part] of parts.entries()) {
    const before = chosen.at(-1) ?? first;
    const behind = parts[index + 1] ?? [];
    const after = behind[Math.floor(behind.length / 2)] ?? last;
    const areas = part.map((row) => areaOf(before, row, after, spans));
    chosen.push(...part.slice(areas.indexOf(Math.max(...areas))).slice(0, 1));
  }
  return chosen;
}

/** Each series counts by its own height, so that a high one does not drown the others. */
function areaOf(a: Row, b: Row, c: Row, spans: readonly number[]): number {
  return spans.reduce((sum, span, index) => {
    const [ya, yb, yc] = [a, b, c].map((row) => valueIn(row, index)) as [number, number, number];
    const area = Math.abs((a.at - c.at) * (yb - ya) - (a.at - b.at) * (yc - ya));
    return sum + (Number.isFinite(area) ? area / span : 0);
  }, 0);
}

function spanOf(rows: readonly Row[], index: number): number {
  const values = rows.map((row) => valueIn(row, index)).filter(Number.isFinite);
  const [least, most] = [
    values.reduce((a, b) => Math.min(a, b), 0),
    values.reduce((a, b) => Math.max(a, b), 0),
  ];
  return most - least || 1;
}

function valueIn({ values }: Row, index: number): number {
  return values[index] ?? Number.NaN;
}
