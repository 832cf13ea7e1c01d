// Whether a run may start or take its next step as a signal stands now: not while already burning, and not blind.

import type { Answer, NoDataCause } from './answer.ts';
import type { Baseline } from './baseline.ts';
import { burnRate, isTooFast } from './burn-rate.ts';
import { isPast, limitValue, type NoLimit } from './limit.ts';
import { type Sample, worstSamples } from './sample.ts';
import type { Signal } from './signal.ts';
import { longestGapMs } from './stretch.ts';

export type Gate =
  | { readonly state: 'open'; readonly mayStart: true; readonly now: Now }
  | { readonly state: 'burning'; readonly mayStart: false; readonly now: Now; readonly burnRate?: number }
  /** Whether it may start then is the signal's own say. */
  | { readonly state: 'no-data'; readonly mayStart: boolean; readonly cause: GateCause };

/** `window-unseen`: too little of the burn rate's window was seen to say how fast the budget is spent. */
export type GateCause = NoDataCause | NoLimit | 'window-unseen';

export interface Now {
  readonly atMs: number;
  readonly value: number;
  readonly limit: number;
}

export interface GateQuestion {
  readonly signal: Signal;
  readonly baseline?: Baseline;
  /** Of this moment, or of the time up to it; a signal with a burn rate needs its whole window. */
  readonly answer: Answer;
  readonly atMs: number;
  readonly stepSeconds: number;
}

export function gate(question: GateQuestion): Gate {
  const { signal, baseline, answer } = question;
  if (answer.kind === 'no-data') return unknown(signal, answer.cause);
  const limit = limitValue(signal, baseline);
  if (!limit.ok) return unknown(signal, limit.reason);
  const samples = worstSamples(answer.series, signal.worse);
  const last = samples.at(-1);
  if (last === undefined || isOld(last, question)) return unknown(signal, 'empty');
  const [atMs, value] = last;
  if (value === null) return unknown(signal, 'not-a-number');
  const now = { atMs, value, limit: limit.value };
  if (isPast(value, limit.value, signal)) return { state: 'burning', mayStart: false, now };
  return budgetGate(question, samples, now);
}

/** What was last seen long ago says nothing of now. */
function isOld([lastMs]: Sample, { atMs, stepSeconds }: GateQuestion): boolean {
  return atMs - lastMs > longestGapMs(stepSeconds);
}

function budgetGate({ signal, stepSeconds }: GateQuestion, samples: readonly Sample[], now: Now): Gate {
  const { burnRate: rule, unit } = signal;
  if (rule === undefined) return { state: 'open', mayStart: true, now };
  const rate = burnRate({ unit, burnRate: rule }, samples, now.atMs, stepSeconds);
  if (rate === undefined) return unknown(signal, 'window-unseen');
  if (isTooFast(rate, rule)) return { state: 'burning', mayStart: false, now, burnRate: rate };
  return { state: 'open', mayStart: true, now };
}

function unknown({ startWithoutData }: Signal, cause: GateCause): Gate {
  return { state: 'no-data', mayStart: startWithoutData, cause };
}
