// A signal and what was seen of it, for tests: fault from second 0 to 60, a sample every 5 s.

import { baselineOf } from '../../../src/signals/baseline.ts';
import type { Sample } from '../../../src/signals/sample.ts';
import type { Signal } from '../../../src/signals/signal.ts';
import type { Watched } from '../../../src/signals/watched.ts';

export const STEP_SECONDS = 5;

export const latency: Signal = {
  name: 'checkout-p99',
  query: 'p99{namespace="{{namespace}}"}',
  unit: 'ms',
  worse: 'higher',
  limit: { kind: 'absolute', value: 500 },
  forSeconds: 15,
  noData: 'inconclusive',
  stopOnBreach: true,
  startWithoutData: false,
};

export const errors: Signal = {
  ...latency,
  name: 'checkout-errors',
  unit: '%',
  limit: { kind: 'absolute', value: 50 },
  burnRate: { objectivePercent: 99, factor: 10, windowSeconds: 30 },
};

/** Values from a second on, one a step; a gap is `undefined`, an answer that is no number `null`. */
export function from(second: number, ...values: (number | null | undefined)[]): Sample[] {
  return values.flatMap((value, index): Sample[] =>
    value === undefined ? [] : [[(second + index * STEP_SECONDS) * 1000, value]],
  );
}

export function times(count: number, value: number): number[] {
  return new Array<number>(count).fill(value);
}

export const before = from(-60, ...times(12, 200));

/** A fault of 60 s, looked at for 60 s more. */
export function watched(samples: readonly Sample[], signal: Signal = latency): Watched {
  const baseline = baselineOf(samples.filter(([atMs]) => atMs < 0));
  return {
    signal,
    ...(baseline === undefined ? {} : { baseline }),
    samples,
    times: { injectedAtMs: 0, endedAtMs: 60_000, untilMs: 120_000, stepSeconds: STEP_SECONDS },
  };
}
