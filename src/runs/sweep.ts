// The sweep: wakes whatever `due` says is overdue. `due` is the truth; the queue only delivers.

import type { RunStore } from '../store/run-store.ts';

export interface SweepDeps {
  readonly store: Pick<RunStore, 'due'>;
  readonly wake: (id: string) => Promise<void>;
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}

export interface Sweep {
  start(): void;
  stop(): void;
}

const BATCH = 200;
const SHORTEST_MS = 20;

export function createSweep(deps: SweepDeps): Sweep {
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  async function once(): Promise<number> {
    try {
      const { ids, waitMs } = await deps.store.due(BATCH);
      await Promise.all(ids.map(deps.wake));
      return waitMs === undefined ? deps.everyMs : Math.min(deps.everyMs, Math.max(SHORTEST_MS, waitMs));
    } catch (error) {
      deps.onError(error);
      return deps.everyMs;
    }
  }

  async function round(): Promise<void> {
    const waitMs = await once();
    if (running) timer = setTimeout(() => void round(), waitMs);
  }

  return {
    start() {
      running = true;
      void round();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}
