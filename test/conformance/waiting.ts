// Waiting for a moment on the clock, for cases in which something is over by then; both clusters run on real time.
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves once this moment has passed. */
export async function untilTime(at: number): Promise<void> {
  for (let left = at - Date.now(); left >= 0; left = at - Date.now()) await sleep(left + 1);
}
