// How long after the fault's end a signal was good again, and stayed so.

import { isPast, limitValue } from './limit.ts';
import { longestGapMs, type Stretch, stretchesOf } from './stretch.ts';
import { sinceInjection, type Watched } from './watched.ts';

/** Seconds; 0 for a signal that was good at the end already, undefined for one that was not seen to recover. */
export function recoveredAfterSeconds(watched: Watched): number | undefined {
  const { signal, baseline, times } = watched;
  const limit = limitValue(signal, baseline);
  if (!limit.ok) return undefined;
  const past = (value: number) => isPast(value, limit.value, signal);
  const all = stretchesOf(sinceInjection(watched), past, longestGapMs(times.stepSeconds));
  const lasting = all.filter((one) => afterEndMs(one, times.endedAtMs) >= signal.forSeconds * 1000);
  // What went bad once more for as long as makes a breach, had not recovered before.
  const good = lasting.slice(lasting.findLastIndex((one) => one.isPast) + 1)[0];
  return good && Math.max(0, good.fromMs - times.endedAtMs) / 1000;
}

/** How much of a stretch lies after the end of the fault. */
function afterEndMs({ fromMs, toMs }: Stretch, endedAtMs: number): number {
  return toMs - Math.max(fromMs, endedAtMs);
}
