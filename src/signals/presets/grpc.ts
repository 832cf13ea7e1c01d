// Presets for gRPC servers, by the names of go-grpc-prometheus and its kin.

import { podsOfWorkloads as pods } from './pods-of-workloads.ts';
import type { Preset } from './preset.ts';

/** What a server is to blame for; the rest are answers that a caller can get from a server that is well. */
const FAILED =
  'Unknown|DeadlineExceeded|ResourceExhausted|Aborted|Unimplemented|Internal|Unavailable|DataLoss';

export const grpcPresets: readonly Preset[] = [
  {
    name: 'grpc-rate',
    title: 'gRPC calls',
    unit: 'req/s',
    worse: 'lower',
    limit: '0.5x baseline',
    help: 'Calls that were completed, per second.',
    query: `sum(rate(grpc_server_handled_total{${pods}}[1m]))`,
  },
  {
    name: 'grpc-errors',
    title: 'gRPC errors',
    unit: '%',
    worse: 'higher',
    limit: '2x baseline, at least 1%',
    help: "Share of calls that ended with a code the server is to blame for; a caller's own mistakes do not count.",
    query: `100 * (sum(rate(grpc_server_handled_total{${pods},grpc_code=~"${FAILED}"}[1m])) or vector(0)) / sum(rate(grpc_server_handled_total{${pods}}[1m]))`,
  },
  {
    name: 'grpc-p99',
    title: 'gRPC p99',
    unit: 'ms',
    worse: 'higher',
    limit: '2x baseline, at least 50ms',
    help: 'The slowest of a hundred calls; the server must have its handling-time histogram switched on.',
    query: `1000 * histogram_quantile(0.99, sum by (le) (rate(grpc_server_handling_seconds_bucket{${pods}}[1m])))`,
  },
];
