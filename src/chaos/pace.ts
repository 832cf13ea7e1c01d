// A line in front of creates, slower than Chaos Mesh's own throttle, so that nobody waits inside the webhook.

import { setTimeout as wait } from 'node:timers/promises';

export interface Pace {
  /** Resolves when it is the caller's turn; rejects when the signal fires first. */
  turn(signal?: AbortSignal): Promise<void>;
}

interface Options {
  /** One turn per this many milliseconds in the long run: Chaos Mesh's own client is limited to 30/s, with two checks a create. */
  readonly everyMs?: number;
  /** So many turns may be taken at once after a quiet time. */
  readonly burst?: number;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic?: () => number;
}

export function createPace({
  everyMs = 60,
  burst = 4,
  monotonic = () => performance.now(),
}: Options = {}): Pace {
  // The moment at which the bucket is full again; a turn is free while that lies less than `burst` turns ahead.
  let fullAt = Number.NEGATIVE_INFINITY;
  return {
    async turn(signal) {
      signal?.throwIfAborted();
      const now = monotonic();
      fullAt = Math.max(fullAt, now) + everyMs;
      const waitMs = fullAt - burst * everyMs - now;
      if (waitMs > 0) await wait(waitMs, undefined, signal === undefined ? {} : { signal });
    },
  };
}
