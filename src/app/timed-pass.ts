// A pass of the conductor with its duration told.

import type { Metrics } from '../ops/metrics.ts';
import type { Conductor } from '../runs/conductor.ts';

export interface TimedPassDeps {
  readonly metrics: Pick<Metrics, 'passed'>;
  readonly monotonic: () => number;
}

export function timedPass(
  { pass }: Conductor,
  { metrics, monotonic }: TimedPassDeps,
): (id: string, signal: AbortSignal) => Promise<void> {
  return async (id, signal) => {
    const began = monotonic();
    const told = (outcome: 'ok' | 'failed'): void => metrics.passed(outcome, (monotonic() - began) / 1_000);
    try {
      await pass(id, signal);
      told('ok');
    } catch (error) {
      told('failed');
      throw error;
    }
  };
}
