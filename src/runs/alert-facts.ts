// What a run's alerts come to: whether the contract was kept, what surprised, and the verdict that follows.

import { type AlertContract, contractOf, expectedOf } from '../chaos/alert-contract.ts';
import { canKeep, isRelated, type SeenAlert, surprising, unexpected, wasAfter, wasBefore } from './alerts.ts';
import { beganBefore, faultBegan } from './fault-time.ts';
import { isCutShort } from './phases.ts';
import { isEnded, type RunRecord } from './record.ts';

export type Kept = 'kept' | 'broken' | 'open' | 'unknown';

/** One alert that must or must not fire. */
export interface Clause {
  readonly name: string;
  readonly must: boolean;
  readonly withinSeconds?: number;
  /** `unknown`: the fault was over before its time to fire was. */
  readonly kept: Kept;
  /** Milliseconds from the beginning of the fault. */
  readonly firedAfterMs?: number;
  /** From the beginning to the end of the alert. */
  readonly lastedMs?: number;
}

export type AlertVerdict = 'passed' | 'breached' | 'inconclusive';

export interface AlertFacts {
  readonly began: number | undefined;
  readonly clauses: readonly Clause[];
  /** Fired as they may. */
  readonly allowed: readonly SeenAlert[];
  /** Burning before the fault began. */
  readonly before: readonly SeenAlert[];
  readonly unexpected: readonly SeenAlert[];
  /** What the last surprise told of and still counts. */
  readonly surprising: readonly SeenAlert[];
  readonly canKeep: boolean;
  /** undefined: nothing was promised and nothing surprised, or the run goes on. */
  readonly verdict?: AlertVerdict;
}

/** undefined: nobody tells this bot of alerts. */
export function alertFactsOf(record: RunRecord): AlertFacts | undefined {
  const { alerts, plan } = record;
  if (alerts === undefined) return undefined;
  const contract = contractOf(plan.manifest.metadata);
  const clauses = clausesOf(record, contract);
  const related = alerts.seen.filter(isRelated);
  const facts = {
    began: faultBegan(record),
    clauses,
    allowed: related.filter((one) => one.expected === 'may' && !wasBefore(record, one)),
    before: related.filter((one) => wasBefore(record, one)),
    unexpected: unexpected(record),
    surprising: surprising(record),
    canKeep: canKeep(record),
  };
  const verdict = isEnded(record.phase) ? verdictOf(clauses, facts.unexpected) : undefined;
  return { ...facts, ...(verdict && { verdict }) };
}

function clausesOf(record: RunRecord, { must, never }: AlertContract): readonly Clause[] {
  return [
    ...must.map((one) => mustClause(record, one)),
    ...never.map((name) => ({ name, must: false, ...neverKept(record, name) })),
  ];
}

/** The first time it fired after the fault began. */
function firstOf(record: RunRecord, named: (alert: SeenAlert) => boolean): SeenAlert | undefined {
  const fired = (record.alerts?.seen ?? []).filter(
    (one) => named(one) && isRelated(one) && !wasBefore(record, one) && !wasAfter(record, one),
  );
  return fired.toSorted((a, b) => a.startedAt - b.startedAt)[0];
}

function timesOf(
  record: RunRecord,
  { startedAt, resolvedAt }: SeenAlert,
): Pick<Clause, 'firedAfterMs' | 'lastedMs'> {
  const firedAfterMs = Math.max(0, startedAt - (beganBefore(record, startedAt) ?? startedAt));
  return { firedAfterMs, ...(resolvedAt !== undefined && { lastedMs: Math.max(0, resolvedAt - startedAt) }) };
}

function mustClause(record: RunRecord, { name, withinSeconds }: AlertContract['must'][number]): Clause {
  const known = { name, must: true, ...(withinSeconds !== undefined && { withinSeconds }) };
  const fired = firstOf(record, (one) => one.name === name);
  if (fired !== undefined) {
    const times = timesOf(record, fired);
    const inTime = withinSeconds === undefined || (times.firedAfterMs ?? 0) <= withinSeconds * 1_000;
    return { ...known, ...times, kept: inTime ? 'kept' : 'broken' };
  }
  if (!isEnded(record.phase)) return { ...known, kept: 'open' };
  return { ...known, kept: hadItsTime(record, withinSeconds) ? 'broken' : 'unknown' };
}

/** A fault that was cut short says nothing of an alert that had more time to fire. */
function hadItsTime(record: RunRecord, withinSeconds: number | undefined): boolean {
  const { stop, plannedEnd, plan } = record;
  if (isCutShort(record)) return false;
  if (plan.oneShot || stop === undefined) return true;
  const began = faultBegan(record) ?? stop.at;
  if (stop.why === 'ended') return withinSeconds === undefined || lastedFor(withinSeconds, began, stop.at);
  const due = withinSeconds === undefined ? (plannedEnd ?? stop.at) : began + withinSeconds * 1_000;
  return stop.at >= due;
}

/** Clocks and whole seconds make a fault seem a little shorter than it was asked for. */
const SHORT_MS = 5_000;

function lastedFor(seconds: number, began: number, ended: number): boolean {
  return ended - began >= seconds * 1_000 - SHORT_MS;
}

function neverKept(record: RunRecord, name: string): Pick<Clause, 'kept' | 'firedAfterMs' | 'lastedMs'> {
  const only = { must: [], may: [], never: [name] };
  const fired = firstOf(record, (one) => expectedOf(only, one.name) === 'never' && one.expected === 'never');
  if (fired !== undefined) return { kept: 'broken', ...timesOf(record, fired) };
  return { kept: isEnded(record.phase) ? 'kept' : 'open' };
}

function verdictOf(clauses: readonly Clause[], surprises: readonly SeenAlert[]): AlertVerdict | undefined {
  if (clauses.some(({ kept }) => kept === 'broken') || surprises.length > 0) return 'breached';
  if (clauses.some(({ kept }) => kept === 'unknown')) return 'inconclusive';
  return clauses.length > 0 ? 'passed' : undefined;
}

/** What had to fire has fired, or has had time to arrive: what is posted once must not be wrong a moment later. */
export function isHeardOut(record: RunRecord): boolean {
  const { alerts } = record;
  if (alerts === undefined || alerts.settled || faultBegan(record) === undefined) return true;
  const { must } = contractOf(record.plan.manifest.metadata);
  return must.every((one) => mustClause(record, one).firedAfterMs !== undefined);
}
