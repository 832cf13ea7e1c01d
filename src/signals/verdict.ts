// The verdict of a run: breached beats inconclusive, inconclusive beats passed.

import type { Breached, Inconclusive, Judgement, Passed } from './judge.ts';

export interface Verdict {
  readonly kind: Judgement['kind'];
  /** In the order in which it happened. */
  readonly breached: readonly Breached[];
  readonly inconclusive: readonly Inconclusive[];
  readonly passed: readonly Passed[];
  /** Until the last of the breached ones was good again; absent: one of them is not, as far as was seen. */
  readonly recoveredAfterSeconds?: number;
}

/** Undefined where nothing was measured: a run without signals has no verdict. */
export function verdictOf(judgements: readonly Judgement[]): Verdict | undefined {
  if (judgements.length === 0) return undefined;
  const breached = judgements.filter((one) => one.kind === 'breached');
  const inconclusive = judgements.filter((one) => one.kind === 'inconclusive');
  const passed = judgements.filter((one) => one.kind === 'passed');
  const recovered = slowest(breached);
  return {
    kind: kindOf(breached, inconclusive),
    breached: breached.sort((a, b) => a.breach.atMs - b.breach.atMs),
    inconclusive,
    passed,
    ...(recovered === undefined ? {} : { recoveredAfterSeconds: recovered }),
  };
}

function kindOf(breached: readonly Breached[], inconclusive: readonly Inconclusive[]): Verdict['kind'] {
  if (breached.length > 0) return 'breached';
  return inconclusive.length > 0 ? 'inconclusive' : 'passed';
}

function slowest(breached: readonly Breached[]): number | undefined {
  const times = breached.map((one) => one.recoveredAfterSeconds);
  const all = times.filter((seconds) => seconds !== undefined);
  return all.length > 0 && all.length === times.length ? Math.max(...all) : undefined;
}
