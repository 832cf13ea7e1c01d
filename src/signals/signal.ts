// A signal: a named PromQL measure with a limit that tells good from bad. Times are seconds, shares of time 0 to 1.

export const UNITS = ['ms', 's', '%', 'req/s', 'bytes', 'count', 'ratio', ''] as const;

/** `%` counts 0 to 100, `ratio` 0 to 1; `''` is a number without a unit. */
export type Unit = (typeof UNITS)[number];

/** Which way is bad: latency is worse when higher, ready replicas when lower. */
export type Worse = 'higher' | 'lower';

export interface Signal {
  /** Unique within a run, lower case with dashes: `checkout-p99`. */
  readonly name: string;
  readonly title?: string;
  /** PromQL with places (query-template.ts); of several series the worst one counts. */
  readonly query: string;
  readonly unit: Unit;
  readonly worse: Worse;
  readonly limit: Limit;
  /** How long without a break it must be past the limit to be a breach, and on its good side to be recovered. */
  readonly forSeconds: number;
  /** What a run without data is worth. There is no way to pass without data. */
  readonly noData: 'inconclusive' | 'breach';
  /** Whether a breach ends the fault at once. */
  readonly stopOnBreach: boolean;
  /** Whether a run may start, or take its next step, when nothing is known about this signal. */
  readonly startWithoutData: boolean;
  /** Only where the measure is a share of errors, in `%` or as `ratio`. */
  readonly burnRate?: BurnRule;
}

/** Values exactly at the limit are still good. */
export type Limit =
  /** In the signal's unit. */
  | { readonly kind: 'absolute'; readonly value: number }
  /** A multiple of the baseline's median; above 1 where higher is worse, else below. `bound` is the strictest it gets. */
  | { readonly kind: 'times-baseline'; readonly factor: number; readonly bound?: number }
  /** So much worse than the baseline's median, in the signal's unit; always above 0. */
  | { readonly kind: 'points-off-baseline'; readonly delta: number };

export interface BurnRule {
  /** Share of requests that must succeed, 99.9 for “three nines”. */
  readonly objectivePercent: number;
  /** How many times faster than the error budget allows is too fast; 1 spends it exactly in the objective's period. */
  readonly factor: number;
  /** Over how long the errors are averaged. */
  readonly windowSeconds: number;
}
