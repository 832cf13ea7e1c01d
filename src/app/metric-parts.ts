// What is told to the metrics: what every scrape asks Redis, clusters and health for, and what is read off moves.

import type { Latches } from '../halt/latch.ts';
import type { Health } from '../ops/health.ts';
import type { Metrics, Sample } from '../ops/metrics.ts';
import { posted } from '../runs/messages.ts';
import { parseRecord } from '../runs/new-record.ts';
import { isEnded, OPEN_PHASES, type RunRecord } from '../runs/record.ts';
import type { RunStore } from '../store/run-store.ts';
import type { Clusters } from './clusters.ts';

export interface MetricPartsDeps {
  readonly metrics: Metrics;
  readonly redis: { readonly runs: Pick<RunStore, 'pending' | 'readMany' | 'due' | 'lastTime'> };
  readonly clusters: Clusters;
  readonly latches: Pick<Latches, 'read'>;
  readonly health: Pick<Health, 'report'>;
}

/** Every open run is due at some time; more than this and a scrape would read Redis for too long. */
const MOST_RUNS = 1_000;
const LATCH_MS = 1_500;
const LATCH_STATES = ['open', 'closed', 'unreadable'] as const;

export function registerMetrics({ metrics, redis, clusters, latches, health }: MetricPartsDeps): void {
  const { runs } = redis;
  const ofRuns = [
    'faultline_runs',
    'faultline_approvals_waiting',
    'faultline_approvals_oldest_seconds',
  ] as const;
  metrics.onScrape(ofRuns, async () => {
    const texts = await runs.readMany(await runs.pending(MOST_RUNS));
    return samplesOf(
      texts.flatMap((text) => parseRecord(text) ?? []),
      runs.lastTime() ?? 0,
    );
  });
  metrics.onScrape(['faultline_due_lag_seconds'], async () => {
    const { lagMs } = await runs.due(1);
    return [{ name: 'faultline_due_lag_seconds', value: lagMs / 1_000 }];
  });
  metrics.onScrape(['faultline_watch_age_seconds'], async () =>
    clusters.all.map(({ cluster, cache }) => ({
      name: 'faultline_watch_age_seconds',
      labels: { cluster: cluster.name },
      value: cache.silentMs() / 1_000,
    })),
  );
  metrics.onScrape(['faultline_latch'], async () => {
    const states = clusters.all.map(async ({ cluster }) => {
      const { state } = await latches.read(cluster, { timeoutMs: LATCH_MS });
      return latchSamples(cluster.name, state);
    });
    return (await Promise.all(states)).flat();
  });
  metrics.onScrape(['faultline_ready'], async () =>
    Object.entries((await health.report()).checks).map(([check, { ok }]) => ({
      name: 'faultline_ready',
      labels: { check },
      value: ok ? 1 : 0,
    })),
  );
}

/** Phases without a run are said too: what is absent fires no alert and draws no line. */
function samplesOf(records: readonly RunRecord[], now: number): readonly Sample[] {
  const open = records.filter(({ phase }) => !isEnded(phase));
  const waiting = open.filter(({ phase }) => phase === 'awaiting');
  const oldest = Math.min(...waiting.map(({ askedAt, since }) => askedAt ?? since));
  return [
    ...OPEN_PHASES.map(
      (phase): Sample => ({
        name: 'faultline_runs',
        labels: { phase },
        value: open.filter((record) => record.phase === phase).length,
      }),
    ),
    { name: 'faultline_approvals_waiting', value: waiting.length },
    ...(waiting.length === 0
      ? []
      : [{ name: 'faultline_approvals_oldest_seconds' as const, value: (now - oldest) / 1_000 }]),
  ];
}

function latchSamples(cluster: string, state: (typeof LATCH_STATES)[number]): readonly Sample[] {
  return LATCH_STATES.map((one) => ({
    name: 'faultline_latch',
    labels: { cluster, state: one },
    value: one === state ? 1 : 0,
  }));
}

type Told = Pick<Metrics, 'move' | 'decided' | 'slackLimit'>;

/** Each swap happens once, whichever replica makes it, so the sum over replicas is true. */
export function tellMove(metrics: Told, record: RunRecord, kind: string, before?: RunRecord): void {
  metrics.move(kind, 'swapped');
  if (before === undefined) return;
  const decision = decisionOf(before, record);
  if (decision !== undefined && before.askedAt !== undefined)
    metrics.decided(decision, (record.since - before.askedAt) / 1_000);
  if (joinsAnEdit(before, record)) metrics.slackLimit('chat.update', 'coalesced');
}

/** A plan that changed under its voters is no decision. */
function decisionOf(before: RunRecord, { phase }: RunRecord): string | undefined {
  const isOpen = phase === 'awaiting' || phase === 'checking' || phase === 'draft';
  return before.phase !== 'awaiting' || isOpen ? undefined : phase;
}

/** The card showed less than was known already: one edit will show both. */
function joinsAnEdit(before: RunRecord, record: RunRecord): boolean {
  const shown = posted(before, 'card')?.facts ?? Number.POSITIVE_INFINITY;
  return record.facts > before.facts && shown < before.facts;
}
