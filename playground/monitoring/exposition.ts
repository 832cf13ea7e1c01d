// The shop's metrics as Prometheus reads them: how they are now, and how they were, moment by moment.
import { METRICS, type Measures, type Metric } from './model.ts';

const HELP: Readonly<Record<Metric, string>> = {
  shop_request_p99_milliseconds: 'The slowest of a hundred requests.',
  shop_request_errors_percent: 'Share of requests that fail.',
};

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** What is scraped: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function exposition(model: Measures, ms: number): string {
  return METRICS.flatMap((metric) => [...head(metric), ...samplesAt(model, metric, ms)])
    .map((line) => `${line}\n`)
    .join('');
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/** OpenMetrics with a time at each sample, as `promtool tsdb create-blocks-from openmetrics` takes it. */
export function pastExposition(model: Measures, span: Span): string {
  const lines = METRICS.flatMap((metric) => [
    ...head(metric),
    ...momentsOf(span).flatMap((ms) =>
      samplesAt(model, metric, ms).map((line) => `${line} ${(ms / 1_000).toFixed(3)}`),
    ),
  ]);
  return [...lines, '# EOF', ''].join('\n');
}

function momentsOf({ fromMs, toMs, stepMs }: Span): readonly number[] {
  const count = Math.floor((toMs - fromMs) / stepMs) + 1;
  return Array.from({ length: count }, (_, index) => fromMs + index * stepMs);
}

function head(metric: Metric): readonly string[] {
  return [`# HELP ${metric} ${HELP[metric]}`, `# TYPE ${metric} gauge`];
}

function samplesAt(model: Measures, metric: Metric, ms: number): readonly string[] {
  return model.at(metric, ms).map(({ labels, value }) => `${metric}{${labelsText(labels)}} ${value}`);
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/gu, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
