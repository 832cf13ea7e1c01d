// The numbers Faultline counts about itself; label sets stay finite: no people, no runs, no objects.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** One command, press or form, by verb and what came of it (`ok`, `refused`, `fault`). */
  command(verb: string, outcome: string): void;
  /** One `runs.move`, by input kind and result (`swapped`, `lost`, `refused`, `seen`). */
  move(kind: string, outcome: string): void;
  effect(kind: string, outcome: string): void;
  slackCall(method: string, outcome: string): void;
  clusterCall(cluster: string, verb: string, outcome: string): void;
  /** Seconds from the arrival of something from Slack to its acknowledgement. */
  acknowledged(kind: string, seconds: number): void;
  /** Alerts that a sender told of, and how many of them belong to runs. */
  alertsHeard(sender: string, count: number, matched: number): void;
  /** Asked at every scrape for the number of open runs by phase. */
  onRunsAsked(count: () => Promise<Readonly<Record<string, number>>>): void;
  readonly contentType: string;
  text(): Promise<string>;
}

export interface MetricsOptions {
  /** Event loop, memory and the like; on unless a test wants few lines. */
  readonly processMetrics?: boolean;
}

export function createMetrics({ processMetrics = true }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const count = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const commands = count('faultline_commands_total', 'Commands, presses and forms', ['verb', 'outcome']);
  const moves = count('faultline_moves_total', 'Moves of runs', ['kind', 'outcome']);
  const effects = count('faultline_effects_total', 'Effects carried out', ['kind', 'outcome']);
  const slack = count('faultline_slack_calls_total', 'Slack Web API calls', ['method', 'outcome']);
  const cluster = count('faultline_cluster_calls_total', 'Kubernetes calls', ['cluster', 'verb', 'outcome']);
  const heard = count('faultline_alerts_total', 'Alerts heard', ['sender', 'outcome']);
  const acks = ackHistogram(registry);
  return {
    command: (verb, outcome) => commands.inc({ verb, outcome }),
    move: (kind, outcome) => moves.inc({ kind, outcome }),
    effect: (kind, outcome) => effects.inc({ kind, outcome }),
    slackCall: (method, outcome) => slack.inc({ method, outcome }),
    clusterCall: (name, verb, outcome) => cluster.inc({ cluster: name, verb, outcome }),
    acknowledged: (kind, seconds) => acks.observe({ kind }, seconds),
    alertsHeard: (sender, all, matched) => {
      heard.inc({ sender, outcome: 'matched' }, matched);
      heard.inc({ sender, outcome: 'other' }, all - Math.min(all, matched));
    },
    onRunsAsked: (ask) => registerRuns(registry, ask),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function ackHistogram(registry: Registry): Histogram<'kind'> {
  return new Histogram({
    name: 'faultline_ack_seconds',
    help: 'Time to acknowledge Slack, which gives up at 3 s',
    labelNames: ['kind'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers: [registry],
  });
}

function registerRuns(registry: Registry, ask: () => Promise<Readonly<Record<string, number>>>): void {
  new Gauge({
    name: 'faultline_runs',
    help: 'Open runs by phase',
    labelNames: ['phase'],
    registers: [registry],
    async collect() {
      this.reset();
      // A scrape must answer even when Redis does not; no sample is the honest answer then.
      const phases = await ask().catch(() => ({}));
      for (const [phase, runs] of Object.entries(phases)) this.set({ phase }, runs);
    },
  });
}
