// How long to wait after failures in a row: full jitter up to a ceiling that doubles from 0.8 s to 30 s.

const FIRST_MS = 800;
const MOST_MS = 30_000;

/** `failures` counts from 1; a server that said Retry-After is never asked sooner. */
export function backOffMs(failures: number, random: () => number, retryAfterSeconds = 0): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return retryAfterSeconds * 1000 + Math.round(random() * ceiling);
}
