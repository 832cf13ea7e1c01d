// Where the parts of a picture lie, in pixels: title, legend, lanes of marks, the head of the fault, the plot.

import { FLAG_GAP, type Flag, flagsOf } from './flags.ts';
import { LEGEND_GAP, LEGEND_SIZE, type LegendEntry, legendRows } from './legend.ts';
import { type Scale, scaleOf } from './scale.ts';
import type { TidyPicture } from './tidy.ts';

export const WIDTH = 900;
export const HEIGHT = 420;
export const EDGE = 24;
export const LEGEND_TOP = 46;

const LEFT = 68;
const RIGHT_OF_WORDS = 84;
const FOOT = 50;
const LANE = 17;
const FAULT_HEAD = 18;
const UNIT_ROW = 18;

export interface Layout {
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly scale: Scale;
  readonly flags: readonly Flag[];
  readonly yOf: (value: number) => number;
  /** The middle of a lane's labels. */
  readonly laneY: (lane: number) => number;
  /** The upper edge of the shaded window, which carries its name above the plot. */
  readonly faultTop: number;
}

export function layoutOf(picture: TidyPicture, legend: readonly LegendEntry[]): Layout {
  const left = LEFT;
  const right = WIDTH - (picture.baseline || picture.threshold ? RIGHT_OF_WORDS : EDGE + 8);
  const xOf = (at: number): number =>
    left + ((at - picture.from) / (picture.to - picture.from)) * (right - left);
  const flags = flagsOf(picture.marks, xOf, WIDTH - FLAG_GAP);
  const lanes = Math.max(0, ...flags.map(({ lane }) => lane + 1));
  const head = Math.max(picture.fault ? FAULT_HEAD : 0, picture.unit === '' ? 0 : UNIT_ROW);
  const lanesTop = LEGEND_TOP + legendRows(legend, WIDTH - 2 * EDGE) * (LEGEND_SIZE + LEGEND_GAP);
  const top = lanesTop + lanes * LANE + head;
  const bottom = HEIGHT - FOOT;
  const scale = scaleOf(picture);
  return {
    plot: { left, right, top, bottom },
    scale,
    flags,
    yOf: (value) => bottom - ((value - scale.low) / (scale.high - scale.low)) * (bottom - top),
    laneY: (lane) => top - head - lane * LANE - LANE / 2,
    faultTop: top - FAULT_HEAD,
  };
}
