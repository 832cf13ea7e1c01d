// Presets for Redis, by the names of oliver006/redis_exporter beside it in the pod.

import { podsOfWorkloads as pods } from './pods-of-workloads.ts';
import type { Preset } from './preset.ts';

export const redisPresets: readonly Preset[] = [
  {
    name: 'redis-up',
    title: 'Redis answers',
    unit: 'ratio',
    worse: 'lower',
    limit: '0.5x baseline',
    help: 'Share of the instances that answer their exporter.',
    query: `avg(redis_up{${pods}})`,
  },
  {
    name: 'redis-commands',
    title: 'Redis commands',
    unit: 'req/s',
    worse: 'lower',
    limit: '0.5x baseline',
    help: 'Commands processed, per second.',
    query: `sum(rate(redis_commands_processed_total{${pods}}[1m]))`,
  },
  {
    name: 'redis-latency',
    title: 'Redis time per command',
    unit: 'ms',
    worse: 'higher',
    limit: '3x baseline, at least 1ms',
    help: 'Time inside Redis per command, on average; the way there is not in it.',
    query: `1000 * sum(rate(redis_commands_duration_seconds_total{${pods}}[1m])) / sum(rate(redis_commands_total{${pods}}[1m]))`,
  },
  {
    name: 'redis-memory',
    title: 'Redis memory',
    unit: 'bytes',
    worse: 'higher',
    limit: '1.5x baseline',
    help: 'Memory used by the instance that uses most.',
    query: `max(redis_memory_used_bytes{${pods}})`,
  },
];
