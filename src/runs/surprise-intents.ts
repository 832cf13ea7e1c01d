// What people may say of an unexpected alert: that the run goes on all the same, or that the alert is none of its business.

import type { Person } from '../identity/person.ts';
import { canKeep, KEEP_WITHIN_MS, type RunAlerts, type Surprise, surprising } from './alerts.ts';
import type { Intent } from './input.ts';
import type { Step } from './intents.ts';
import { canStop } from './phases.ts';
import type { RunRecord } from './record.ts';

type Of<K extends Intent['kind']> = Extract<Intent, { kind: K }>;

const NOT_NOW: Step = { ok: false, refusal: { kind: 'not-now' } };
const NOT_YOURS: Step = { ok: false, refusal: { kind: 'not-yours' } };

/** Who asked for it, who could have voted on it, and who carries the pager. */
function mayJudge({ requester, plan, alerts }: RunRecord, by: Person): boolean {
  const groups = plan.verdict.kind === 'approvals' ? plan.verdict.approvals.map(({ group }) => group) : [];
  const isAsked = groups.some((group) => by.groups.includes(group));
  return by.id === requester.id || isAsked || alerts?.onCall?.includes(by.id) === true;
}

/** The surprise that the press was under, if it is still the newest one. */
function pressedUnder({ alerts }: RunRecord, nth: number | undefined): Surprise | undefined {
  const surprise = alerts?.surprise;
  return nth === undefined || surprise?.nth === nth ? surprise : undefined;
}

export function keep(record: RunRecord, { by, why, nth }: Of<'keep'>, now: number): Step {
  const { alerts } = record;
  const surprise = pressedUnder(record, nth);
  if (alerts === undefined || surprise === undefined || !canKeep(record)) return NOT_NOW;
  if (!mayJudge(record, by)) return NOT_YOURS;
  const kept = { by: by.name, at: now, ...(why !== undefined && { why }) };
  return {
    ok: true,
    patch: { alerts: { ...alerts, facts: record.seq + 1, surprise: { ...surprise, kept } } },
  };
}

export function rule(record: RunRecord, { by, related, nth }: Of<'rule'>, now: number): Step {
  const { alerts } = record;
  const surprise = pressedUnder(record, nth);
  if (alerts === undefined || surprise === undefined) return NOT_NOW;
  if (!mayJudge(record, by)) return NOT_YOURS;
  const ruling = { related, by: by.name, at: now };
  const seen = alerts.seen.map((one) => (surprise.keys.includes(one.key) ? { ...one, ruling } : one));
  const ruled = { ...alerts, seen, facts: record.seq + 1 };
  return { ok: true, patch: { alerts: withStop({ ...record, alerts: ruled }, ruled, now) } };
}

/** What belongs to the run stops it unless it is kept; what does not stops nothing. */
function withStop(record: RunRecord, alerts: RunAlerts, now: number): RunAlerts {
  const { surprise } = alerts;
  if (surprise === undefined) return alerts;
  const { stopAt, ...rest } = surprise;
  if (surprising(record).length === 0) return { ...alerts, surprise: rest };
  const isAskedAnew = surprise.asks && stopAt === undefined && surprise.kept === undefined && canStop(record);
  return isAskedAnew ? { ...alerts, surprise: { ...rest, stopAt: now + KEEP_WITHIN_MS } } : alerts;
}
