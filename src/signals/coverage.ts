// How much of a span of time was seen at all.

import { known, type Sample } from './sample.ts';

/**
 * 0 to 1, of samples from within the span. A value speaks for one step before and after it, so that one missing sample makes no gap and a span shorter
 * than a step is seen by one sample.
 */
export function coveredShare(
  samples: readonly Sample[],
  fromMs: number,
  toMs: number,
  stepSeconds: number,
): number {
  const reachMs = stepSeconds * 1000;
  let covered = 0;
  let seenTo = fromMs;
  for (const [atMs] of known(samples)) {
    const end = Math.min(atMs + reachMs, toMs);
    const start = Math.max(atMs - reachMs, seenTo);
    covered += Math.max(0, end - start);
    seenTo = Math.max(seenTo, end);
  }
  if (toMs > fromMs) return covered / (toMs - fromMs);
  return known(samples).length > 0 ? 1 : 0;
}
