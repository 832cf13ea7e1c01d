// A stand-in for Prometheus that answers what the playground's signals ask: one metric and its labels, over a range.
import type { ServerResponse } from 'node:http';
import { METRICS, type Measures, type Metric } from './model.ts';

interface Selector {
  readonly metric: Metric;
  readonly matches: (labels: Readonly<Record<string, string>>) => boolean;
}

const MOST_POINTS = 11_000;

/** `form`: what was asked, from the address or the body. */
export function answerAsStandIn(
  path: string,
  form: URLSearchParams,
  model: Measures,
  response: ServerResponse,
): void {
  if (path === '/api/v1/query') one(form, model, response);
  else if (path === '/api/v1/query_range') range(form, model, response);
  else refuse(response, 404, 'not_found', 'only queries are answered here');
}

function one(form: URLSearchParams, model: Measures, response: ServerResponse): void {
  const query = form.get('query') ?? '';
  const selector = selectorOf(query);
  const time = Number(form.get('time'));
  if (query === 'vector(1)') send(response, 'vector', [{ metric: {}, value: [time, '1'] }]);
  else if (selector === undefined) notKnown(response);
  else {
    const found = seriesAt(selector, model, time * 1_000);
    const named = found.map(({ labels, value }) => ({
      metric: metricOf(selector, labels),
      value: [time, String(value)],
    }));
    send(response, 'vector', named);
  }
}

function range(form: URLSearchParams, model: Measures, response: ServerResponse): void {
  const selector = selectorOf(form.get('query') ?? '');
  const [start = 0, end = 0, step = 1] = ['start', 'end', 'step'].map((name) => Number(form.get(name)));
  if (selector === undefined) notKnown(response);
  else if ((end - start) / step > MOST_POINTS)
    refuse(response, 400, 'bad_data', 'exceeded maximum resolution of 11,000 points per timeseries');
  else send(response, 'matrix', seriesOver(selector, model, { start, end, step }));
}

function seriesOver(
  selector: Selector,
  model: Measures,
  { start, end, step }: { readonly start: number; readonly end: number; readonly step: number },
): readonly object[] {
  const series = new Map<string, { readonly metric: object; readonly values: [number, string][] }>();
  for (let at = start; at <= end; at += step)
    for (const { labels, value } of seriesAt(selector, model, at * 1_000)) {
      const key = JSON.stringify(labels);
      const stands = series.get(key) ?? { metric: metricOf(selector, labels), values: [] };
      series.set(key, stands);
      stands.values.push([at, String(value)]);
    }
  return [...series.values()];
}

function metricOf({ metric }: Selector, labels: Readonly<Record<string, string>>): object {
  return { __name__: metric, ...labels };
}

function seriesAt({ metric, matches }: Selector, model: Measures, ms: number) {
  return model.at(metric, ms).filter(({ labels }) => matches(labels));
}

const SELECTOR = /^\s*([a-z0-9_]+)\s*\{(.*)\}\s*$/su;
const MATCHER = /\s*([a-z_]+)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*")\s*,?/gsu;

/** One metric with matchers, as the playground's own signals are written. */
function selectorOf(query: string): Selector | undefined {
  const [, name = '', inside = ''] = SELECTOR.exec(query) ?? [];
  const metric = METRICS.find((one) => one === name);
  if (metric === undefined) return undefined;
  const tests = [...inside.matchAll(MATCHER)].map(([, label = '', operator = '', quoted = '""']) => {
    const wanted = JSON.parse(quoted) as string;
    const isLike = operator.includes('~');
    const holds = (value: string) =>
      isLike ? new RegExp(`^(?:${wanted})$`, 'u').test(value) : value === wanted;
    return (labels: Readonly<Record<string, string>>) =>
      holds(labels[label] ?? '') !== operator.startsWith('!');
  });
  return { metric, matches: (labels) => tests.every((test) => test(labels)) };
}

function notKnown(response: ServerResponse): void {
  refuse(
    response,
    400,
    'bad_data',
    'this stand-in knows only the metrics of the shop, each alone with its labels',
  );
}

function refuse(response: ServerResponse, status: number, errorType: string, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: 'error', errorType, error }));
}

function send(response: ServerResponse, resultType: string, result: readonly object[]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: 'success', data: { resultType, result } }));
}
