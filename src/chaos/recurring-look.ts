// Looks at something of a cluster again and again, so that no question has to wait for it.

import { setTimeout as wait } from 'node:timers/promises';

export interface RecurringLook<T> {
  start(): void;
  stop(): Promise<void>;
  /** What the last look that succeeded found, however long ago; undefined until one has. */
  last(): { readonly found: T; readonly ageMs: number } | undefined;
  /** A first look succeeded or failed. */
  tried(): boolean;
}

interface Deps<T> {
  /** Rejects where nothing can be said: then it is tried again sooner. */
  readonly look: (signal: AbortSignal) => Promise<T>;
  readonly everyMs: number;
  readonly againMs: number;
  /** Spreads the looks by a fifth, so that many replicas do not ask together; absent: they come on time. */
  readonly random?: () => number;
  readonly monotonic: () => number;
}

export function createRecurringLook<T>(deps: Deps<T>): RecurringLook<T> {
  const { everyMs, againMs, random = () => 0.5, monotonic } = deps;
  const stopped = new AbortController();
  const { signal } = stopped;
  let last: { readonly found: T; readonly at: number } | undefined;
  let tried = false;
  let running: Promise<void> | undefined;

  async function look(): Promise<number> {
    try {
      last = { found: await deps.look(signal), at: monotonic() };
      return everyMs;
    } catch {
      // No right, or no answer: what is known only grows older, and whoever shows it says its age.
      return Math.min(againMs, everyMs);
    } finally {
      tried = true;
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const ms = await look();
      await wait(ms * (0.8 + 0.4 * random()), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopped.abort();
      await running;
    },
    last: () => last && { found: last.found, ageMs: monotonic() - last.at },
    tried: () => tried,
  };
}
