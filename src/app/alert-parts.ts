// Alerts: the hooks they come in by, the Alertmanagers that are asked as well, and the effect that folds them into runs.

import { type Alertmanager, createAlertmanager } from '../alerts/alertmanager.ts';
import type { AlertEffectDeps } from '../alerts/effects.ts';
import { createAlertHooks } from '../alerts/hooks.ts';
import { createIntake } from '../alerts/intake.ts';
import { createOpenScopes } from '../alerts/open-scopes.ts';
import { pollOnce } from '../alerts/poll.ts';
import { scopeOf } from '../alerts/scope.ts';
import type { AlertsConfig, ClusterConfig } from '../config/config.ts';
import type { Metrics } from '../ops/metrics.ts';
import { hearsAlerts, type RunAlerts } from '../runs/alerts.ts';
import { parseRecord } from '../runs/new-record.ts';
import type { RunRecord } from '../runs/record.ts';
import type { RedisStore } from '../store/redis.ts';
import { createHooks, type Hooks } from '../web/hooks.ts';
import type { Clusters } from './clusters.ts';
import { createOutsideParts } from './outside-parts.ts';
import { createSilenceParts, namingOf, silencedBy } from './silence-parts.ts';
import type { SlackParts } from './slack-parts.ts';

export interface AlertPartsDeps {
  readonly config: { readonly alerts: AlertsConfig; readonly clusters: readonly ClusterConfig[] };
  readonly redis: RedisStore;
  readonly clusters: Clusters;
  readonly alertmanagers: readonly Alertmanager[];
  readonly slack: SlackParts;
  readonly wake: (run: string) => Promise<void>;
  readonly monotonic: () => number;
  readonly metrics: Metrics;
  readonly inTrouble: (part: string) => (error: unknown) => void;
}

export interface AlertParts {
  readonly hooks: Hooks;
  start(): void;
  stop(): Promise<void>;
}

const OFFER_EVERY_MS = 1_000;
const POLL_EVERY_MS = 30_000;
/** The webhook says nothing of an alert that is silenced. */
const POLL_SILENCED_EVERY_MS = 5_000;
/** Of runs that hear alerts at once. */
const MOST_RUNS = 2_000;
/** That a webhook was heard is written down so often at most. */
const NOTE_EVERY_MS = 10_000;

/** Where the time of the last message of a sender stands. */
function heardKey(sender: string): string {
  return `heard:${sender}`;
}

/** Somebody tells us of alerts. */
export function isTold({ hookTokens, alertmanagers, senders }: AlertsConfig): boolean {
  const hasHooks = hookTokens.length > 0 && alertmanagers.length + senders.length > 0;
  return hasHooks || alertmanagers.some(({ url }) => url !== undefined);
}

export function alertmanagersOf({ alertmanagers, authorization }: AlertsConfig): readonly Alertmanager[] {
  const header = authorization && { authorization: authorization.reveal() };
  return alertmanagers.flatMap(({ url, ...one }) =>
    url === undefined ? [] : [createAlertmanager({ ...one, ...header, url })],
  );
}

/** What `doctor` looks at beside the Alertmanagers themselves. */
export function alertsToExamine(
  config: AlertsConfig,
  { values }: RedisStore,
  alertmanagers: readonly Alertmanager[],
) {
  const { senders, hookTokens } = config;
  return {
    alertmanagers,
    silenced: silencedBy(config, alertmanagers).map(({ alertmanager }) => alertmanager),
    senders: [
      ...config.alertmanagers.map(({ name }) => ({ name, path: `/hooks/alertmanager/${name}` })),
      ...senders.map(({ name }) => ({ name, path: `/hooks/alerts/${name}` })),
    ],
    hasTokens: hookTokens.length > 0,
    heardAt: async (sender: string): Promise<number | undefined> => {
      const at = await values.get(heardKey(sender));
      return at === undefined ? undefined : Number(at);
    },
  };
}

