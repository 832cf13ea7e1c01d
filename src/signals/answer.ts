// What Prometheus answered: series, or why there is nothing to go by.

import type { Series } from './sample.ts';

export type Answer = { readonly kind: 'series'; readonly series: readonly Series[] } | NoData;

export interface NoData {
  readonly kind: 'no-data';
  readonly cause: NoDataCause;
  /** For people; free of secrets and control characters. */
  readonly sentence: string;
}

export type NoDataCause =
  | 'unreachable'
  | 'timeout'
  | 'auth'
  /** The query is understood and nothing matches: absent, which is not zero. */
  | 'empty'
  | 'not-a-number'
  | 'too-much'
  | 'bad-query'
  | 'server-error'
  | 'not-prometheus'
  /** It was not asked: the run has nothing for one of the query's places. */
  | 'unfilled';

export function noData(cause: NoDataCause, sentence: string): NoData {
  return { kind: 'no-data', cause, sentence };
}
