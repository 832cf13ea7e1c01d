// Alerts that belong to a run: what is kept of each, which of them are a surprise, and what becomes of the run then.

import type { Expected } from '../chaos/alert-contract.ts';
import { enterRecovering, type Patch } from './enter.ts';
import { faultBegan, faultOver } from './fault-time.ts';
import { canStop, isCutShort } from './phases.ts';
import { isEnded, type RunRecord } from './record.ts';

/** One episode of one alert, as it was heard and as it belongs to this run. Texts are from outside and clipped. */
export interface SeenAlert {
  /** Fingerprint and start. */
  readonly key: string;
  readonly name: string;
  readonly summary?: string;
  readonly runbook?: string;
  readonly dashboard?: string;
  /** Why it belongs to the run: `same workload`. */
  readonly why: string;
  /** 0 to 100: how near to what is hit it is. */
  readonly score: number;
  /** Milliseconds by the sender's clock, never later than when it was heard. */
  readonly startedAt: number;
  /** Redis time at which the run heard of it. */
  readonly heardAt: number;
  readonly resolvedAt?: number;
  readonly expected: Expected;
  /** A person has said whether it belongs to the run. */
  readonly ruling?: { readonly related: boolean; readonly by: string; readonly at: number };
}

/** What happens after a surprise: it is told; somebody has time to keep the run; it is stopped at once. */
export const ON_SURPRISE = ['tell', 'ask', 'stop'] as const;
export type OnSurprise = (typeof ON_SURPRISE)[number];

/** The reply that tells of unexpected alerts; those that come after an answer open the next one. */
export interface Surprise {
  readonly nth: number;
  readonly at: number;
  /** When the run is stopped unless somebody keeps it. */
  readonly stopAt?: number;
  /** Whether that was asked at all. */
  readonly asks?: true;
  /** Keys of the alerts it tells of. */
  readonly keys: readonly string[];
  readonly kept?: { readonly by: string; readonly at: number; readonly why?: string };
}

export interface RunAlerts {
  /** Up to which batch was read. */
  readonly cursor: string;
  /** The nearest and newest, at most `MOST_SEEN`. */
  readonly seen: readonly SeenAlert[];
  /** How many more were heard of. */
  readonly more?: number;
  /** Slack ids of those who carry the pagers. */
  readonly onCall?: readonly string[];
  readonly surprise?: Surprise;
  /** The record's `facts` when what a surprise reply says last changed. */
  readonly facts?: number;
  /** What fired before the end has had time to arrive. */
  readonly settled?: true;
  /** Long enough after the end: no more is heard. */
  readonly over?: true;
}

/** A record stays small however loud it gets. */
export const MOST_SEEN = 20;
/** How long a person has to keep a run that a surprise would stop. */
export const KEEP_WITHIN_MS = 30_000;
/** Alerts go on being heard this long after the end. */
export const GRACE_MS = 10 * 60_000;
/** An alert that fired before the end is heard by then: Alertmanager groups, and is asked every 30 s. */
export const SETTLED_MS = 35_000;
/** What begins later than this after the end is somebody else's doing. */
const AFTERMATH_MS = 60_000;
/** Clocks of monitoring and cluster differ by so much. */
const SKEW_MS = 5_000;

export const NOTHING_HEARD: RunAlerts = { cursor: '0-0', seen: [] };

/** It was burning already, so it is not of the fault's making. */
export function wasBefore(record: RunRecord, { startedAt }: Pick<SeenAlert, 'startedAt'>): boolean {
  const began = faultBegan(record);
  return began === undefined || startedAt < began - SKEW_MS;
}

/** It began when the fault had long been over, or a step of it and the next had not begun. */
export function wasAfter(record: RunRecord, { startedAt }: Pick<SeenAlert, 'startedAt'>): boolean {
  const rested = (record.rests ?? []).some(
    ({ from, to }) => startedAt > from + AFTERMATH_MS && startedAt < to,
  );
  return rested || startedAt > (faultOver(record) ?? Number.POSITIVE_INFINITY) + AFTERMATH_MS;
}

export function isRelated({ ruling }: SeenAlert): boolean {
  return ruling?.related !== false;
}

/** Nobody has said that it may fire, and it began with the fault. */
export function isUnexpected(record: RunRecord, alert: SeenAlert): boolean {
  if (alert.expected === 'must' || alert.expected === 'may') return false;
  return isRelated(alert) && !wasBefore(record, alert) && !wasAfter(record, alert);
}

export function unexpected(record: RunRecord): readonly SeenAlert[] {
  return (record.alerts?.seen ?? []).filter((alert) => isUnexpected(record, alert));
}

/** What was told of in this surprise and still counts. */
export function surprising(record: RunRecord): readonly SeenAlert[] {
  const keys = record.alerts?.surprise?.keys ?? [];
  return unexpected(record).filter(({ key }) => keys.includes(key));
}

/** Somebody still has time to keep the run. */
export function stopsAt({ alerts }: RunRecord): number {
  const { stopAt = Number.POSITIVE_INFINITY, kept } = alerts?.surprise ?? {};
  return kept === undefined ? stopAt : Number.POSITIVE_INFINITY;
}

export function canKeep(record: RunRecord): boolean {
  const isOpen = canStop(record) || (isCutShort(record) && !isEnded(record.phase));
  return Number.isFinite(stopsAt(record)) && isOpen;
}

