// docs/metrics.md: every number that Faultline exports about itself.

import { type MetricRow, metricRows } from '../../src/ops/metric-table.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

export function metricsDocument(): string {
  const parts = [
    '# Every metric',
    'Written by `npm run docs` from the table of metrics (`src/ops/metric-table.ts`); do not edit.',
    'Every replica answers `/metrics`. Gauges are asked for at the scrape: what does not answer within 2 s has no sample then, and the scrape goes on. What is *the same from every replica* is read from Redis: take the `max`, never the `sum`. Counters and histograms are each replica’s own: take the `sum`.',
    'No label names a person, a run or an object. `kind` is a kind of input or effect (`src/runs/`), `verb` a verb of `/chaos help`, `sender` a name from `alerts`, `method` one of Slack’s or of HTTP.',
    table(metricRows()),
    'Beside these there are the usual numbers of the process and of Node: `process_cpu_seconds_total`, `process_resident_memory_bytes`, `nodejs_eventloop_lag_p99_seconds`, `nodejs_gc_duration_seconds` and others.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function table(rows: readonly MetricRow[]): string {
  const lines = rows.map(({ name, type, labels, help, values }) =>
    [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(', '),
      values === undefined ? `${help}.` : `${help}. ${values}.`,
    ]
      .map(cell)
      .join(' | '),
  );
  return [
    '| metric | type | labels | what it is |',
    '|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}
