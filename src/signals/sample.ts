// What was measured when: one value at one moment, and the folding of several series into one that is as bad as the worst.

import type { Worse } from './signal.ts';

/** In milliseconds since the epoch; null where there was an answer that is no number. */
export type Sample = readonly [atMs: number, value: number | null];

export type KnownSample = readonly [atMs: number, value: number];

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** In order of time. */
  readonly points: readonly Sample[];
}

/** One sample a moment, in order: the worst of those that are numbers. */
export function worstSamples(series: readonly Series[], worse: Worse): readonly Sample[] {
  const worst = new Map<number, number | null>();
  for (const [atMs, value] of series.flatMap(({ points }) => points)) {
    const other = worst.get(atMs) ?? null;
    worst.set(atMs, worseOf(other, value, worse));
  }
  return [...worst].sort(([a], [b]) => a - b);
}

export function known(samples: readonly Sample[]): readonly KnownSample[] {
  return samples.filter((sample): sample is KnownSample => sample[1] !== null);
}

/** Both ends belong to it. */
export function between<S extends Sample>(samples: readonly S[], fromMs: number, toMs: number): readonly S[] {
  return samples.filter(([atMs]) => atMs >= fromMs && atMs <= toMs);
}

/** The first of the worst. */
export function worstOf(samples: readonly KnownSample[], worse: Worse): KnownSample | undefined {
  return samples.reduce<KnownSample | undefined>(
    (worst, sample) => (worst === undefined || isWorse(sample[1], worst[1], worse) ? sample : worst),
    undefined,
  );
}

export function isWorse(value: number, than: number, worse: Worse): boolean {
  return worse === 'higher' ? value > than : value < than;
}

function worseOf(a: number | null, b: number | null, worse: Worse): number | null {
  if (a === null || b === null) return a ?? b;
  return isWorse(a, b, worse) ? a : b;
}
