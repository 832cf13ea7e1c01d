// The number a signal must not pass, worked out from its limit and its baseline.

import type { Baseline } from './baseline.ts';
import { isWorse } from './sample.ts';
import type { Signal } from './signal.ts';

export type LimitValue =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: NoLimit };

/** A multiple of a baseline at or below zero is no limit: everything or nothing would be past it. */
export type NoLimit = 'no-baseline' | 'baseline-zero';

export function limitValue(
  { limit, worse }: Pick<Signal, 'limit' | 'worse'>,
  baseline: Baseline | undefined,
): LimitValue {
  if (limit.kind === 'absolute') return { ok: true, value: limit.value };
  if (baseline === undefined) return { ok: false, reason: 'no-baseline' };
  const { median } = baseline;
  switch (limit.kind) {
    case 'points-off-baseline':
      return { ok: true, value: worse === 'higher' ? median + limit.delta : median - limit.delta };
    case 'times-baseline': {
      const multiple = median > 0 ? median * limit.factor : undefined;
      return bounded(multiple, limit.bound, worse);
    }
    default:
      return limit satisfies never;
  }
}

function bounded(
  multiple: number | undefined,
  bound: number | undefined,
  worse: Signal['worse'],
): LimitValue {
  if (multiple === undefined)
    return bound === undefined ? { ok: false, reason: 'baseline-zero' } : { ok: true, value: bound };
  if (bound === undefined) return { ok: true, value: multiple };
  return { ok: true, value: worse === 'higher' ? Math.max(multiple, bound) : Math.min(multiple, bound) };
}

export function isPast(value: number, limit: number, { worse }: Pick<Signal, 'worse'>): boolean {
  return isWorse(value, limit, worse);
}
