// When the fault of a run began and ended, as far as is known: what happens beside it is held against these.

import { isEnded, type RunRecord } from './record.ts';

/** When it began, or may have begun; undefined before the object stands. */
export function faultBegan({ object, injectedAt }: RunRecord): number | undefined {
  const created = object?.createdAt;
  if (created === undefined) return injectedAt;
  return injectedAt === undefined ? created : Math.min(created, injectedAt);
}

/** When it was over, or now while it lasts; a one-shot fault is watched as long as was asked. */
export function faultEnded(record: RunRecord, now: number): number {
  const { plan, stop, plannedEnd = now, recoveredAt, phase, since } = record;
  if (plan.oneShot) return Math.min(now, plannedEnd);
  const end = stop?.at ?? recoveredAt ?? (isEnded(phase) ? since : now);
  return Math.min(now, end);
}
