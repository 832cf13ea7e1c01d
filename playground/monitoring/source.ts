// Who measures the shop: the machine's own Prometheus while it can, else the stand-in, and why.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { pastExposition } from './exposition.ts';
import type { Measures } from './model.ts';
import { type RealPrometheus, startRealPrometheus } from './real-prometheus.ts';

export type MeasuredBy =
  | { readonly by: 'prometheus'; readonly url: string }
  | { readonly by: 'stand-in'; readonly why: string };

export interface Source {
  measuredBy(): MeasuredBy;
  /** Where the real one is, while it is the one that measures. */
  real(): string | undefined;
  /** `target`: `host:port` of the shop's metrics. */
  measureByReal(path: string | undefined, target: string): void;
  /** Resolves when it is known who measures. */
  decided(): Promise<void>;
  end(): Promise<void>;
}

export interface SourceDeps {
  readonly clock: Pick<Clock, 'now' | 'isMoved'>;
  readonly model: Measures;
  /** Whether there is anything to measure. */
  readonly isOpen: () => boolean;
}

/** The five minutes that a baseline looks back, and the start itself. */
const PAST_MS = 6 * 60_000;
const LOOK_MS = 50;

const NOT_ASKED = 'no other was asked for';
const CLOCK_MOVED = 'the clock was moved, and a real Prometheus lives in real time';

export function createSource({ clock, model, isOpen }: SourceDeps): Source {
  const ending = new AbortController();
  let real: RealPrometheus | undefined;
  let why = NOT_ASKED;
  let starting = Promise.resolve();

  async function start(path: string | undefined, target: string): Promise<void> {
    while (!isOpen()) await sleep(LOOK_MS, undefined, { signal: ending.signal });
    const toMs = clock.now();
    const past = pastExposition(model, { fromMs: toMs - PAST_MS, toMs, stepMs: 1_000 });
    const started = await startRealPrometheus({ path, target, past });
    if (started.ok) real = started.real;
    else why = started.why;
  }

  function measuredBy(): MeasuredBy {
    if (real === undefined) return { by: 'stand-in', why };
    if (clock.isMoved()) return { by: 'stand-in', why: CLOCK_MOVED };
    if (!real.isRunning()) return { by: 'stand-in', why: 'prometheus has ended' };
    return { by: 'prometheus', url: real.url };
  }

  return {
    measuredBy,
    real() {
      const now = measuredBy();
      return now.by === 'prometheus' ? now.url : undefined;
    },
    measureByReal(path, target) {
      starting = start(path, target).catch((error: unknown) => {
        why = `Prometheus could not be started: ${error instanceof Error ? error.message : String(error)}`;
      });
    },
    decided: () => starting,
    async end() {
      ending.abort();
      await starting;
      await real?.end();
    },
  };
}
