// Presets for HTTP servers: rate, errors and duration, by the metric names that client libraries suggest.

import { podsOfWorkloads as pods } from './pods-of-workloads.ts';
import type { Preset } from './preset.ts';

export const httpPresets: readonly Preset[] = [
  {
    name: 'http-rate',
    title: 'HTTP requests',
    unit: 'req/s',
    worse: 'lower',
    limit: '0.5x baseline',
    help: 'Requests that were answered, per second.',
    query: `sum(rate(http_requests_total{${pods}}[1m]))`,
  },
  {
    name: 'http-errors',
    title: 'HTTP errors',
    unit: '%',
    worse: 'higher',
    limit: '2x baseline, at least 1%',
    help: 'Share of answers with a status of 5xx in the label `code`; without requests there is no data.',
    // Without an error yet there is no series of them, and an absent sum would hide that all is well.
    query: `100 * (sum(rate(http_requests_total{${pods},code=~"5.."}[1m])) or vector(0)) / sum(rate(http_requests_total{${pods}}[1m]))`,
  },
  {
    name: 'http-p99',
    title: 'HTTP p99',
    unit: 'ms',
    worse: 'higher',
    limit: '2x baseline, at least 50ms',
    help: 'The slowest of a hundred requests, never above the largest bucket of the histogram.',
    query: `1000 * histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{${pods}}[1m])))`,
  },
];
