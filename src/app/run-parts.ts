// Runs with everything that moves them: the mover, the conductor with its effects, the sweep and the orphan rule.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Alertmanager } from '../alerts/alertmanager.ts';
import { createAlertEffects } from '../alerts/effects.ts';
import type { ChaosObject } from '../chaos/cluster.ts';
import type { Config } from '../config/config.ts';
import { type Latches, latchCovers } from '../halt/latch.ts';
import { verifySeal } from '../halt/seal.ts';
import type { Identity } from '../identity/identity.ts';
import type { CrashPoint } from '../ops/crash.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Tracing } from '../ops/tracing.ts';
import type { Planner } from '../plan/planner.ts';
import { createConductor } from '../runs/conductor.ts';
import { createRuns } from '../runs/create-runs.ts';
import { createClusterEffects } from '../runs/effects/cluster-effects.ts';
import { createMover } from '../runs/move.ts';
import { createOrphanRule } from '../runs/orphans.ts';
import { createRebuild } from '../runs/rebuild.ts';
import { archiveOld } from '../runs/retention.ts';
import type { Runs } from '../runs/runs.ts';
import { createSweep } from '../runs/sweep.ts';
import { createWatching } from '../runs/watching.ts';
import { createAnnotate } from '../signals/annotate.ts';
import { createSignalEffects } from '../signals/effects.ts';
import type { Wakes } from '../store/bullmq.ts';
import type { RedisStore } from '../store/redis.ts';
import { alertEffectDeps, isTold } from './alert-parts.ts';
import type { Clusters } from './clusters.ts';
import { clusterEffectDeps, threadEffects } from './effect-parts.ts';
import type { GrafanaParts } from './grafana-parts.ts';
import { tellMove } from './metric-parts.ts';
import { alikeIn, keepPictures, type SignalParts } from './signal-parts.ts';
import type { SlackParts } from './slack-parts.ts';
import { timedPass } from './timed-pass.ts';
import { markMove, tracedPass, tracedRunners } from './traced.ts';

export interface RunPartsDeps {
  readonly config: Pick<Config, 'slack' | 'retentionSeconds' | 'alerts' | 'clusters'>;
  readonly redis: RedisStore;
  readonly wakes: Wakes;
  readonly clusters: Clusters;
  readonly signals: SignalParts;
  readonly slack: SlackParts;
  readonly identity: Identity;
  readonly planner: Planner;
  readonly alertmanagers: readonly Alertmanager[];
  readonly latches: Latches;
  readonly sealKeys: readonly string[];
  readonly grafana: GrafanaParts;
  readonly tracing: Tracing;
  readonly sweepMs: number;
  readonly crash: CrashPoint;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly monotonic: () => number;
}

export interface RunParts {
  readonly runs: Runs;
  readonly isOurs: (object: ChaosObject) => boolean;
  start(): void;
  stop(graceMs: number): Promise<void>;
}

const ORPHAN_SWEEP_MS = 10_000;
const RETIRE_EVERY_MS = 3_600_000;

export function createRunParts(deps: RunPartsDeps): RunParts {
  const { redis, wakes, clusters, crash, log, sealKeys } = deps;
  const store = redis.runs;
  const mover = createMover({
    store,
    crash,
    random: Math.random,
    sleep,
    onMove: (record, kind, before) => {
      tellMove(deps.metrics, record, kind, before);
      markMove(deps.tracing, record, kind);
      log.info('moved', { run: record.id, input: kind, phase: record.phase, seq: record.seq });
    },
  });
  const runs = createRuns({ mover, store, wake: wakes.wake, random: Math.random });
  const onError = (error: unknown): void => log.warn('a pass failed', { err: error });
  const conductor = createConductor({
    store,
    mover,
    crash,
    runners: tracedRunners(
      {
        ...createClusterEffects(clusterEffectDeps(deps)),
        ...createSignalEffects({
          measuring: deps.signals.measuring,
          alike: alikeIn(store),
          keepPictures: keepPictures(deps.signals.painter, deps.slack.files, onError),
        }),
        ...createAlertEffects(alertEffectDeps(deps)),
        ...threadEffects(deps),
        ...createAnnotate(deps.grafana.grafana),
      },
      deps.tracing,
    ),
    onEffect: (effect, record, error) => {
      deps.metrics.effect(effect.kind, error === undefined ? 'ok' : 'failed');
      if (error !== undefined)
        log.warn('an effect failed', { run: record.id, effect: effect.kind, err: error });
    },
  });
  const pass = tracedPass(timedPass(conductor, deps), deps.tracing);
  const sweep = createSweep({ store, wake: wakes.wake, everyMs: deps.sweepMs, onError });
  const seal = (object: ChaosObject) => verifySeal(object, sealKeys);
  const isOurs = (object: ChaosObject): boolean => seal(object).ok;
  const orphans = createOrphanRule({
    read: mover.read,
    isSealed: isOurs,
    latched: async (cluster) => {
      const latch = await deps.latches.read(cluster);
      return (namespace) => latch.state === 'closed' && latchCovers(latch, namespace);
    },
    rebuild: createRebuild({
      ...{ mover, seal, plan: deps.planner.plan, wake: wakes.wake },
      ...(isTold(deps.config.alerts) && { hearsAlerts: true }),
      onForged: ({ name: cluster }, { name: object, namespace }) =>
        log.warn('a seal of ours stands on another experiment', { cluster, namespace, object }),
    }),
    rewound: async (id, object) => {
      log.warn('rewound', { run: id, object: object.name });
      await mover.observe(id, { kind: 'rewound', object });
    },
    wake: wakes.wake,
    onError,
  });
  const watching = createWatching({
    mover,
    isOurs,
    onError,
    consider: orphans.consider,
    wake: wakes.wake,
  });
  const retire = (): void =>
    void archiveOld({
      store,
      keepSeconds: deps.config.retentionSeconds,
      archive: (run, entries, broken) => {
        for (const entry of entries)
          log.info('archived', { run, entry, ...(broken === undefined ? {} : { broken }) });
      },
    }).catch(onError);
  let timers: NodeJS.Timeout[] = [];

  return {
    runs,
    isOurs,
    start() {
      wakes.start((id, signal) => pass(id, signal).catch(onError));
      sweep.start();
      clusters.onChange(watching);
      const tidy = (): void => {
        for (const { cluster, cache } of clusters.all) void orphans.sweep(cluster, cache);
      };
      timers = [setInterval(tidy, ORPHAN_SWEEP_MS), setInterval(retire, RETIRE_EVERY_MS)];
    },
    async stop(graceMs) {
      sweep.stop();
      for (const timer of timers) clearInterval(timer);
      await wakes.stop(graceMs);
    },
  };
}
