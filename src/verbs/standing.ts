// What a plan lets its requester press: start now, request approval, or neither.

import { blocked, warns } from '../plan/drift.ts';
import type { RunRecord } from '../runs/record.ts';
import type { GoNotTaken } from './answer.ts';

/** `go` starts without a press only where policy allows at once and nothing warns. */
export function whyNotGo(record: Standing): GoNotTaken | undefined {
  const { plan } = record;
  if (blocked(plan)) return 'blocked';
  if (plan.verdict.kind === 'approvals') return 'approvals';
  if (warns(plan)) return 'warnings';
  return needsReason(record) ? 'reason' : undefined;
}

type Standing = Pick<RunRecord, 'plan' | 'template' | 'reason'>;

/** A reason is asked only when somebody must vote, or the template wants to know what is expected. */
export function needsReason(
  { plan, template, reason: kept }: Standing,
  reason: string | undefined = kept,
): boolean {
  const isWanted = plan.verdict.kind === 'approvals' || template?.hypothesis === true;
  return isWanted && (reason ?? '').trim() === '' && !blocked(plan);
}
