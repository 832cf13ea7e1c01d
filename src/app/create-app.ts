// The composition root: the only folder that calls the factories of clients, and says who is handed what.

import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { createCrashPoint } from '../ops/crash.ts';
import { createHealth } from '../ops/health.ts';
import { createShutdown } from '../ops/shutdown.ts';
import { policyFaults } from '../policy/policy-faults.ts';
import { createWakes } from '../store/bullmq.ts';
import { createWeb } from '../web/web.ts';
import { createAlertParts } from './alert-parts.ts';
import { createEdgeParts } from './edge-parts.ts';
import { registerMetrics } from './metric-parts.ts';
import { createParts } from './parts.ts';
import { createRunParts } from './run-parts.ts';
import { signalFaults } from './signal-parts.ts';
import { createVerbParts } from './verb-parts.ts';

export interface Surroundings {
  /** Adds the offset kept in Redis to every time: playground and tests. */
  readonly testClock: boolean;
  readonly home: string | undefined;
  /** Name of the crash point at which the process dies: the crash suite. */
  readonly crashAt: string | undefined;
  readonly kill: () => void;
}

export interface App {
  start(): Promise<void>;
  /** Orderly; true when every step ended in time. */
  stop(): Promise<boolean>;
  /** Writes a fault down and answers the id under which it stands in the log. */
  onFault(where: string, error: unknown): string;
}

/** How long a pass at work may take to end when the process is asked to stop. */
const STOP_GRACE_MS = 3_000;

/** Reads the configuration; conditions of policy are checked with it, since only policy/ knows their language. */
export function configure(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  folder?: string,
): ReturnType<typeof loadConfig> {
  const checks = { checkPolicy: policyFaults, checkSignals: signalFaults };
  return loadConfig({ file, env, ...checks, ...(folder === undefined ? {} : { folder }) });
}

export function createApp(config: Config, around: Surroundings): App {
  const parts = createParts({ config, testClock: around.testClock, home: around.home });
  const { log, metrics, redis, clusters, inTrouble } = parts;
  const health = createHealth();
  const shutdown = createShutdown({ log });
  const onFault = (where: string, error: unknown): string => {
    const id = randomUUID().slice(0, 8);
    log.error('fault', { where, id, err: error });
    return id;
  };

  const { lockMs, stalledMs, sweepMs } = config.timing;
  const url = config.redisUrl.reveal();
  const wakes = createWakes({ url, concurrency: 20, lockMs, stalledMs, onError: inTrouble('queue') });
  const crash = createCrashPoint(around.crashAt, around.kill);
  const runParts = createRunParts({ ...parts, wakes, sweepMs, crash });
  const verbs = createVerbParts({ ...parts, runParts, onFault });
  const { bolt, edge } = createEdgeParts({ ...parts, config: config.slack, verbs });
  const alerts = createAlertParts({ ...parts, wake: wakes.wake });
  const web = createWeb({ port: config.webPort, health, metrics, log, hooks: alerts.hooks });
  registerMetrics({ ...parts, health });

  // A read, not a ping: it also says what time it is there, by which deadlines are counted.
  health.add('redis', async () => {
    await redis.runs.read('none');
    return { ok: true, detail: 'answers' };
  });
  health.add('slack', () => ({
    ok: bolt.connected(),
    detail: bolt.connected() ? 'connected' : 'not connected',
  }));
  for (const { cluster, cache } of clusters.all) {
    health.add(`cluster ${cluster.name}`, () => ({
      ok: cache.synced(),
      detail: cache.synced() ? 'watching' : 'not level',
    }));
  }

  // Not ready first, then deaf, then done with what was heard; experiments go on in the cluster by themselves.
  shutdown.add('readiness', () => health.stopping());
  shutdown.add('slack', bolt.stop);
  shutdown.add('answers', edge.idle);
  shutdown.add('alerts', alerts.stop);
  shutdown.add('runs', () => runParts.stop(STOP_GRACE_MS));
  shutdown.add('pictures', parts.signals.painter.stop);
  shutdown.add('clusters', clusters.stop);
  shutdown.add('redis', redis.close);
  shutdown.add('web', web.stop);

  return {
    async start() {
      if (!parts.tracing.isHeard())
        log.warn('OTEL variables are set, but no SDK is loaded: start node with --import of one');
      await web.start();
      clusters.start();
      await redis.connect().catch(inTrouble('redis'));
      await redis.runs.read('none').catch(inTrouble('redis'));
      runParts.start();
      alerts.start();
      await bolt.start();
      log.info('started', { clusters: clusters.all.map(({ cluster }) => cluster.name) });
    },
    stop: () => shutdown.run(),
    onFault,
  };
}
