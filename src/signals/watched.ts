// What was seen of one signal from before the injection until after the fault: all that a judgement is made of.

import type { NoData } from './answer.ts';
import type { Baseline } from './baseline.ts';
import { between, type Sample } from './sample.ts';
import type { Signal } from './signal.ts';

/** Milliseconds since the epoch, by the run's clock. While the fault lasts, all but the first are now. */
export interface WatchTimes {
  readonly injectedAtMs: number;
  readonly endedAtMs: number;
  /** How long it was looked at after the end. */
  readonly untilMs: number;
  /** Between two samples. */
  readonly stepSeconds: number;
  /** Of a ramp: from when on, after each step, what is measured is nobody's business until the next. */
  readonly rests?: readonly { readonly fromMs: number; readonly toMs: number }[];
}

export interface Watched {
  readonly signal: Signal;
  /** Absent: too little was measured before. */
  readonly baseline?: Baseline;
  /** In order of time, from before the injection until the last look. */
  readonly samples: readonly Sample[];
  readonly times: WatchTimes;
  /** The last answer that was none, where there was one. */
  readonly noData?: NoData;
}

export function duringFault({ samples, times }: Watched): readonly Sample[] {
  return between(samples, times.injectedAtMs, times.endedAtMs);
}

export function sinceInjection({ samples, times }: Watched): readonly Sample[] {
  const { injectedAtMs, untilMs, rests = [] } = times;
  const isRest = ([atMs]: Sample): boolean => rests.some(({ fromMs, toMs }) => atMs > fromMs && atMs < toMs);
  return between(samples, injectedAtMs, untilMs).filter((sample) => !isRest(sample));
}
