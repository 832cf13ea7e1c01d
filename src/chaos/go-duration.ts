// Go's duration text, which Chaos Mesh uses for every length of time (`2m`, `1.5s`, `1m30s`, `200ms`).

const SECONDS = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 } as const;

const PART = /([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)/gu;
const WHOLE = /^[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+$/u;

/** Seconds, or undefined when Go could not parse it either. */
export function parseGoDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (!WHOLE.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(PART)) {
    seconds += Number(amount) * SECONDS[unit as keyof typeof SECONDS];
  }
  return text.startsWith('-') ? -seconds : seconds;
}

/** Whole seconds as Go text in the fewest parts: 120 is `2m`, 90 is `1m30s`. */
export function goDuration(totalSeconds: number): string {
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor((totalSeconds % 3600) / 60);
  // Nanoseconds are the finest that Go knows; what is beyond comes from counting in binary.
  const seconds = Number((totalSeconds % 60).toFixed(9));
  const text = [hours && `${hours}h`, minutes && `${minutes}m`, seconds && `${seconds}s`];
  return text.filter(Boolean).join('') || '0s';
}
