// How far apart the samples of a range are asked for.

/** As many as a picture shows; Prometheus itself refuses more than 11,000. */
const MOST_SAMPLES = 300;

/** Whole seconds; never finer than what is scraped, which would only repeat values. */
export function stepFor(fromMs: number, toMs: number, scrapeSeconds: number): number {
  const rangeSeconds = Math.max(0, toMs - fromMs) / 1000;
  return Math.max(1, Math.ceil(rangeSeconds / MOST_SAMPLES), Math.ceil(scrapeSeconds));
}
