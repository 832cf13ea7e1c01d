// The shop's monitoring: a model follows each sandbox, and a real Prometheus or a stand-in answers for all of them.
import type { Alerting } from '../alerting.ts';
import type { Clock } from '../clock.ts';
import type { SandboxCluster } from '../cluster/sandbox.ts';
import { startFront } from './front.ts';
import { createModel, type Measures } from './model.ts';
import { createRules } from './rules.ts';
import { createSource, type MeasuredBy } from './source.ts';

export interface Monitoring {
  /** Where queries are answered and the shop's metrics stand, whoever measures. */
  readonly url: string;
  measuredBy(): MeasuredBy;
  /** From now on a real Prometheus measures, once the shop is open, where `path` has one. */
  measureByReal(path: string | undefined): void;
  /** Resolves when it is known who measures. */
  decided(): Promise<void>;
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
  const parts = [...clusters].map(([cluster, sandbox]) => {
    const model = createModel({ clock, cluster });
    return { cluster, model, look: () => model.note(sandbox.loads(namespace)) };
  });
  const model: Measures = { at: (metric, ms) => parts.flatMap((part) => part.model.at(metric, ms)) };
  const isOpen = (): boolean => parts.every((part) => part.model.isOpen());
  const lookAtAll = (): void => {
    for (const { look } of parts) look();
  };
  lookAtAll();
  const timer = setInterval(lookAtAll, LOOK_MS);
  const source = createSource({ clock, model, isOpen });
  const front = await startFront({ model, now: clock.now, look: lookAtAll, real: source.real });
  const rules: (() => void)[] = [];
  return {
    url: front.url,
    measuredBy: source.measuredBy,
    measureByReal: (path) => source.measureByReal(path, new URL(front.url).host),
    decided: source.decided,
    alertBy(alerting) {
      for (const part of parts) {
        const look = createRules({ ...part, alerting, now: clock.now });
        // A look at a time: a bot that is away is waited for.
        rules.push(everyLook(look));
      }
    },
    async end() {
      for (const stop of rules) stop();
      clearInterval(timer);
      await source.end();
      await front.end();
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
