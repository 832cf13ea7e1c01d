// The first moment at which a signal was no longer acceptable, and why.

import type { NoDataCause } from './answer.ts';
import { firstBurn } from './burn-rate.ts';
import { isPast, limitValue } from './limit.ts';
import type { BurnRule } from './signal.ts';
import { lengthMs, longestGapMs, stretchesOf } from './stretch.ts';
import { sinceInjection, type Watched } from './watched.ts';

export type Breach = LimitBreach | BurnBreach | SilenceBreach;

export interface LimitBreach {
  readonly because: 'limit';
  /** When it went past the limit, not when that had lasted long enough. */
  readonly atMs: number;
  readonly limit: number;
  /** How long it stayed past it without a break, as far as was seen. */
  readonly forSeconds: number;
}

export interface BurnBreach {
  readonly because: 'burn-rate';
  readonly atMs: number;
  readonly rate: number;
  readonly rule: BurnRule;
}

/** No data, where the signal says that this is as bad. */
export interface SilenceBreach {
  readonly because: 'no-data';
  readonly atMs: number;
  readonly cause: NoDataCause;
}

/** Of the values seen since the injection; silence is judged by those who know how long it may last. */
export function firstBreach(watched: Watched): LimitBreach | BurnBreach | undefined {
  const found = [limitBreach(watched), burnBreach(watched)].filter((breach) => breach !== undefined);
  return found.sort((a, b) => a.atMs - b.atMs)[0];
}

function limitBreach(watched: Watched): LimitBreach | undefined {
  const { signal, baseline, times } = watched;
  const limit = limitValue(signal, baseline);
  if (!limit.ok) return undefined;
  const past = (value: number) => isPast(value, limit.value, signal);
  const stretch = stretchesOf(sinceInjection(watched), past, longestGapMs(times.stepSeconds)).find(
    (one) => one.isPast && lengthMs(one) >= signal.forSeconds * 1000,
  );
  if (stretch === undefined) return undefined;
  return {
    because: 'limit',
    atMs: stretch.fromMs,
    limit: limit.value,
    forSeconds: lengthMs(stretch) / 1000,
  };
}

function burnBreach({ signal, samples, times }: Watched): BurnBreach | undefined {
  const { burnRate: rule, unit } = signal;
  if (rule === undefined) return undefined;
  const span = { fromMs: times.injectedAtMs, toMs: times.untilMs, stepSeconds: times.stepSeconds };
  const burn = firstBurn({ unit, burnRate: rule }, samples, span);
  return burn && { because: 'burn-rate', ...burn, rule };
}
