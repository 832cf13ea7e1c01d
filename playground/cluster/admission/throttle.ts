// The token bucket through which every write of a chaos object passes: the webhook's access reviews are limited.

import type { Clock } from '../../clock.ts';

export interface Throttle {
  /** Takes tokens and says how long to wait until they are really there. */
  reserve(tokens?: number): number;
}

const RATE_PER_SECOND = 30;
const BURST = 50;

export function createThrottle(clock: Clock, enabled: boolean): Throttle {
  let tokens = BURST;
  let seen = 0;
  return {
    reserve(wanted = 1) {
      if (!enabled) return 0;
      const now = clock.now();
      tokens = Math.min(BURST, tokens + ((now - seen) / 1000) * RATE_PER_SECOND) - wanted;
      seen = now;
      return tokens >= 0 ? 0 : Math.ceil((-tokens / RATE_PER_SECOND) * 1000);
    },
  };
}
