// The shop's monitoring: the model follows each sandbox, and a Prometheus stand-in answers for each cluster.
import type { Clock } from '../clock.ts';
import type { SandboxCluster } from '../cluster/sandbox.ts';
import { createModel } from './model.ts';
import { startPrometheusStandIn } from './prometheus.ts';

export interface Monitoring {
  /** Address of the stand-in by cluster. */
  readonly urls: Readonly<Record<string, string>>;
  end(): Promise<void>;
}

export interface MonitoringDeps {
  readonly clock: Clock;
  readonly clusters: ReadonlyMap<string, SandboxCluster>;
  readonly namespace: string;
}

const LOOK_MS = 100;

export async function startMonitoring({ clock, clusters, namespace }: MonitoringDeps): Promise<Monitoring> {
  const parts = await Promise.all(
    [...clusters].map(async ([name, sandbox]) => {
      const model = createModel(clock);
      const look = (): void => model.note(sandbox.loads(namespace));
      look();
      const timer = setInterval(look, LOOK_MS);
      return { name, timer, standIn: await startPrometheusStandIn(model, look) };
    }),
  );
  return {
    urls: Object.fromEntries(parts.map(({ name, standIn }) => [name, standIn.url])),
    async end() {
      for (const { timer } of parts) clearInterval(timer);
      await Promise.all(parts.map(({ standIn }) => standIn.end()));
    },
  };
}