export function alertEffectDeps({
  config,
  redis,
  clusters,
  alertmanagers,
}: Omit<AlertPartsDeps, 'slack' | 'wake' | 'monotonic' | 'metrics' | 'inTrouble'>): AlertEffectDeps {
  const { alerts } = config;
  const isProduction = (name: string): boolean => clusters.find(name)?.cluster.production ?? true;
  return {
    batches: redis.alerts,
    silenced: silencedBy(alerts, alertmanagers),
    naming: namingOf(config),
    wallClock: Date.now,
    onSurprise: ({ plan }) =>
      alerts.onSurprise[isProduction(plan.experiment.target.cluster) ? 'production' : 'elsewhere'],
  };
}

export function createAlertParts(deps: AlertPartsDeps): AlertParts {
  const { config, redis, clusters, alertmanagers, wake, monotonic, metrics, inTrouble } = deps;
  const { alerts } = config;

  async function hearing(): Promise<readonly (RunRecord & { readonly alerts: RunAlerts })[]> {
    const texts = await redis.runs.readMany(await redis.runs.pending(MOST_RUNS));
    return texts.flatMap((text) => {
      const record = parseRecord(text);
      return record?.alerts !== undefined && hearsAlerts(record)
        ? [{ ...record, alerts: record.alerts }]
        : [];
    });
  }

  const pods = (cluster: string, namespace: string) => clusters.find(cluster)?.cache.pods(namespace) ?? [];
  const scoping = { pods, dependencies: alerts.dependencies };
  const read = async () => (await hearing()).map((record) => scopeOf(record, scoping));
  const outside = createOutsideParts({
    ...{ rules: alerts.channels, redis, slack: deps.slack, metrics, onError: inTrouble('alerts') },
  });
  const intake = createIntake({
    open: createOpenScopes({ read, monotonic }),
    batches: redis.alerts,
    ...namingOf(config),
    wake,
    ...(outside && { outside: outside.take }),
    monotonic,
  });
  const noted = new Map<string, number>();
  const note = async (sender: string): Promise<void> => {
    if (monotonic() - (noted.get(sender) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return;
    noted.set(sender, monotonic());
    await redis.values.set(heardKey(sender), String(redis.runs.lastTime() ?? 0));
  };
  const hooks = createHooks({
    hooks: createAlertHooks({
      config: alerts,
      intake,
      onHeard: (sender, { alerts: count, matched }) => {
        metrics.alertsHeard(sender, count, matched);
        note(sender).catch(inTrouble('alerts'));
      },
      onRefused: (sender, sentence) =>
        inTrouble('alerts')(new Error(`a message of ${sender} was refused: ${sentence}`)),
    }),
    tokens: alerts.hookTokens.map((token) => token.reveal()),
    onFault: inTrouble('alerts'),
  });

  const stopped = new AbortController();
  const now = (): number => redis.runs.lastTime() ?? 0;
  const poll = (all: readonly Alertmanager[], listening: typeof hearing): void => {
    for (const one of all)
      pollOnce(one, { intake, batches: redis.alerts, hearing: listening, now, wake }, stopped.signal).catch(
        inTrouble('alerts'),
      );
  };
  const silenced = silencedBy(alerts, alertmanagers).map(({ alertmanager }) => alertmanager);
  const silencing = async () => (await hearing()).filter(({ silences }) => silences?.state === 'on');
  const silences = createSilenceParts({ silenced, redis, onError: inTrouble('alerts') });
  let timers: NodeJS.Timeout[] = [];

  return {
    hooks,
    start() {
      if (!isTold(alerts)) return;
      const offer = (): void => void intake.offerAgain().catch(inTrouble('alerts'));
      timers = [
        setInterval(offer, OFFER_EVERY_MS),
        setInterval(() => poll(alertmanagers, hearing), POLL_EVERY_MS),
        setInterval(() => poll(silenced, silencing), POLL_SILENCED_EVERY_MS),
      ];
      silences.start();
      outside?.start();
    },
    async stop() {
      stopped.abort();
      silences.stop();
      outside?.stop();
      for (const timer of timers) clearInterval(timer);
    },
  };
}
