// Runs a level-triggered reconcile per key: soon after a nudge, later when asked, with back-off after failures.

import type { Clock } from '../../clock.ts';
import { StatusError } from '../objects/status-error.ts';

export interface Requeue {
  /** Failed: come again with exponential back-off. */
  readonly retry?: boolean;
  readonly afterMs?: number;
}

export interface Workqueue {
  /** Reconciles the key after the usual latency; cancels a pending back-off. */
  add(key: string): void;
  stop(): void;
}

export interface WorkqueueOptions {
  readonly clock: Clock;
  readonly latencyMs: number;
  /** Divides the back-off. */
  readonly speed: number;
  readonly reconcile: (key: string) => Requeue;
}

// Real timers overflow beyond 24 days; a check each hour is enough for longer waits.
const LONGEST_WAIT_MS = 3_600_000;
const FIRST_BACKOFF_MS = 5;
const LONGEST_BACKOFF_MS = 5_000;

export function createWorkqueue({ clock, latencyMs, speed, reconcile }: WorkqueueOptions): Workqueue {
  const pending = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  const failures = new Map<string, number>();
  let stopped = false;

  function schedule(key: string, afterMs: number): void {
    const wait = Math.min(afterMs, LONGEST_WAIT_MS);
    const at = clock.now() + wait;
    const known = pending.get(key);
    if (stopped || (known !== undefined && known.at <= at)) return;
    known?.cancel();
    pending.set(key, { at, cancel: clock.after(wait, () => run(key)) });
  }

  function backoffMs(key: string): number {
    const count = failures.get(key) ?? 0;
    failures.set(key, count + 1);
    return Math.min(FIRST_BACKOFF_MS * 2 ** count, LONGEST_BACKOFF_MS) / speed;
  }

  /** What the API refuses is tried again, as controllers do; anything else is a fault of the sandbox. */
  function attempt(key: string): Requeue {
    try {
      return reconcile(key);
    } catch (error) {
      if (error instanceof StatusError) return { retry: true };
      throw error;
    }
  }

  function run(key: string): void {
    pending.delete(key);
    const { retry, afterMs } = attempt(key);
    if (retry !== true) failures.delete(key);
    const waits = [retry === true ? backoffMs(key) : undefined, afterMs].filter((wait) => wait !== undefined);
    if (waits.length > 0) schedule(key, Math.max(1, Math.min(...waits)));
  }

  return {
    add: (key) => schedule(key, latencyMs),
    stop() {
      stopped = true;
      for (const { cancel } of pending.values()) cancel();
      pending.clear();
    },
  };
}
