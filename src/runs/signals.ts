// Signals of a run: what is kept of each measure, and what a breach leads to.

import { enterRecovering, type Patch } from './enter.ts';
import { faultBegan } from './fault-time.ts';
import { canStop } from './phases.ts';
import type { RunRecord } from './record.ts';

export const MEASURED = ['open', 'passed', 'breached', 'inconclusive'] as const;
export type Measured = (typeof MEASURED)[number];

/** One measure as it stands; texts are ours, numbers in the signal's unit. */
export interface SeenSignal {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** `open`: the fault goes on, and nothing speaks against it. */
  readonly kind: Measured;
  /** What it was before the fault. */
  readonly baseline?: { readonly median: number; readonly low: number; readonly high: number };
  readonly limit?: number;
  readonly worst?: { readonly at: number; readonly value: number };
  /** Milliseconds at which it was no longer acceptable. */
  readonly breachedAt?: number;
  /** Why nothing can be said of it, or what else than its limit was breached. */
  readonly why?: string;
  /** The worst of the last run of the same experiment on the same workloads. */
  readonly lastTime?: { readonly run: string; readonly at: number; readonly worst: number };
  /** From the end of the fault until it was good again. */
  readonly recoveredAfterSeconds?: number;
}

/** A picture of one signal, kept in Slack. */
export interface SignalPicture {
  readonly file: string;
  /** The same in one sentence. */
  readonly alt: string;
  /** Of a few; kept whatever the configuration of whoever drew it, as another may post it. */
  readonly chart?: SignalChart;
}

/** The picture again in few points: twenty are about half a kilobyte. */
export interface SignalChart {
  readonly title: string;
  readonly unit: string;
  /** In order of time, in milliseconds; times without a value are left out. */
  readonly points: readonly (readonly [at: number, value: number])[];
  /** In the middle, as the sentence says it. */
  readonly before?: number;
  readonly limit?: number;
  /** Without an end while the fault is in. */
  readonly fault?: { readonly from: number; readonly to?: number };
}

export interface RunSignals {
  readonly names: readonly string[];
  /** Where the time before the fault begins, in milliseconds. */
  readonly from: number;
  readonly stepSeconds: number;
  readonly seen: readonly SeenSignal[];
  /** The signal that ended the run. */
  readonly stoppedBy?: string;
  /** Said once the fault's time was seen; what recovers later is added. */
  readonly judged?: true;
  /** No more is looked at. */
  readonly over?: true;
  /** Empty: they could not be drawn or kept. */
  readonly pictures?: readonly SignalPicture[];
  readonly picturedAt?: number;
}

/** What was before the fault is measured over this long. */
export const BEFORE_MS = 5 * 60_000;
/** How long after the end it is looked at whether a signal is good again. */
export const RECOVERY_MS = 3 * 60_000;

export interface Measurement {
  readonly seen: readonly SeenSignal[];
  /** The signal whose breach is to end the fault. */
  readonly stops?: string;
  readonly judged?: true;
  readonly over?: true;
}

export function onMeasured(record: RunRecord, said: Measurement, now: number): Patch | undefined {
  const { signals } = record;
  if (signals === undefined || signals.over) return undefined;
  const { seen, stops, judged, over } = said;
  const isStop = stops !== undefined && canStop(record);
  const next: RunSignals = {
    ...signals,
    seen,
    ...(isStop && { stoppedBy: stops }),
    ...(judged && { judged }),
    ...(over && { over }),
  };
  if (!isStop) return { signals: next };
  const title = seen.find(({ name }) => name === stops)?.title ?? stops;
  return {
    ...enterRecovering(record, now, { why: 'breach', at: now, reason: title }),
    signals: next,
  };
}

/** Still looked at, or still to be judged. */
export function isMeasured({ signals }: RunRecord): boolean {
  return signals !== undefined && signals.over !== true;
}

/** Verdict and pictures are worth waiting for: what is posted once must say all. */
export function isJudged(record: RunRecord): boolean {
  const { signals } = record;
  if (signals === undefined || faultBegan(record) === undefined) return true;
  return signals.judged === true && signals.pictures !== undefined;
}

export function breaches({ signals }: RunRecord): readonly SeenSignal[] {
  return (signals?.seen ?? []).filter(({ kind }) => kind === 'breached');
}
