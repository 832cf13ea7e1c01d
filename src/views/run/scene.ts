// What every view of a run is drawn from: the record, and what the domain's own tables say of it.

import type { Phrase } from '../../chaos/catalogue/action.ts';
import type { Experiment } from '../../chaos/experiment.ts';
import type { Quorum, quorum } from '../../policy/quorum.ts';
import type { Approval } from '../../policy/verdict.ts';
import type { AlertFacts } from '../../runs/alert-facts.ts';
import type { RunRecord } from '../../runs/record.ts';
import { clip, escapeText } from '../escape.ts';

/** What may be done with a run now; `runs/phases.ts`. */
export interface RunRules {
  readonly canVote: (record: RunRecord) => boolean;
  readonly canStart: (record: RunRecord) => boolean;
  readonly canStop: (record: RunRecord) => boolean;
  readonly canPause: (record: RunRecord) => boolean;
  readonly canResume: (record: RunRecord) => boolean;
  readonly canRetry: (record: RunRecord) => boolean;
  readonly canRepeat: (record: RunRecord) => boolean;
  readonly isLive: (record: RunRecord) => boolean;
}

export interface RunViewDeps {
  readonly may: RunRules;
  readonly quorum: typeof quorum;
  /** `chaos/describe.ts`. */
  readonly phraseOf: (experiment: Experiment) => Phrase;
  /** What the phrase leaves out and somebody said; `chaos/describe.ts`. */
  readonly detailsOf: (experiment: Experiment) => string | undefined;
  readonly isProduction: (cluster: string) => boolean;
  /** What a Schedule or Workflow started; `runs/children.ts`. */
  readonly familyOf: (record: RunRecord) => Scene['family'];
  /** How long an approved run may wait for its start. */
  readonly startWithinMs: number;
  /** `runs/alert-facts.ts`. */
  readonly alertsOf: (record: RunRecord) => AlertFacts | undefined;
  /** `1,900 ms`; `signals/amount-words.ts`. */
  readonly amount: (value: number, unit: string) => string;
  /** Newer blocks repeat what is in words. */
  readonly native: boolean;
  /** Where it is seen in Grafana, at its time; absent: nowhere. */
  readonly dashboardOf?: (record: RunRecord) => string | undefined;
}

export interface Scene {
  readonly record: RunRecord;
  readonly may: { readonly [K in keyof RunRules]: boolean };
  readonly phrase: Phrase;
  /** Parameters beside the title, as words. */
  readonly details: string | undefined;
  readonly production: boolean;
  readonly family: { readonly started: number; readonly atWork: number };
  readonly approvals: readonly Approval[];
  readonly quorum: Quorum;
  /** Milliseconds at which the present wait for people is over; undefined when nobody is waited for. */
  readonly waitsUntil: number | undefined;
  readonly startWithinMs: number;
  /** undefined: nobody tells of any. */
  readonly alerts: AlertFacts | undefined;
  readonly amount: RunViewDeps['amount'];
  readonly native: boolean;
  readonly dashboard: string | undefined;
}

export function sceneOf(record: RunRecord, deps: RunViewDeps): Scene {
  const { verdict, experiment } = record.plan;
  const approvals = verdict.kind === 'approvals' ? verdict.approvals : [];
  const { may } = deps;
  return {
    record,
    may: {
      canVote: may.canVote(record),
      canStart: may.canStart(record),
      canStop: may.canStop(record),
      canPause: may.canPause(record),
      canResume: may.canResume(record),
      canRetry: may.canRetry(record),
      canRepeat: may.canRepeat(record),
      isLive: may.isLive(record),
    },
    phrase: safePhrase(deps.phraseOf(experiment)),
    details: withDetails(deps.detailsOf(experiment)),
    production: deps.isProduction(experiment.target.cluster),
    family: deps.familyOf(record),
    approvals,
    quorum: deps.quorum(approvals, record.votes, record.requester.id),
    waitsUntil: waitsUntil(record, deps.startWithinMs),
    startWithinMs: deps.startWithinMs,
    alerts: deps.alertsOf(record),
    amount: deps.amount,
    native: deps.native,
    dashboard: deps.dashboardOf?.(record),
  };
}

/** As much as a section holds beside the rest. */
const MOST_DETAILS = 600;

function withDetails(details: string | undefined): string | undefined {
  return details === undefined ? undefined : `With ${clip(escapeText(details), MOST_DETAILS)}`;
}

/** Parameters are what somebody typed. */
function safePhrase(phrase: Phrase): Phrase {
  return { ...phrase, title: escapeText(phrase.title), fault: escapeText(phrase.fault) };
}

function waitsUntil(
  { phase, since, askedAt = since, plan, alerts }: RunRecord,
  startWithinMs: number,
): number | undefined {
  if (phase === 'approved') return since + startWithinMs;
  const { stopAt = Number.POSITIVE_INFINITY, kept } = alerts?.surprise ?? {};
  if (phase === 'between') return Math.min(since + startWithinMs, kept ? Number.POSITIVE_INFINITY : stopAt);
  if (phase !== 'awaiting' || plan.verdict.kind !== 'approvals') return undefined;
  return askedAt + plan.verdict.expireSeconds * 1_000;
}
