// What people may want of a run, and what comes of it in each phase.

import { blocked } from '../plan/drift.ts';
import { quorum } from '../policy/quorum.ts';
import type { Approval } from '../policy/verdict.ts';
import { enter, enterRecovering, type Patch } from './enter.ts';
import type { Intent, RunRefusal } from './input.ts';
import { canDeny, canPause, canResume, canRetry, canStart, canVote } from './phases.ts';
import type { RunRecord, Stop, Vote } from './record.ts';
import { isEnded } from './record.ts';
import { keep, rule } from './surprise-intents.ts';

export type Step =
  | { readonly ok: true; readonly patch: Patch | undefined }
  | { readonly ok: false; readonly refusal: RunRefusal };

type Of<K extends Intent['kind']> = Extract<Intent, { kind: K }>;
type Rule<K extends Intent['kind']> = (record: RunRecord, intent: Of<K>, now: number) => Step;

const refuse = (refusal: RunRefusal): Step => ({ ok: false, refusal });
const done = (patch: Patch): Step => ({ ok: true, patch });

const request: Rule<'request'> = (record, { by, digest, reason }, now) => {
  if (by.id !== record.requester.id) return refuse({ kind: 'not-yours' });
  if (record.phase !== 'draft') return refuse({ kind: 'not-now' });
  if (digest !== record.plan.digest) return refuse({ kind: 'old-plan' });
  if (blocked(record.plan)) return refuse({ kind: 'blocked' });
  const asked = reason ?? record.reason;
  return done(enter(record, 'checking', now, asked === undefined ? {} : { reason: asked }));
};

/**
 * Common to both votes: whose vote counts at all. A vote binds to the digest that was shown, so a press on an older
 * plan hears that first, whatever the phase.
 */
function voteRefusal(
  record: RunRecord,
  { by, digest }: Of<'approve'> | Of<'deny'>,
  inTime: boolean,
): RunRefusal | undefined {
  if (digest !== record.plan.digest && !isEnded(record.phase)) return { kind: 'old-plan' };
  if (!inTime) return { kind: 'not-now' };
  if (by.id === record.requester.id) return { kind: 'own-run' };
  const groups = approvalsOf(record).map(({ group }) => group);
  return groups.some((group) => by.groups.includes(group)) ? undefined : { kind: 'not-a-voter', groups };
}

function approvalsOf({ plan }: RunRecord): readonly Approval[] {
  return plan.verdict.kind === 'approvals' ? plan.verdict.approvals : [];
}

function voted(record: RunRecord, intent: Of<'approve'>): RunRefusal | undefined {
  const mine = record.votes.findLast((vote) => vote.by.id === intent.by.id);
  return mine && { kind: 'already-voted', vote: mine.vote, at: mine.at };
}

const approve: Rule<'approve'> = (record, intent, now) => {
  const refusal = voted(record, intent) ?? voteRefusal(record, intent, canVote(record));
  if (refusal) return refuse(refusal);
  const votes: Vote[] = [...record.votes, { by: intent.by, vote: 'approve', at: now }];
  const verdict = record.plan.verdict;
  if (verdict.kind !== 'approvals' || !quorum(verdict.approvals, votes, record.requester.id).met)
    return done({ votes });
  return done(
    enter(record, 'approved', now, { votes, approvedAt: now, startAsked: verdict.start === 'auto' }),
  );
};

const deny: Rule<'deny'> = (record, intent, now) => {
  const refusal = voteRefusal(record, intent, canDeny(record));
  if (refusal) return refuse(refusal);
  const why = intent.why === undefined ? {} : { why: intent.why };
  const vote: Vote = { by: intent.by, vote: 'deny', at: now, ...why };
  return done(enter(record, 'denied', now, { votes: [...record.votes, vote] }));
};

const start: Rule<'start'> = (record, { by }) => {
  if (by.id !== record.requester.id) return refuse({ kind: 'not-yours' });
  return canStart(record) ? done({ startAsked: true }) : refuse({ kind: 'not-now' });
};

/** Before anything was sent a run simply does not happen; after that it must recover. */
function end(record: RunRecord, now: number, stop: Stop, before: 'withdrawn' | 'cancelled'): Step {
  switch (record.phase) {
    case 'draft':
      return done(enter(record, 'dropped', now, { stop }));
    case 'checking':
    case 'awaiting':
    case 'approved':
      return done(enter(record, before, now, { stop }));
    case 'between':
    case 'starting':
    case 'injecting':
    case 'running':
    case 'paused':
      return done(enterRecovering(record, now, stop));
    case 'recovering':
    case 'verifying':
      return hasJustGone(record, now) ? done({ stop }) : refuse({ kind: 'not-now' });
    default:
      return refuse({ kind: 'not-now' });
  }
}

/** The press deletes at once, so that the watch may tell of it before the press is written down. */
const PRESS_MS = 3_000;

function hasJustGone({ stop }: RunRecord, now: number): boolean {
  return stop?.why === 'gone' && now - stop.at <= PRESS_MS;
}

function stopOf(why: Stop['why'], intent: Of<'stop'> | Of<'halt'>, now: number): Stop {
  const reason = intent.why === undefined ? {} : { reason: intent.why };
  return { why, at: now, by: intent.by.name, ...reason };
}

const stop: Rule<'stop'> = (record, intent, now) =>
  end(
    record,
    now,
    stopOf('stopped', intent, now),
    intent.by.id === record.requester.id ? 'withdrawn' : 'cancelled',
  );

const halt: Rule<'halt'> = (record, intent, now) =>
  end(record, now, stopOf('halted', intent, now), 'cancelled');

const retry: Rule<'retry'> = (record, { by }, now) =>
  canRetry(record)
    ? done(enterRecovering({ ...record, stop: undefined }, now, { why: 'stopped', at: now, by: by.name }))
    : refuse({ kind: 'not-now' });

const abandon: Rule<'abandon'> = (record, { by }, now) => {
  if (record.phase !== 'stuck') return refuse({ kind: 'not-now' });
  if (!record.abandonAskedBy) return done({ abandonAskedBy: by });
  if (record.abandonAskedBy.id === by.id) return refuse({ kind: 'second-person-needed' });
  return done(enter(record, 'abandoned', now, { stop: { why: 'stopped', at: now, by: by.name } }));
};

const pause: Rule<'pause'> = (record, { by, seconds }, now) => {
  if (!canPause(record)) return refuse({ kind: 'not-now' });
  const until = seconds === undefined ? {} : { until: now + seconds * 1_000 };
  return done({ hold: { paused: true, by, ...until } });
};

const resume: Rule<'resume'> = (record, { by }) =>
  canResume(record) ? done({ hold: { paused: false, by } }) : refuse({ kind: 'not-now' });

const RULES: { readonly [K in Intent['kind']]: Rule<K> } = {
  request,
  approve,
  deny,
  start,
  stop,
  halt,
  retry,
  abandon,
  pause,
  resume,
  keep,
  rule,
};

export function onIntent<K extends Intent['kind']>(record: RunRecord, intent: Of<K>, now: number): Step {
  if (isEnded(record.phase) && intent.kind !== 'approve' && intent.kind !== 'rule')
    return refuse({ kind: 'not-now' });
  const rule = RULES[intent.kind as K] as unknown as Rule<K>;
  return rule(record, intent, now);
}
