// What a run may promise of its alerts, as runs that did the same to the same have shown.

import {
  type AlertContract,
  contractOf,
  contractText,
  expectedOf,
  parseContract,
} from '../chaos/alert-contract.ts';
import { isRelated, type SeenAlert, wasAfter, wasBefore } from '../runs/alerts.ts';
import { isAlike } from '../runs/alike.ts';
import { beganBefore, faultBegan } from '../runs/fault-time.ts';
import { isCutShort } from '../runs/phases.ts';
import { isEnded, type RunRecord } from '../runs/record.ts';

export interface SuggestedAlert {
  readonly name: string;
  /** It fired every time, or now and then. */
  readonly duty: 'must' | 'may';
  readonly fired: number;
  /** In how many runs it could have. */
  readonly of: number;
  /** Seconds from the beginning of the fault, at the earliest and at the latest. */
  readonly soonest: number;
  readonly latest: number;
  /** For one that must. */
  readonly withinSeconds?: number;
}

export interface SuggestedContract {
  readonly alerts: readonly SuggestedAlert[];
  /** With what is promised already. */
  readonly contract: string;
}

/** Once is chance. */
const LEAST_RUNS = 2;
const MOST_RUNS = 5;
const MOST_ALERTS = 5;

/** `past`: newest first; those that are not alike, or in which no alert was heard out, say nothing. */
export function suggestContract(
  record: RunRecord,
  past: readonly RunRecord[],
): SuggestedContract | undefined {
  const told = past
    .filter((one) => one.id !== record.id && isHeard(one) && isAlike(one, record))
    .slice(0, MOST_RUNS);
  const promised = contractOf(record.plan.manifest.metadata);
  const names = new Set(told.flatMap((one) => firedIn(one).map(({ name }) => name)));
  const alerts = [...names]
    .filter((name) => expectedOf(promised, name) === 'none' && isSayable(name))
    .flatMap((name) => suggested(name, told) ?? [])
    .toSorted((a, b) => b.fired - a.fired || a.latest - b.latest)
    .slice(0, MOST_ALERTS);
  if (alerts.length === 0) return undefined;
  const contract = contractText(withAlerts(promised, alerts));
  // What is too much for one contract is for a person to choose from.
  return parseContract(contract).ok ? { alerts, contract } : undefined;
}

/** The fault began, and alerts were heard until what fired had had time to arrive. */
function isHeard(record: RunRecord): boolean {
  return isEnded(record.phase) && record.alerts?.settled === true && faultBegan(record) !== undefined;
}

/** The first of each name that the fault may have made. */
function firedIn(record: RunRecord): readonly SeenAlert[] {
  const fired = (record.alerts?.seen ?? []).filter(
    (one) => isRelated(one) && !wasBefore(record, one) && !wasAfter(record, one),
  );
  const sorted = fired.toSorted((a, b) => a.startedAt - b.startedAt);
  return sorted.filter(({ name }, at) => sorted.findIndex((one) => one.name === name) === at);
}

/** A name that would be read as something else cannot be promised. */
function isSayable(name: string): boolean {
  const read = parseContract(contractText({ must: [{ name }], may: [], never: [] }));
  return read.ok && read.contract.must[0]?.name === name && read.contract.must.length === 1;
}

function suggested(name: string, told: readonly RunRecord[]): SuggestedAlert | undefined {
  const after = told.flatMap((one) => secondsUntil(name, one) ?? []);
  // One that was cut short says nothing of what had not fired yet.
  const of = told.filter((one) => secondsUntil(name, one) !== undefined || wasWhole(one)).length;
  if (after.length < LEAST_RUNS) return undefined;
  const [soonest, latest] = [Math.min(...after), Math.max(...after)];
  const seen = { name, fired: after.length, of, soonest, latest };
  return after.length === of
    ? { ...seen, duty: 'must', withinSeconds: withinFor(latest) }
    : { ...seen, duty: 'may' };
}

function secondsUntil(name: string, record: RunRecord): number | undefined {
  const fired = firedIn(record).find((one) => one.name === name);
  const began = fired && beganBefore(record, fired.startedAt);
  if (fired === undefined || began === undefined) return undefined;
  return Math.max(0, Math.round((fired.startedAt - began) / 1_000));
}

function wasWhole(record: RunRecord): boolean {
  const { plan, stop } = record;
  return !isCutShort(record) && (plan.oneShot || stop === undefined || stop.why === 'ended');
}

/** Half as long again as it ever took, in a round number: evaluation and scrape intervals move an alert that much. */
function withinFor(latest: number): number {
  const least = Math.max(latest * 1.5, latest + 10);
  const step = least <= 120 ? 10 : 60;
  return Math.ceil(least / step) * step;
}

function withAlerts(promised: AlertContract, alerts: readonly SuggestedAlert[]): AlertContract {
  const must = alerts.flatMap(({ name, duty, withinSeconds }) =>
    duty === 'must' && withinSeconds !== undefined ? [{ name, withinSeconds }] : [],
  );
  const may = alerts.filter(({ duty }) => duty === 'may').map(({ name }) => name);
  return { ...promised, must: [...promised.must, ...must], may: [...promised.may, ...may] };
}
