// The value of a series that is to be told: the furthest on the bad side, or else the furthest from the usual.

import type { Picture, PictureSeries } from './picture.ts';

export type KnownPoint = readonly [at: number, value: number];

export interface Worst {
  readonly at: number;
  readonly value: number;
  readonly towards: 'up' | 'down';
}

export function knownPoints({ points }: PictureSeries): readonly KnownPoint[] {
  return points.filter((point): point is KnownPoint => Number.isFinite(point[1]));
}

/** Among `points`; the usual, where no threshold says which side is bad, is the middle of `usual`. */
export function worstOf(
  points: readonly KnownPoint[],
  usual: readonly KnownPoint[],
  threshold: Picture['threshold'],
): Worst | undefined {
  const highest = furthest(points, 1);
  const lowest = furthest(points, -1);
  if (!highest || !lowest) return undefined;
  const middle = middleOf(usual) ?? highest[1];
  const isUp = threshold
    ? threshold.side === 'above'
    : Math.abs(highest[1] - middle) >= Math.abs(lowest[1] - middle);
  const [at, value] = isUp ? highest : lowest;
  return { at, value, towards: isUp ? 'up' : 'down' };
}

/** The median, as a single spike says little. */
export function middleOf(points: readonly KnownPoint[]): number | undefined {
  const sorted = points.map(([, value]) => value).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function furthest(points: readonly KnownPoint[], sign: 1 | -1): KnownPoint | undefined {
  const [first] = points;
  return first && points.reduce((best, point) => (sign * point[1] > sign * best[1] ? point : best), first);
}
