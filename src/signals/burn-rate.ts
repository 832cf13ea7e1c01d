// How fast an error budget is spent: the share of errors over the share that the objective allows.

import { coveredShare } from './coverage.ts';
import { between, known, type Sample } from './sample.ts';
import type { BurnRule, Signal, Unit } from './signal.ts';

/** How much of the window must be seen; the same patience as for a whole run. */
const FEWEST_COVERED_SHARE = 0.8;

export interface Burn {
  readonly atMs: number;
  /** 1 spends the budget exactly in the objective's period. */
  readonly rate: number;
}

type Measure = Pick<Signal, 'unit'> & { readonly burnRate: BurnRule };

/** Over the window that ends at `atMs`; undefined where too little of it was seen. */
export function burnRate(
  { unit, burnRate: rule }: Measure,
  samples: readonly Sample[],
  atMs: number,
  stepSeconds: number,
): number | undefined {
  const fromMs = atMs - rule.windowSeconds * 1000;
  const seen = known(between(samples, fromMs, atMs));
  if (coveredShare(seen, fromMs, atMs, stepSeconds) < FEWEST_COVERED_SHARE) return undefined;
  const errors = seen.reduce((sum, [, value]) => sum + asShare(value, unit), 0) / seen.length;
  return errors / budgetOf(rule);
}

/** The first moment between the two at which the budget was spent too fast. */
export function firstBurn(
  measure: Measure,
  samples: readonly Sample[],
  { fromMs, toMs, stepSeconds }: Span,
): Burn | undefined {
  for (const [atMs] of known(between(samples, fromMs, toMs))) {
    const rate = burnRate(measure, samples, atMs, stepSeconds);
    if (rate !== undefined && isTooFast(rate, measure.burnRate)) return { atMs, rate };
  }
  return undefined;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepSeconds: number;
}

export function isTooFast(rate: number, { factor }: BurnRule): boolean {
  return rate > factor;
}

/** 99.9 leaves 0.001; rounded, since 1 − 0.999 is not quite that in binary. */
function budgetOf({ objectivePercent }: BurnRule): number {
  return Number((100 - objectivePercent).toFixed(9)) / 100;
}

function asShare(value: number, unit: Unit): number {
  return unit === '%' ? value / 100 : value;
}
