// When the fault of a run began and ended, as far as is known: what happens beside it is held against these.

import { isEnded, type RunRecord } from './record.ts';

/** When it began, or may have begun; undefined before the object stands. */
export function faultBegan({ firstBeganAt, object, beganAt, injectedAt }: RunRecord): number | undefined {
  if (firstBeganAt !== undefined) return firstBeganAt;
  const created = beganAt ?? object?.createdAt;
  if (created === undefined) return injectedAt;
  return injectedAt === undefined ? created : Math.min(created, injectedAt);
}

/** What happens once shows in what is measured only after a while. */
const SHOWS_AFTER_MS = 45_000;

/** When it was over, or now while it lasts. What happens once is over when all has healed, and has had time to show. */
export function faultEnded(record: RunRecord, now: number): number {
  const { plan, stop, plannedEnd = now, recoveredAt, phase, since } = record;
  const healed = recoveredAt ?? (isEnded(phase) ? since : now);
  if (plan.oneShot) {
    const shown = (faultBegan(record) ?? now) + SHOWS_AFTER_MS;
    return Math.min(now, Math.max(healed, Math.min(shown, plannedEnd)));
  }
  return Math.min(now, stop?.at ?? healed);
}

/** When it was over; undefined while it lasts. */
export function faultOver({ plan, phase, stop, recoveredAt, since }: RunRecord): number | undefined {
  const ended = isEnded(phase) ? (recoveredAt ?? since) : undefined;
  return plan.oneShot ? ended : (stop?.at ?? ended);
}
