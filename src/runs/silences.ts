// Silences of expected alerts: when a run wants them, when they must be gone, and what is known of them.

import { contractOf } from '../chaos/alert-contract.ts';
import type { Patch } from './enter.ts';
import type { Observation } from './input.ts';
import type { Phase, RunRecord } from './record.ts';
import { healed } from './tries.ts';

export interface RunSilences {
  /** `wanted`: none is known to stand; one may, of an answer that was lost. `off`: over for good. */
  readonly state: 'wanted' | 'on' | 'off';
  readonly at: number;
  /** How many alerts the contract expects. */
  readonly alerts: number;
  /** How many silences that took, and how many were left out since that was too many. */
  readonly count?: number;
  readonly more?: number;
  /** Redis time at which Alertmanager ends them by itself. */
  readonly until?: number;
}

/** In case nobody can end them: so long after the planned end. */
export const OUTLIVE_MS = 60_000;

/** An alert fires at the earliest when the object stands, and from then on the planned end is known. */
const SILENT: ReadonlySet<Phase> = new Set(['injecting', 'running', 'paused']);

/** What somebody declared expected may be silenced; `undefined` where nothing is. */
export function silencesWanted(record: RunRecord, now: number): RunSilences | undefined {
  const { must, may } = contractOf(record.plan.manifest.metadata);
  const alerts = must.length + may.length;
  return alerts === 0 || record.plan.hits !== undefined ? undefined : { state: 'wanted', at: now, alerts };
}

/** Redis time at which they end by themselves; undefined: the run has not come so far that one could stand. */
export function silencedUntil({ plannedEnd }: RunRecord): number | undefined {
  return plannedEnd === undefined ? undefined : plannedEnd + OUTLIVE_MS;
}

/** Nothing has surprised, and the fault lasts; what happens once is watched for as long as it was asked for. */
function maySilence({ phase, plan, alerts }: RunRecord): boolean {
  if (alerts === undefined || alerts.surprise !== undefined) return false;
  return SILENT.has(phase) || (plan.oneShot && phase === 'verifying');
}

export function wantsSilence(record: RunRecord): boolean {
  const { silences } = record;
  return silences?.state === 'wanted' && silencedUntil(record) !== undefined && maySilence(record);
}

export function wantsUnsilence(record: RunRecord): boolean {
  const mayStand = record.silences !== undefined && record.silences.state !== 'off';
  return mayStand && silencedUntil(record) !== undefined && !maySilence(record);
}

/** Whether a silence of this run has any business to stand. */
export function isSilenceDue(record: RunRecord): boolean {
  return record.silences !== undefined && record.silences.state !== 'off' && maySilence(record);
}

/** Also of one that came after they were lifted: it is lifted again. */
export function onSilenced(
  record: RunRecord,
  { count, more, until }: Extract<Observation, { kind: 'silenced' }>,
  now: number,
): Patch | undefined {
  const { silences } = record;
  if (silences === undefined || silences.state === 'on') return undefined;
  const { alerts } = silences;
  const on: RunSilences = { state: 'on', at: now, alerts, count, until, ...(more > 0 && { more }) };
  return { silences: on, ...healed(record, 'silence') };
}

export function onUnsilenced(record: RunRecord, now: number): Patch | undefined {
  const { silences } = record;
  if (silences === undefined || silences.state === 'off') return undefined;
  return { silences: { ...silences, state: 'off', at: now }, ...healed(record, 'unsilence') };
}
