// Presets for PostgreSQL, by the names of prometheus-community/postgres_exporter beside it in the pod.

import { podsOfWorkloads as pods } from './pods-of-workloads.ts';
import type { Preset } from './preset.ts';

export const postgresqlPresets: readonly Preset[] = [
  {
    name: 'postgresql-up',
    title: 'PostgreSQL answers',
    unit: 'ratio',
    worse: 'lower',
    limit: '0.5x baseline',
    help: 'Share of the instances that answer their exporter.',
    query: `avg(pg_up{${pods}})`,
  },
  {
    name: 'postgresql-commits',
    title: 'PostgreSQL commits',
    unit: 'req/s',
    worse: 'lower',
    limit: '0.5x baseline',
    help: 'Transactions committed, per second, over all databases.',
    query: `sum(rate(pg_stat_database_xact_commit{${pods}}[1m]))`,
  },
  {
    name: 'postgresql-rollbacks',
    title: 'PostgreSQL rollbacks',
    unit: '%',
    worse: 'higher',
    limit: '2x baseline, at least 2%',
    help: 'Share of the transactions that were rolled back.',
    query: `100 * sum(rate(pg_stat_database_xact_rollback{${pods}}[1m])) / (sum(rate(pg_stat_database_xact_rollback{${pods}}[1m])) + sum(rate(pg_stat_database_xact_commit{${pods}}[1m])))`,
  },
  {
    name: 'postgresql-connections',
    title: 'PostgreSQL connections',
    unit: '%',
    worse: 'higher',
    limit: '2x baseline, at least 80%',
    help: 'Connections of the fullest instance, of those it allows.',
    query: `100 * max(sum by (pod) (pg_stat_activity_count{${pods}}) / max by (pod) (pg_settings_max_connections{${pods}}))`,
  },
  {
    name: 'postgresql-lag',
    title: 'PostgreSQL replication lag',
    unit: 's',
    worse: 'higher',
    limit: '3x baseline, at least 5s',
    help: 'How far the furthest replica is behind; without replicas there is no data.',
    query: `max(pg_replication_lag_seconds{${pods}} or pg_replication_lag{${pods}})`,
  },
];
