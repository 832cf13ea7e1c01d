// When a phase is over by itself, and what then becomes of the run; every open phase has such a time.

import { endUnkept, stopsAt } from './alerts.ts';
import { enter, enterRecovering, type Patch } from './enter.ts';
import { goesOn, pausedUntil } from './hold.ts';
import { canStop } from './phases.ts';
import { holding } from './ramp.ts';
import type { OpenPhase, RunRecord, Stop } from './record.ts';
import { isEnded } from './record.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Drafts and starts 30 min, checks 60 s; recovering 30 s past the end; verification 2 min. */
export const LIMITS = {
  draft: 30 * MINUTE,
  checking: MINUTE,
  approved: 30 * MINUTE,
  starting: MINUTE,
  injecting: MINUTE,
  recovering: 30 * SECOND,
  verifying: 2 * MINUTE,
} as const;

/** The next person is mentioned this long after the run got stuck; then every hour. */
const ESCALATIONS = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE];

interface Deadline {
  readonly at: (record: RunRecord) => number;
  readonly become: (record: RunRecord, now: number) => Patch;
}

const plannedEnd = (record: RunRecord): number => record.plannedEnd ?? Number.POSITIVE_INFINITY;
const progress = (record: RunRecord): number => record.progressAt ?? record.since;

const DEADLINES: Record<OpenPhase, Deadline> = {
  draft: { at: (run) => run.since + LIMITS.draft, become: (run, now) => enter(run, 'dropped', now) },
  checking: {
    at: (run) => run.since + LIMITS.checking,
    become: (run, now) =>
      enter(run, 'failed', now, {
        tell: 'failed',
        trouble: run.tries['check']?.error ?? silent(run),
      }),
  },
  awaiting: {
    at: (run) =>
      (run.askedAt ?? run.since) +
      (run.plan.verdict.kind === 'approvals' ? run.plan.verdict.expireSeconds * SECOND : 0),
    become: (run, now) => enter(run, 'expired', now),
  },
  approved: {
    at: (run) => run.since + LIMITS.approved,
    become: (run, now) => enter(run, 'expired', now, { trouble: run.trouble }),
  },
  starting: {
    at: (run) => run.since + LIMITS.starting,
    become: (run, now) => enterRecovering(run, now, { why: 'late', at: now }),
  },
  injecting: {
    at: (run) => Math.min(progress(run) + LIMITS.injecting, plannedEnd(run)),
    become: endInjecting,
  },
  running: { at: plannedEnd, become: (run, now) => enterRecovering(run, now, { why: 'ended', at: now }) },
  paused: {
    at: (run) => Math.min(plannedEnd(run), pausedUntil(run)),
    become: (run, now) =>
      now >= plannedEnd(run) ? enterRecovering(run, now, { why: 'ended', at: now }) : goesOn(run),
  },
  recovering: {
    at: (run) => Math.max(progress(run), run.stop?.why === 'ended' ? plannedEnd(run) : 0) + LIMITS.recovering,
    become: (run, now) => enterStuck(run, now, run.tries['remove']?.error ?? run.tries['look']?.error),
  },
  verifying: {
    at: (run) => run.since + verifyLimit(run),
    become: (run, now) => enterStuck(run, now, run.tries['prove']?.error),
  },
  between: {
    at: (run) => run.since + LIMITS.approved,
    become: (run, now) => enterRecovering(run, now, notNext(run, now)),
  },
  stuck: {
    at: (run) => run.since + escalateAfter(run.escalations),
    become: (run) => ({ escalations: run.escalations + 1 }),
  },
};

/** What holds it is told; else nobody started it. */
function notNext(run: RunRecord, at: number): Stop {
  const unstarted = run.startAsked ? 'its gates did not answer' : 'nobody pressed Start now';
  return { why: 'held', at, reason: holding(run) ?? unstarted };
}

/** Each time somebody must be called anew. */
function enterStuck(run: RunRecord, now: number, trouble: string | undefined): Patch {
  return enter(run, 'stuck', now, { trouble, escalations: 0, stuckTimes: (run.stuckTimes ?? 0) + 1 });
}

/** Nothing was even refused: the cluster is asked last and longest, so it is named. */
function silent({ plan }: RunRecord): string {
  return `the checks got no answer within a minute; ${plan.experiment.target.cluster} did not answer`;
}

function endInjecting(run: RunRecord, now: number): Patch {
  const some = run.records.some((record) => record.injectedCount > 0);
  if (some && run.plan.oneShot) return enter(run, 'verifying', now, { injectedAt: now });
  if (some && now >= plannedEnd(run)) return enterRecovering(run, now, { why: 'ended', at: now });
  if (some) return enter(run, 'running', now, { injectedAt: now });
  return enterRecovering(run, now, { why: 'not-injected', at: now });
}

/** For one-shot faults the window a person asked to watch is the time they have to heal. */
function verifyLimit(run: RunRecord): number {
  return run.plan.oneShot
    ? Math.max(LIMITS.verifying, run.plan.experiment.durationSeconds * SECOND)
    : LIMITS.verifying;
}

function escalateAfter(escalations: number): number {
  return ESCALATIONS[escalations] ?? (escalations - 1) * 60 * MINUTE;
}

/** Milliseconds of Redis TIME; undefined for ended runs. */
export function deadlineOf(record: RunRecord): number | undefined {
  return isEnded(record.phase) ? undefined : Math.min(DEADLINES[record.phase].at(record), unkeptAt(record));
}

/** What becomes of a run whose time is over; undefined while it is not. */
export function pastDeadline(record: RunRecord, now: number): Patch | undefined {
  if (isEnded(record.phase)) return undefined;
  const deadline = DEADLINES[record.phase];
  if (now >= deadline.at(record)) return deadline.become(record, now);
  return now >= unkeptAt(record) ? endUnkept(record, now) : undefined;
}

/** What is ending already needs no surprise to end it. */
function unkeptAt(record: RunRecord): number {
  return canStop(record) ? stopsAt(record) : Number.POSITIVE_INFINITY;
}
