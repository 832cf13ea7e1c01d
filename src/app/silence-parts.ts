// Silences: the Alertmanagers in which they may be made, and the sweep that ends what was left behind.

import type { Alertmanager } from '../alerts/alertmanager.ts';
import { USUAL_NAMES } from '../alerts/place.ts';
import type { Naming } from '../alerts/run-silences.ts';
import type { SilencedAlertmanager } from '../alerts/silence-effects.ts';
import { sweepSilences } from '../alerts/silence-sweep.ts';
import type { AlertsConfig, ClusterConfig } from '../config/config.ts';
import type { RedisStore } from '../store/redis.ts';

export interface SilencePartsDeps {
  readonly silenced: readonly Alertmanager[];
  readonly redis: RedisStore;
  readonly onError: (error: unknown) => void;
}

export interface SilenceParts {
  start(): void;
  stop(): void;
}

const SWEEP_EVERY_MS = 300_000;
/** Until it has gone well once: what a dead process left behind should not wait for its Alertmanager's return. */
const FIRST_SWEEP_EVERY_MS = 10_000;

export function silencedBy(
  { alertmanagers: configured }: AlertsConfig,
  alertmanagers: readonly Alertmanager[],
): readonly (SilencedAlertmanager & { readonly alertmanager: Alertmanager })[] {
  return alertmanagers.flatMap((alertmanager) => {
    const one = configured.find(({ name }) => name === alertmanager.name);
    if (one?.silences !== true) return [];
    return [{ alertmanager, ...(one.cluster !== undefined && { cluster: one.cluster }) }];
  });
}

/** By which labels monitoring says where an alert is, and what it calls our clusters. */
export function namingOf({
  alerts,
  clusters,
}: {
  readonly alerts: AlertsConfig;
  readonly clusters: readonly ClusterConfig[];
}): Naming {
  const called = clusters.flatMap(({ name, alsoCalled = [] }) =>
    alsoCalled.map((one) => [one, name] as const),
  );
  return { labels: { ...USUAL_NAMES, ...alerts.labels }, clusterNames: new Map(called) };
}

export function createSilenceParts({ silenced, redis, onError }: SilencePartsDeps): SilenceParts {
  const stopped = new AbortController();
  const read = async (run: string): Promise<string | undefined> => (await redis.runs.read(run)).record;
  let timer: NodeJS.Timeout | undefined;

  async function sweep(): Promise<void> {
    const next = await sweepSilences({ alertmanagers: silenced, read }, stopped.signal).then(
      () => SWEEP_EVERY_MS,
      (error: unknown) => {
        onError(error);
        return FIRST_SWEEP_EVERY_MS;
      },
    );
    if (!stopped.signal.aborted) timer = setTimeout(() => void sweep(), next);
  }

  return {
    start() {
      if (silenced.length > 0) void sweep();
    },
    stop() {
      stopped.abort();
      clearTimeout(timer);
    },
  };
}
