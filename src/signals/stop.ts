// Whether what a signal shows while the fault lasts must end it at once.

import { type Breach, firstBreach } from './breach.ts';
import { known } from './sample.ts';
import { longestGapMs } from './stretch.ts';
import { sinceInjection, type Watched } from './watched.ts';

/** Asked again at each look; `times.untilMs` is now. */
export function stopWanted(watched: Watched): Breach | undefined {
  if (!watched.signal.stopOnBreach) return undefined;
  return firstBreach(watched) ?? silenceBreach(watched);
}

/** As long as a signal may be past its limit, it may also be silent, and at least as long as makes a gap. */
function silenceBreach(watched: Watched): Breach | undefined {
  const { signal, times, noData } = watched;
  if (signal.noData !== 'breach') return undefined;
  const silentSinceMs = known(sinceInjection(watched)).at(-1)?.[0] ?? times.injectedAtMs;
  const mayLastMs = Math.max(signal.forSeconds * 1000, longestGapMs(times.stepSeconds));
  if (times.untilMs - silentSinceMs <= mayLastMs) return undefined;
  return { because: 'no-data', atMs: silentSinceMs, cause: noData?.cause ?? 'empty' };
}
