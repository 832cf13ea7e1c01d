// What may be done with a run now, by phase; asked by buttons, commands and `advance` alike.

import { stepCount } from '../chaos/steps.ts';
import type { RunRecord } from './record.ts';
import { isEnded } from './record.ts';

export function canVote(record: RunRecord): boolean {
  return record.phase === 'awaiting';
}

/** A denial still counts between the last vote and the start, and while what was asked about is checked again. */
export function canDeny(record: RunRecord): boolean {
  const again = record.phase === 'checking' && record.askedAt !== undefined;
  return again || record.phase === 'awaiting' || record.phase === 'approved';
}

export function canStart(record: RunRecord): boolean {
  return (record.phase === 'approved' || record.phase === 'between') && !record.startAsked;
}

/** Stopping makes it not happen, or ends it; once it is ending there is nothing to stop. */
export function canStop(record: RunRecord): boolean {
  return (
    !isEnded(record.phase) && !['recovering', 'verifying', 'stuck'].includes(record.phase) && !isOver(record)
  );
}

/** A one-shot fault that has happened cannot be stopped, only watched. */
function isOver({ phase, plan, injectedAt }: RunRecord): boolean {
  return plan.oneShot && injectedAt !== undefined && phase !== 'between' && phase !== 'starting';
}

export function canRetry(record: RunRecord): boolean {
  return record.phase === 'stuck';
}

/** The same may be asked for again, whatever became of it. */
export function canRepeat(record: RunRecord): boolean {
  return isEnded(record.phase);
}

/** What happens once cannot be held. */
export function canPause({ phase, plan, hold }: RunRecord): boolean {
  const isUnderWay = phase === 'injecting' || phase === 'running';
  return isUnderWay && !plan.oneShot && !hasSteps(plan) && hold?.paused !== true;
}

/** Chaos Mesh pauses no Workflow, nor one that a Schedule has started. */
function hasSteps({ experiment: { orchestrated } }: RunRecord['plan']): boolean {
  return orchestrated?.kind === 'Workflow' || orchestrated?.spec['type'] === 'Workflow';
}

export function canResume({ phase, hold }: RunRecord): boolean {
  if (phase === 'paused') return hold?.paused !== false;
  return (phase === 'injecting' || phase === 'running') && hold?.paused === true;
}

export function isLive(record: RunRecord): boolean {
  return [
    ...['starting', 'injecting', 'running', 'paused', 'recovering', 'verifying', 'between', 'stuck'],
  ].includes(record.phase);
}

/** Of a ramp that is not at its last step: it says nothing of what would come, and its fault may still be widened. */
export function isCutShort({ plan, step = 0 }: RunRecord): boolean {
  return step + 1 < stepCount(plan.experiment);
}
