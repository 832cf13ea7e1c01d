// The judgement on one signal of a run: passed, breached or inconclusive, with the evidence as data.

import type { NoDataCause } from './answer.ts';
import { type Breach, firstBreach } from './breach.ts';
import { coveredShare } from './coverage.ts';
import { limitValue, type NoLimit } from './limit.ts';
import { recoveredAfterSeconds } from './recovery.ts';
import { type KnownSample, known, worstOf } from './sample.ts';
import { duringFault, sinceInjection, type Watched } from './watched.ts';

export type Judgement = Passed | Breached | Inconclusive;

interface Seen {
  /** The signal's name. */
  readonly signal: string;
  /** Since the injection, the time after the fault included; absent: nothing was seen. */
  readonly worst?: KnownSample;
  /** What the values were held against; absent: there was no baseline to work it out from. */
  readonly limit?: number;
  /** How much of the fault's time was seen, 0 to 1. */
  readonly coveredShare: number;
  /** From the end of the fault; absent: it has not recovered as far as was seen. */
  readonly recoveredAfterSeconds?: number;
}

export interface Passed extends Seen {
  readonly kind: 'passed';
  readonly worst: KnownSample;
  readonly limit: number;
}

export interface Breached extends Seen {
  readonly kind: 'breached';
  readonly breach: Breach;
}

export interface Inconclusive extends Seen {
  readonly kind: 'inconclusive';
  readonly reason: Unknown;
  /** Why there was nothing to see, for `no-data` and `gaps`. */
  readonly cause?: NoDataCause;
}

/** `gaps`: more of the fault's time went unseen than may. */
export type Unknown = NoLimit | 'no-data' | 'gaps';

export interface JudgeOptions {
  /** The breach that already ended the fault: it stays one, whatever samples asked for anew say. */
  readonly stoppedBy?: Breach;
  /** How much of the fault's time may go unseen, 0 to 1. */
  readonly mostUnseenShare?: number;
}

export function judge(watched: Watched, { stoppedBy, mostUnseenShare = 0.2 }: JudgeOptions = {}): Judgement {
  const seen = seenOf(watched);
  const breach = stoppedBy ?? firstBreach(watched);
  if (breach !== undefined) return { kind: 'breached', ...seen, breach };
  const reason = whatIsMissing(watched, seen, mostUnseenShare);
  const { worst, limit } = seen;
  if (reason === undefined && worst !== undefined && limit !== undefined)
    return { kind: 'passed', ...seen, worst, limit };
  return unjudged(watched, seen, reason ?? 'no-data');
}

function seenOf(watched: Watched): Seen {
  const { signal, baseline, times } = watched;
  const worst = worstOf(known(sinceInjection(watched)), signal.worse);
  const limit = limitValue(signal, baseline);
  const { injectedAtMs, endedAtMs, stepSeconds } = times;
  const recovered = recoveredAfterSeconds(watched);
  return {
    signal: signal.name,
    coveredShare: coveredShare(duringFault(watched), injectedAtMs, endedAtMs, stepSeconds),
    ...(worst === undefined ? {} : { worst }),
    ...(limit.ok ? { limit: limit.value } : {}),
    ...(recovered === undefined ? {} : { recoveredAfterSeconds: recovered }),
  };
}

function whatIsMissing(watched: Watched, seen: Seen, mostUnseenShare: number): Unknown | undefined {
  if (seen.coveredShare === 0) return 'no-data';
  if (1 - seen.coveredShare > mostUnseenShare) return 'gaps';
  const limit = limitValue(watched.signal, watched.baseline);
  return limit.ok ? undefined : limit.reason;
}

function unjudged(watched: Watched, seen: Seen, reason: Unknown): Breached | Inconclusive {
  const { signal, noData, times } = watched;
  const isSilence = reason === 'no-data' || reason === 'gaps';
  const cause = noData?.cause ?? 'empty';
  if (!isSilence) return { kind: 'inconclusive', ...seen, reason };
  if (signal.noData === 'inconclusive') return { kind: 'inconclusive', ...seen, reason, cause };
  return { kind: 'breached', ...seen, breach: { because: 'no-data', atMs: times.injectedAtMs, cause } };
}
