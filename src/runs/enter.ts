// Entering a phase: what is forgotten, what is noted, whichever way led there.

import type { Phase, RunRecord, Stop } from './record.ts';

/** A change of the record, before it gets its place in the log. */
export type Patch = Partial<RunRecord>;

export function enter(record: RunRecord, phase: Phase, now: number, patch: Patch = {}): Patch {
  const left = record.phase === 'awaiting' && phase !== 'awaiting' ? { decidedFacts: record.seq + 1 } : {};
  const tries = Object.fromEntries(Object.entries(record.tries).filter(([key]) => isMessage(key)));
  return {
    phase,
    from: record.phase,
    since: now,
    progressAt: now,
    tries,
    trouble: undefined,
    ...left,
    ...patch,
  };
}

/** Back before the votes: the plan is another one, so nothing that was said of the old one counts. */
export function enterDraft(record: RunRecord, now: number, patch: Patch): Patch {
  return enter(record, 'draft', now, {
    votes: [],
    asked: [],
    startAsked: false,
    tell: 'plan-changed',
    ...patch,
  });
}

export function enterRecovering(record: RunRecord, now: number, stop: Stop): Patch {
  const { alerts } = record;
  // Between the steps of a ramp nothing is left to recover from.
  const isClean = record.phase === 'between';
  return enter(record, isClean ? 'recovered' : 'recovering', now, {
    stop: record.stop ?? stop,
    ...(isClean ? { recoveredAt: record.since } : { deleteAccepted: false }),
    // What told of a surprise says from now on how it ended.
    ...(alerts && { alerts: { ...alerts, facts: record.seq + 1 } }),
  });
}

const isMessage = (key: string): boolean => key.startsWith('post:') || key.startsWith('edit:');
