// From the body of Prometheus' answer to series, https://prometheus.io/docs/prometheus/latest/querying/api.

import { asList, asText, asTextMap, at, isObject } from '../chaos/narrow.ts';
import { type Answer, noData } from './answer.ts';
import type { Sample, Series } from './sample.ts';

/** The body of an answer with status 200; `asked` names the server in sentences. */
export function readAnswer(body: unknown, asked: string, maxPoints: number): Answer {
  const type = at(body, 'data', 'resultType');
  const result = at(body, 'data', 'result');
  if (at(body, 'status') !== 'success' || !Array.isArray(result))
    return noData('not-prometheus', `${asked} answered, but not as Prometheus does.`);
  if (type === 'string') return noData('bad-query', `The query gives ${asked} a text, not a number.`);
  const rows = type === 'scalar' ? [{ value: result }] : result;
  if (countOf(rows) > maxPoints)
    return noData('too-much', `${asked} has more than ${maxPoints} values for the query: sum them up in it.`);
  return fromSeries(rows.map(seriesOf), asked);
}

function fromSeries(all: readonly Series[], asked: string): Answer {
  const series = all.filter(({ points }) => points.length > 0);
  if (series.length === 0) return noData('empty', `${asked} has nothing that the query matches.`);
  const isNumber = series.some(({ points }) => points.some(([, value]) => value !== null));
  if (isNumber) return { kind: 'series', series };
  return noData('not-a-number', `The query gives ${asked} no number (0 of 0 is none, for one).`);
}

function countOf(rows: readonly unknown[]): number {
  return rows.reduce<number>((sum, row) => sum + Math.max(1, asList(at(row, 'values')).length), 0);
}

function seriesOf(row: unknown): Series {
  // A native histogram has `histogram` instead: it is there, and no number.
  const pairs = asList(at(row, 'values')).concat(single(row));
  return { labels: asTextMap(at(row, 'metric')), points: pairs.flatMap(sampleOf) };
}

function single(row: unknown): readonly unknown[] {
  if (!isObject(row)) return [];
  if (row['value'] !== undefined) return [row['value']];
  const [atSeconds] = asList(row['histogram']);
  return atSeconds === undefined ? [] : [[atSeconds, 'NaN']];
}

/** Times are seconds with a fraction, values are texts, `NaN` and `+Inf` among them. */
function sampleOf(pair: unknown): readonly Sample[] {
  const [seconds, text] = asList(pair);
  if (typeof seconds !== 'number') return [];
  const value = asText(text) === '' ? Number.NaN : Number(text);
  return [[Math.round(seconds * 1000), Number.isFinite(value) ? value : null]];
}