export function hearsAlerts({ alerts }: RunRecord): boolean {
  return alerts !== undefined && alerts.over !== true;
}

export interface Batch {
  readonly cursor: string;
  readonly heard: readonly Omit<SeenAlert, 'heardAt'>[];
  readonly more: number;
  readonly onSurprise: OnSurprise;
  readonly settled?: true;
  readonly over?: true;
}

/** Folds what was heard into the run; a surprise while the fault goes on may end it. */
export function onAlerts(record: RunRecord, batch: Batch, now: number): Patch | undefined {
  const { alerts } = record;
  if (alerts === undefined || alerts.over) return undefined;
  if (batch.over) return { alerts: { ...alerts, over: true } };
  const settled = batch.settled && { settled: true as const };
  if (alerts.cursor === batch.cursor) return settled && { alerts: { ...alerts, ...settled } };
  const all = merged(alerts.seen, batch, now);
  const more = (alerts.more ?? 0) + batch.more + Math.max(0, all.length - MOST_SEEN);
  const seen = nearest({ ...record, alerts: { ...alerts, seen: all } }, all);
  const facts = record.seq + 1;
  const next: RunAlerts = {
    ...alerts,
    cursor: batch.cursor,
    seen,
    facts,
    ...(more > 0 && { more }),
    ...settled,
  };
  return withSurprise({ ...record, alerts: next }, next, batch.onSurprise, now);
}

function merged(seen: readonly SeenAlert[], { heard }: Batch, now: number): readonly SeenAlert[] {
  const byKey = new Map(seen.map((alert) => [alert.key, alert]));
  for (const alert of heard) {
    const known = byKey.get(alert.key);
    // Of one that was not kept, or began long ago, it is no news that it is over.
    if (known === undefined && alert.resolvedAt !== undefined) continue;
    const startedAt = Math.min(alert.startedAt, now);
    byKey.set(alert.key, { ...alert, startedAt, heardAt: now, ...keptOf(known) });
  }
  return [...byKey.values()];
}

/** What is known of an episode stays known: news of it can only be that it is over. */
function keptOf(known: SeenAlert | undefined): Partial<SeenAlert> {
  if (known === undefined) return {};
  const { heardAt, startedAt, ruling, resolvedAt, summary } = known;
  // What it said when it fired is the evidence; when it is over it says something else.
  return {
    heardAt,
    startedAt,
    ...(summary !== undefined && { summary }),
    ...(ruling && { ruling }),
    ...(resolvedAt !== undefined && { resolvedAt }),
  };
}

/** What must be judged stays; then what is nearest. */
function nearest(record: RunRecord, all: readonly SeenAlert[]): readonly SeenAlert[] {
  if (all.length <= MOST_SEEN) return all;
  const weight = (alert: SeenAlert): number =>
    (isClause(record, alert) ? 1_000 : 0) + (isUnexpected(record, alert) ? 500 : 0) + alert.score;
  const chosen = new Set(all.toSorted((a, b) => weight(b) - weight(a)).slice(0, MOST_SEEN));
  return all.filter((alert) => chosen.has(alert));
}

/** The contract is judged by it. */
function isClause(record: RunRecord, alert: SeenAlert): boolean {
  return (alert.expected === 'must' || alert.expected === 'never') && !wasBefore(record, alert);
}

function withSurprise(record: RunRecord, alerts: RunAlerts, onSurprise: OnSurprise, now: number): Patch {
  const known = alerts.surprise?.keys ?? [];
  const fresh = unexpected(record).filter(
    ({ key, resolvedAt }) => !known.includes(key) && resolvedAt === undefined,
  );
  const [first] = fresh;
  if (first === undefined || isEnded(record.phase)) return { alerts };
  const keys = fresh.map(({ key }) => key);
  const surprise = nextSurprise(record, keys, now);
  // While a step of a ramp is being taken back there is nothing to stop but the next one.
  const mayStop = canStop(record) || isCutShort(record);
  if (!mayStop || onSurprise === 'tell') return { alerts: { ...alerts, surprise } };
  if (onSurprise === 'ask')
    return { alerts: { ...alerts, surprise: { stopAt: now + KEEP_WITHIN_MS, asks: true, ...surprise } } };
  if (!canStop(record)) return { alerts: { ...alerts, surprise: { stopAt: now, ...surprise } } };
  const told = { ...record, alerts: { ...alerts, surprise } };
  return enterRecovering(told, now, stopFor(first.name, now));
}

/** What comes while nobody has answered joins the same reply; after an answer it is a new one, since edits call nobody. */
function nextSurprise(record: RunRecord, keys: readonly string[], now: number): Surprise {
  const stands = record.alerts?.surprise;
  if (stands === undefined) return { nth: 1, at: now, keys };
  const isAnswered = stands.kept !== undefined || surprising(record).length === 0;
  if (isAnswered) return { nth: stands.nth + 1, at: now, keys };
  return { ...stands, keys: [...stands.keys, ...keys].slice(-MOST_SEEN) };
}

const stopFor = (alert: string, now: number) => ({ why: 'alert', at: now, reason: alert }) as const;

/** Nobody kept it in time. */
export function endUnkept(record: RunRecord, now: number): Patch {
  return enterRecovering(record, now, stopFor(surprising(record)[0]?.name ?? 'an alert', now));
}
