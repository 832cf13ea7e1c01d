// The numbers Faultline counts about itself, in the words of the house; what they are is in metric-table.ts.

import { collectDefaultMetrics, Registry } from 'prom-client';
import { createInstruments, type Labels } from './metric-instruments.ts';
import type { MetricOf } from './metric-table.ts';

export interface Metrics {
  /** One command, press or form, by verb and what came of it (`ok`, `refused`, `fault`). */
  command(verb: string, outcome: string): void;
  /** One `runs.move`, by input kind and result (`swapped`, `lost`, `refused`, `seen`). */
  move(kind: string, outcome: string): void;
  effect(kind: string, outcome: string): void;
  /** One pass of the conductor. */
  passed(outcome: 'ok' | 'failed', seconds: number): void;
  /** Votes are over, so long after people were asked. */
  decided(outcome: string, seconds: number): void;
  /** A step of a halt in one cluster, so long after it arrived; without seconds: not in time for an answer. */
  halted(step: HaltStep, seconds: number | undefined): void;
  slackCall(method: string, outcome: string): void;
  slackLimit(method: string, limit: SlackLimit): void;
  clusterCall(cluster: string, method: string, outcome: string): void;
  /** Seconds from the arrival of something from Slack to its acknowledgement. */
  acknowledged(kind: string, seconds: number): void;
  /** Alerts that a sender told of, and how many of them belong to runs. */
  alertsHeard(sender: string, count: number, matched: number): void;
  /** Asked at every scrape; who does not answer in time, or rejects, has no samples then. */
  onScrape(names: readonly GaugeName[], ask: () => Promise<readonly Sample[]>): void;
  readonly contentType: string;
  text(): Promise<string>;
}

export type HaltStep = 'latched' | 'accepted';
export type SlackLimit = 'limited' | 'deferred' | 'coalesced';
export type GaugeName = MetricOf<'gauge'>;

export interface Sample {
  readonly name: GaugeName;
  readonly labels?: Labels;
  readonly value: number;
}

export interface MetricsOptions {
  /** Event loop, memory and the like; on unless a test wants few lines. */
  readonly processMetrics?: boolean;
  /** How long a scrape waits for what is asked; Prometheus itself gives up after 10 s. */
  readonly patienceMs?: number;
}

export function createMetrics({ processMetrics = true, patienceMs = 2_000 }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const { count, observe, set, clear } = createInstruments(registry);
  // What is there from the start shows its first increase.
  for (const step of ['latched', 'accepted']) count('faultline_halt_unfinished_total', { step }, 0);
  const asked: (() => Promise<void>)[] = [];
  return {
    command: (verb, outcome) => count('faultline_commands_total', { verb, outcome }),
    move: (kind, outcome) => count('faultline_moves_total', { kind, outcome }),
    effect: (kind, outcome) => count('faultline_effects_total', { kind, outcome }),
    passed: (outcome, seconds) => observe('faultline_pass_seconds', { outcome }, seconds),
    decided: (outcome, seconds) => observe('faultline_decision_seconds', { outcome }, seconds),
    halted(step, seconds) {
      if (seconds === undefined) count('faultline_halt_unfinished_total', { step });
      else observe('faultline_halt_seconds', { step }, seconds);
    },
    slackCall(method, outcome) {
      count('faultline_slack_calls_total', { method, outcome });
      if (outcome === 'limited') count('faultline_slack_limits_total', { method, limit: outcome });
    },
    slackLimit: (method, limit) => count('faultline_slack_limits_total', { method, limit }),
    clusterCall: (cluster, method, outcome) =>
      count('faultline_cluster_calls_total', { cluster, method, outcome }),
    acknowledged: (kind, seconds) => observe('faultline_ack_seconds', { kind }, seconds),
    alertsHeard(sender, all, matched) {
      count('faultline_alerts_total', { sender, outcome: 'matched' }, matched);
      count('faultline_alerts_total', { sender, outcome: 'other' }, all - Math.min(all, matched));
    },
    onScrape(names, ask) {
      asked.push(async () => {
        const samples = await answerWithin(ask, patienceMs);
        names.forEach(clear);
        for (const { name, labels = {}, value } of samples) set(name, labels, value);
      });
    },
    contentType: registry.contentType,
    async text() {
      await Promise.all(asked.map((ask) => ask()));
      return registry.metrics();
    },
  };
}

/** A scrape must answer even when Redis or a cluster does not; no sample is the honest answer then. */
async function answerWithin(
  ask: () => Promise<readonly Sample[]>,
  patienceMs: number,
): Promise<readonly Sample[]> {
  const late = Promise.withResolvers<readonly Sample[]>();
  const timer = setTimeout(() => late.resolve([]), patienceMs);
  try {
    return await Promise.race([ask(), late.promise]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
