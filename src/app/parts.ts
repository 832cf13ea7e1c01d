// What the bot and the terminal share: the clients, and the domain over them. Constructing does no work.

import type { Alertmanager } from '../alerts/alertmanager.ts';
import { createTemplateFolder, type TemplateFolder } from '../chaos/templates/template-folder.ts';
import type { Config } from '../config/config.ts';
import { secretsOf } from '../config/load-config.ts';
import { createLatch, type Latches } from '../halt/latch.ts';
import { verifySeal } from '../halt/seal.ts';
import { createIdentity, type Identity } from '../identity/identity.ts';
import { createLog, type Log, type LogDestination } from '../ops/log.ts';
import { createMetrics, type Metrics } from '../ops/metrics.ts';
import { createTracing, NO_TRACING, type Tracing } from '../ops/tracing.ts';
import { createPlanner, type Planner } from '../plan/planner.ts';
import { createPolicy, type Policy } from '../policy/policy.ts';
import { createRedis, type RedisStore } from '../store/redis.ts';
import { createDoctor, type DoctorChecks } from '../verbs/doctor/doctor.ts';
import { alertmanagersOf, alertsToExamine } from './alert-parts.ts';
import { type Clusters, createClusters } from './clusters.ts';
import { createGrafanaParts, type GrafanaParts } from './grafana-parts.ts';
import { createSignalParts, type SignalParts } from './signal-parts.ts';
import { createSlackParts, type SlackParts } from './slack-parts.ts';

export interface PartsDeps {
  readonly config: Config;
  /** Adds the offset kept in Redis to every time: playground and tests. */
  readonly testClock: boolean;
  readonly home: string | undefined;
  /** Standard output when absent. */
  readonly logTo?: LogDestination;
}

export interface Parts {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Milliseconds that never run backwards. */
  readonly monotonic: () => number;
  readonly inTrouble: (part: string) => (error: unknown) => void;
  readonly redis: RedisStore;
  readonly clusters: Clusters;
  readonly slack: SlackParts;
  readonly identity: Identity;
  readonly policy: Policy;
  readonly latches: Latches;
  readonly planner: Planner;
  readonly sealKeys: readonly string[];
  readonly doctor: DoctorChecks;
  readonly signals: SignalParts;
  /** Those whose API may be asked. */
  readonly alertmanagers: readonly Alertmanager[];
  readonly grafana: GrafanaParts;
  /** Absent: the configuration names none. */
  readonly templates: TemplateFolder | undefined;
}

export function createParts({ config, testClock, home, logTo }: PartsDeps): Parts {
  const monotonic = (): number => performance.now();
  const secrets = secretsOf(config).map((secret) => secret.reveal());
  const log = createLog({ level: config.logLevel, secrets, ...(logTo ? { destination: logTo } : {}) });
  const metrics = createMetrics();
  const inTrouble = (part: string) => (error: unknown) =>
    log.warn('a part is in trouble', { part, err: error });
  const url = config.redisUrl.reveal();
  const redis = createRedis({ url, testClock, monotonic, onError: inTrouble('redis') });
  const clusters = createClusters({
    ...{ config, home, onFault: inTrouble('cluster') },
    onCall: (cluster, method, status) => metrics.clusterCall(cluster, method, callOutcome(status)),
  });
  const slack = createSlackParts({ config: config.slack, log, metrics, monotonic });
  const policy = createPolicy(config.policy);
  const shared = { config, log, metrics, monotonic, inTrouble, redis, clusters, slack, policy };
  const latches = createLatch({ namespace: config.namespace });
  const sealKeys = config.sealKeys.map((key) => key.reveal());
  const signals = createSignalParts(config.measuring);
  const alertmanagers = alertmanagersOf(config.alerts);
  const grafana = createGrafanaParts(config.grafana);
  const templates = config.templates === undefined ? undefined : createTemplateFolder(config.templates);
  return {
    ...shared,
    identity: createIdentity({ people: config.people, directory: slack.people }),
    latches,
    planner: createPlanner({ cluster: clusters.get, policy }),
    sealKeys,
    signals,
    doctor: doctorOf({ ...shared, latches, sealKeys, templates, alertmanagers, signals, grafana }),
    alertmanagers,
    grafana,
    tracing: config.tracing ? createTracing() : NO_TRACING,
    templates,
  };
}

/** `2xx`; 429 by itself, since it means something else than the other refusals. */
function callOutcome(status: number | undefined): string {
  if (status === undefined) return 'none';
  return status === 429 ? '429' : `${Math.floor(status / 100)}xx`;
}

type DoctorParts = Omit<Parts, 'identity' | 'planner' | 'doctor' | 'tracing'>;

/** Those that runs are bound to, and those that are told of alerts. */
function namedChannels({ channels, alerts }: Config): readonly string[] {
  return [...new Set([...channels, ...alerts.channels].map(({ channel }) => channel))];
}

function doctorOf({
  config,
  monotonic,
  redis,
  clusters,
  slack,
  latches,
  sealKeys,
  templates,
  alertmanagers,
  signals,
  grafana,
}: DoctorParts): DoctorChecks {
  const redisTime = async (): Promise<number> => (await redis.runs.read('none')).now;
  return createDoctor({
    slack: {
      call: slack.calls.interactive,
      channels: slack.channels,
      named: namedChannels(config),
      refusesNewer: slack.newer.areRefused,
    },
    people: { directory: slack.people, people: config.people },
    redis: { redis: redis.values, redisTime, now: Date.now, monotonic },
    sealKeys,
    templates,
    alerts: { ...alertsToExamine(config.alerts, redis, alertmanagers), redisTime },
    signals: { prometheus: signals.prometheus, signals: config.measuring.signals.length },
    grafana: grafana.grafana,
    clusters: clusters.all.map(({ cluster, cache, known }) => ({
      cluster,
      cache,
      kube: cluster.connection,
      bound: config.channels.filter((one) => one.cluster === cluster.name).map((one) => one.namespace),
      ...(known.open === undefined ? {} : { open: known.open }),
    })),
    inClusters: {
      namespace: config.namespace,
      latches,
      isOurs: (object) => verifySeal(object, sealKeys).ok,
    },
  });
}
