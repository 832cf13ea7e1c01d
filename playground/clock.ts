// The one clock of a playground: real time plus whatever a person or a test has advanced it by.

export interface Clock {
  /** Milliseconds since the epoch, as everything in the playground sees it. */
  now(): number;
  /** Whether it was ever advanced: from then on it is no longer the machine's time. */
  isMoved(): boolean;
  /** Jumps ahead; timers that become due fire before the call returns. */
  advance(ms: number): void;
  /** Calls `run` once, `ms` from now on this clock; returns the function that cancels it. */
  after(ms: number, run: () => void): () => void;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export function createClock(realNow: () => number = Date.now): Clock {
  let offset = 0;
  let armed: NodeJS.Timeout | undefined;
  const timers = new Set<Timer>();
  const now = (): number => realNow() + offset;

  function fireDue(): void {
    const due = [...timers].filter((timer) => timer.at <= now()).sort((a, b) => a.at - b.at);
    for (const timer of due) if (timers.delete(timer)) timer.run();
    arm();
  }

  function arm(): void {
    clearTimeout(armed);
    if (timers.size === 0) return;
    const next = Math.min(...[...timers].map((timer) => timer.at));
    armed = setTimeout(fireDue, Math.max(0, next - now()));
    armed.unref();
  }

  return {
    now,
    isMoved: () => offset !== 0,
    advance(ms) {
      offset += ms;
      fireDue();
    },
    after(ms, run) {
      const timer = { at: now() + ms, run };
      timers.add(timer);
      arm();
      return () => {
        timers.delete(timer);
      };
    },
  };
}
