// When the fault of a run began and ended, as far as is known: what happens beside it is held against these.

import { isEnded, type RunRecord } from './record.ts';

/** In milliseconds, from the end of one step of a ramp to the beginning of the next. */
export interface Rest {
  readonly from: number;
  readonly to: number;
}

/** When it began, or may have begun; of a ramp its first step. Undefined before the object stands. */
export function faultBegan(record: RunRecord): number | undefined {
  return record.firstBeganAt ?? stepBegan(record);
}

/** Of a ramp, the step that the run is at. */
export function stepBegan({ object, beganAt, injectedAt }: RunRecord): number | undefined {
  const created = beganAt ?? object?.createdAt;
  if (created === undefined) return injectedAt;
  return injectedAt === undefined ? created : Math.min(created, injectedAt);
}

/** The beginning of what was under way at a time: of a ramp, of its last step that had begun then. */
export function beganBefore(record: RunRecord, at: number): number | undefined {
  const steps = (record.rests ?? []).map(({ to }) => to).filter((to) => to <= at);
  return steps.at(-1) ?? faultBegan(record);
}

/** What happens once shows in what is measured only after a while. */
export const SHOWS_AFTER_MS = 45_000;

/** When it was over, or now while it lasts. What happens once is over when all has healed, and has had time to show. */
export function faultEnded(record: RunRecord, now: number): number {
  const { plan, stop, plannedEnd = now, stepEndedAt, recoveredAt, phase, since } = record;
  const healed = stepEndedAt ?? recoveredAt ?? (isEnded(phase) ? since : now);
  if (plan.oneShot) {
    const began = stepBegan(record);
    const shown = began === undefined ? healed : began + SHOWS_AFTER_MS;
    return Math.min(now, Math.max(healed, Math.min(shown, plannedEnd)));
  }
  return Math.min(now, stepEndedAt ?? stop?.at ?? healed);
}

/** When it was over; undefined while it lasts. */
export function faultOver({
  plan,
  phase,
  stop,
  stepEndedAt,
  recoveredAt,
  since,
}: RunRecord): number | undefined {
  if (stepEndedAt !== undefined) return stepEndedAt;
  const ended = isEnded(phase) ? (recoveredAt ?? since) : undefined;
  return plan.oneShot ? ended : (stop?.at ?? ended);
}

/** Between two steps of a ramp. */
export function isResting({ rests = [] }: RunRecord, at: number): boolean {
  return rests.some(({ from, to }) => at > from && at < to);
}
