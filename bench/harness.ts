// Measures contestants in interleaved rounds, so that a noisy minute hits all of them alike, and says what came out.

/** Takes one measurement, in milliseconds or whatever the row counts. */
export type Sample = () => Promise<number>;

export interface Rounds {
  /** Rounds that are run and thrown away: caches, compilers and connections warm up. */
  readonly warmUp: number;
  readonly rounds: number;
}

/** What a row needs beside its contestants. */
export interface Course {
  /** A smoke test: few samples, enough to see that every row still runs. */
  readonly quick: boolean;
  /** Progress for a person who waits; never part of the result. */
  readonly say: (line: string) => void;
}

export interface Statistics {
  readonly count: number;
  readonly median: number;
  /** By nearest rank: of fewer than a hundred samples it is the greatest. */
  readonly p99: number;
}

/** One round measures everybody once; each round begins with another one, so that nobody always follows the same. */
export async function inTurns<Name extends string>(
  contestants: Readonly<Record<Name, Sample>>,
  { warmUp, rounds }: Rounds,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(contestants) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const name of orderOf(names, round + warmUp)) {
      const sample = await contestants[name]();
      if (round >= 0) taken[name].push(sample);
    }
  }
  return taken;
}

export function statisticsOf(samples: readonly number[]): Statistics {
  if (samples.length === 0) throw new RangeError('nothing was measured');
  const sorted = samples.toSorted((a, b) => a - b);
  return { count: sorted.length, median: median(sorted), p99: ranked(sorted, 0.99) };
}

/** The share of samples that are at most the answer is at least `share`. */
function ranked(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

function orderOf<T>(all: readonly T[], round: number): readonly T[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
