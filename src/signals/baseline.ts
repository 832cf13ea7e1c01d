// How a signal is when nothing is wrong: what was measured before the injection, told in four numbers.

import { known, type Sample } from './sample.ts';

export interface Baseline {
  readonly median: number;
  /** 5th and 95th percentile. */
  readonly low: number;
  readonly high: number;
  /** How many values it was made of. */
  readonly count: number;
}

/** Fewer say more about chance than about the service. */
export const FEWEST_BASELINE_SAMPLES = 5;

/** Of the samples before the injection; undefined where too few of them are numbers. */
export function baselineOf(
  samples: readonly Sample[],
  fewest: number = FEWEST_BASELINE_SAMPLES,
): Baseline | undefined {
  const values = known(samples)
    .map(([, value]) => value)
    .sort((a, b) => a - b);
  if (values.length === 0 || values.length < fewest) return undefined;
  const at = (share: number) => percentile(values, share);
  return { median: at(0.5), low: at(0.05), high: at(0.95), count: values.length };
}

/** Between two values it is the straight line, as Prometheus' own `quantile_over_time` does. */
function percentile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
