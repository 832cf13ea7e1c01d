// Where the labels of marks stand: in lanes above the plot, so that no two overlap.

import { textWidth } from './letter-widths.ts';
import type { PictureMark } from './picture.ts';

export interface Flag {
  readonly mark: PictureMark;
  /** Counted upwards from the plot. */
  readonly lane: number;
  /** The side of its line on which the label stands. */
  readonly side: 'right' | 'left';
}

interface Place extends Flag {
  readonly x: number;
  readonly begin: number;
  readonly end: number;
}

export const FLAG_SIZE = 11;
/** Between a line and its label, and behind the label. */
export const FLAG_GAP = 8;

/** `xOf` gives pixels; the labels end before `right`. The later one stands lower, so that no line crosses a label. */
export function flagsOf(
  marks: readonly PictureMark[],
  xOf: (at: number) => number,
  right: number,
): readonly Flag[] {
  const placed: Place[] = [];
  for (const mark of marks.toSorted((a, b) => b.at - a.at)) placed.push(placeOf(mark, xOf, right, placed));
  return placed.map(({ mark, lane, side }) => ({ mark, lane, side })).reverse();
}

function placeOf(
  mark: PictureMark,
  xOf: (at: number) => number,
  right: number,
  placed: readonly Place[],
): Place {
  const x = xOf(mark.at);
  const width = textWidth(mark.label, FLAG_SIZE) + 2 * FLAG_GAP;
  const isRight = x + width <= right;
  const [begin, end] = isRight ? [x, x + width] : [x - width, x];
  const spot = { mark, side: isRight ? ('right' as const) : ('left' as const), x, begin, end };
  const lanes = [...placed.keys(), placed.length];
  const lane =
    lanes.find((one) => isFree(one, spot, placed) && isUncrossed(one, spot, placed)) ??
    lanes.find((one) => isFree(one, spot, placed)) ??
    placed.length;
  return { ...spot, lane };
}

function isFree(lane: number, spot: Omit<Place, 'lane'>, placed: readonly Place[]): boolean {
  return placed.every((one) => one.lane !== lane || one.end <= spot.begin || one.begin >= spot.end);
}

/** A line comes down from its lane: it crosses the labels below, and those above do not meet it. */
function isUncrossed(lane: number, spot: Omit<Place, 'lane'>, placed: readonly Place[]): boolean {
  return placed.every(
    (one) => !(one.lane >= lane && isWithin(one.x, spot)) && !(one.lane <= lane && isWithin(spot.x, one)),
  );
}

function isWithin(x: number, { begin, end }: Pick<Place, 'begin' | 'end'>): boolean {
  return x > begin && x < end;
}
