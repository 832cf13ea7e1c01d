// Puts the checks together: Slack, people, Redis, seal keys, and each cluster; all asked at once.

import type { Identity } from '../../chaos/cluster.ts';
import type { Grafana } from '../../signals/grafana.ts';
import type { DoctorLine } from '../doctor.ts';
import type { Templates } from '../find-template.ts';
import { type AlertsCheckPorts, alertsChecks } from './alerts-check.ts';
import { runChecks } from './check.ts';
import { clusterChecks } from './cluster-checks.ts';
import type { ClusterChecksPorts, ExaminedCluster } from './examined-cluster.ts';
import { grafanaCheck } from './grafana-check.ts';
import { type PeopleCheckPorts, peopleCheck } from './people-check.ts';
import { type RedisChecksPorts, redisChecks } from './redis-checks.ts';
import { sealKeysCheck } from './seal-keys-check.ts';
import { type SignalsCheckPorts, signalsChecks } from './signals-check.ts';
import { type SlackChecksPorts, slackChecks } from './slack-checks.ts';
import { templatesCheck } from './templates-check.ts';

export interface DoctorPorts {
  readonly slack: SlackChecksPorts;
  readonly people: PeopleCheckPorts;
  readonly redis: RedisChecksPorts;
  readonly sealKeys: readonly string[];
  /** Absent: the configuration names no folder of them. */
  readonly templates: Templates | undefined;
  readonly alerts: AlertsCheckPorts;
  readonly signals: SignalsCheckPorts;
  /** Absent: nothing is written to one. */
  readonly grafana?: Pick<Grafana, 'find'> | undefined;
  readonly clusters: readonly ExaminedCluster[];
  readonly inClusters: Omit<ClusterChecksPorts, 'as' | 'people' | 'monotonic'>;
}

export interface DoctorChecks {
  /** Never rejects, and answers within that time. `as`: whoever asks, for the create that is only tried. */
  checks(withinMs: number, as?: Identity): Promise<readonly DoctorLine[]>;
}

export function createDoctor(ports: DoctorPorts): DoctorChecks {
  const { slack, people, redis, sealKeys, templates, alerts, signals, grafana, clusters, inClusters } = ports;
  const { monotonic } = redis;
  return {
    checks: (withinMs, as) => {
      const inEach = { ...inClusters, people: people.people, monotonic, ...(as === undefined ? {} : { as }) };
      const all = [
        ...slackChecks(slack),
        peopleCheck(people),
        ...redisChecks(redis),
        sealKeysCheck(sealKeys),
        ...(templates === undefined ? [] : [templatesCheck(templates)]),
        ...alertsChecks(alerts),
        ...signalsChecks(signals),
        ...(grafana === undefined ? [] : [grafanaCheck(grafana)]),
        ...clusters.flatMap((examined) => clusterChecks(examined, inEach)),
      ];
      return runChecks(all, withinMs);
    },
  };
}
