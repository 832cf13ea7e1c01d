// The values from the foot to the top of a picture, at round numbers.

import type { Picture } from './picture.ts';

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

const STEPS = 5;

/** From zero, because a cut axis exaggerates; only percent near the full hundred are looked at closely. */
export function scaleOf(picture: Picture): Scale {
  const values = valuesOf(picture);
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (values.length === 0) return { low: 0, high: 1, step: 1 / STEPS };
  const isClose = picture.unit === '%' && least > 50;
  const foot = isClose ? least : Math.min(0, least);
  const top = Math.max(most, isClose ? least : 0);
  return rounded(foot, top === foot ? foot + (Math.abs(foot) || 1) / 10 : top, most);
}

function rounded(foot: number, top: number, most: number): Scale {
  const step = roundStep((top - foot) / STEPS);
  const low = Math.floor(foot / step + 1e-9) * step;
  const high = Math.ceil(top / step - 1e-9) * step;
  // A line along the very top would hide under the edge, except where there is nothing above, as with 100 %.
  return { low, high: high - most < step / 10 && most !== 100 ? high + step : high, step };
}

/** 1, 2, 2.5 or 5 times a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const times = [1, 2, 2.5, 5, 10].find((one) => one * power >= raw * 0.999) ?? 10;
  return times * power;
}

function valuesOf({ series, baseline, threshold }: Picture): readonly number[] {
  const drawn = series.flatMap(({ points }) =>
    points.flatMap(([, value]) => (value === null ? [] : [value])),
  );
  const band = baseline ? [baseline.low, baseline.high] : [];
  return [...drawn, ...band, ...(threshold ? [threshold.value] : [])];
}
