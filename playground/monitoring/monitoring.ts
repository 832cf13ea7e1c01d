// The shop's monitoring: the model follows each sandbox, and a Prometheus stand-in answers for each cluster.

import type { Alerting } from '../alerting.ts';
import type { Clock } from '../clock.ts';
import type { SandboxCluster } from '../cluster/sandbox.ts';
import { createModel } from './model.ts';
import { startPrometheusStandIn } from './prometheus.ts';
import { createRules } from './rules.ts';

export interface Monitoring {
  /** Address of the stand-in by cluster. */
  readonly urls: Readonly<Record<string, string>>;
  /** From now on the shop's own rules fire and resolve its alerts. */
  alertBy(alerting: Alerting): void;
  end(): Promise<void>;
}

export interface MonitoringDeps {
  readonly clock: Clock;
  readonly clusters: ReadonlyMap<string, SandboxCluster>;
  readonly namespace: string;
}

const LOOK_MS = 100;
const RULES_MS = 500;

export async function startMonitoring({ clock, clusters, namespace }: MonitoringDeps): Promise<Monitoring> {
  const parts = await Promise.all(
    [...clusters].map(async ([name, sandbox]) => {
      const model = createModel(clock);
      const look = (): void => model.note(sandbox.loads(namespace));
      look();
      const timer = setInterval(look, LOOK_MS);
      return { name, model, timer, standIn: await startPrometheusStandIn(model, look) };
    }),
  );
  const rules: (() => void)[] = [];
  return {
    urls: Object.fromEntries(parts.map(({ name, standIn }) => [name, standIn.url])),
    alertBy(alerting) {
      for (const { name, model } of parts) {
        const look = createRules({ cluster: name, model, alerting, now: clock.now });
        // A look at a time: a bot that is away is waited for.
        rules.push(everyLook(look));
      }
    },
    async end() {
      for (const stop of rules) stop();
      for (const { timer } of parts) clearInterval(timer);
      await Promise.all(parts.map(({ standIn }) => standIn.end()));
    },
  };
}

/** Returns what ends it. */
function everyLook(look: () => Promise<void>): () => void {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    look()
      .catch(() => undefined)
      .finally(() => {
        isBusy = false;
      });
  }, RULES_MS);
  return () => clearInterval(timer);
}
