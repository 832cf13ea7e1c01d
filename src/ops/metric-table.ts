// Every number that Faultline exports about itself; docs/metrics.md is made from it.

interface Row {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds, of histograms. */
  readonly buckets?: readonly number[];
  /** What the labels may say, for people. */
  readonly values?: string;
}

/** Label sets stay finite: no people, no runs, no objects. Gauges are asked for at every scrape. */
export const METRICS = {
  faultline_runs: {
    type: 'gauge',
    help: 'Open runs by phase, the same from every replica',
    labels: ['phase'],
  },
  faultline_approvals_waiting: {
    type: 'gauge',
    help: 'Runs that wait for votes, the same from every replica',
    labels: [],
  },
  faultline_approvals_oldest_seconds: {
    type: 'gauge',
    help: 'How long ago people were asked about the run that waits longest; no sample: none waits',
    labels: [],
  },
  faultline_decision_seconds: {
    type: 'histogram',
    help: 'From asking people to the decision',
    labels: ['outcome'],
    buckets: [10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200],
    values: 'outcome: approved, denied, expired, withdrawn, cancelled',
  },
  faultline_due_lag_seconds: {
    type: 'gauge',
    help: 'How long the most overdue run has waited for its pass; 0: none is overdue. The same from every replica',
    labels: [],
  },
  faultline_pass_seconds: {
    type: 'histogram',
    help: 'One pass of the conductor over one run, which is cut short at 5 s',
    labels: ['outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    values: 'outcome: ok, failed',
  },
  faultline_moves_total: { type: 'counter', help: 'Moves of runs', labels: ['kind', 'outcome'] },
  faultline_effects_total: {
    type: 'counter',
    help: 'Effects carried out',
    labels: ['kind', 'outcome'],
    values: 'outcome: ok, failed',
  },
  faultline_halt_seconds: {
    type: 'histogram',
    help: 'From the arrival of a halt to the latch written, and to every deletion accepted, in one cluster',
    labels: ['step'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5],
    values: 'step: latched, accepted',
  },
  faultline_halt_unfinished_total: {
    type: 'counter',
    help: 'Halts in one cluster whose latch was not written, or deletions not accepted, before the person had to be answered; both go on',
    labels: ['step'],
    values: 'step: latched, accepted',
  },
  faultline_latch: {
    type: 'gauge',
    help: '1 for the state in which the halt latch of a cluster is now; nothing starts unless it is open',
    labels: ['cluster', 'state'],
    values: 'state: open, closed, unreadable',
  },
  faultline_ready: {
    type: 'gauge',
    help: 'The checks of /readyz, 1: good',
    labels: ['check'],
    values: 'check: redis, slack, cluster NAME',
  },
  faultline_watch_age_seconds: {
    type: 'gauge',
    help: 'Since the last event or bookmark of the stalest watch that must work; bookmarks come about once a minute',
    labels: ['cluster'],
  },
  faultline_cluster_calls_total: {
    type: 'counter',
    help: 'Calls to API servers, watches apart',
    labels: ['cluster', 'method', 'outcome'],
    values: 'outcome: 2xx, 4xx, 429, 5xx, none (no answer)',
  },
  faultline_slack_calls_total: {
    type: 'counter',
    help: 'Calls to the Slack Web API',
    labels: ['method', 'outcome'],
    values: 'outcome: ok, refused, limited, unknown',
  },
  faultline_slack_limits_total: {
    type: 'counter',
    help: 'Limits met: calls that Slack refused for now, edits put off by our own budget, changes of a card that joined an edit already waiting',
    labels: ['method', 'limit'],
    values: 'limit: limited, deferred, coalesced',
  },
  faultline_ack_seconds: {
    type: 'histogram',
    help: 'Time to acknowledge Slack, which gives up at 3 s',
    labels: ['kind'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
  },
  faultline_commands_total: {
    type: 'counter',
    help: 'Commands, presses and forms by verb',
    labels: ['verb', 'outcome'],
    values: 'outcome: ok, refused, fault',
  },
  faultline_alerts_total: {
    type: 'counter',
    help: 'Alerts heard; matched: they belong to runs',
    labels: ['sender', 'outcome'],
    values: 'outcome: matched, other',
  },
} as const satisfies Record<string, Row>;

export type MetricName = keyof typeof METRICS;

export type MetricOf<T extends Row['type']> = {
  [K in MetricName]: (typeof METRICS)[K]['type'] extends T ? K : never;
}[MetricName];

export interface MetricRow extends Row {
  readonly name: MetricName;
}

export function metricRows(): readonly MetricRow[] {
  return Object.entries<Row>(METRICS).map(([name, row]) => ({ ...row, name: name as MetricName }));
}
