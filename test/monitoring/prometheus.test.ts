// The client against the real Prometheus: real values, presets that it understands, and what it refuses.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../src/signals/answer.ts';
import { baselineOf } from '../../src/signals/baseline.ts';
import { type FilledQuery, fillQuery } from '../../src/signals/fill-query.ts';
import { presets } from '../../src/signals/presets/presets.ts';
import { createPrometheus, type Prometheus } from '../../src/signals/prometheus.ts';
import { worstSamples } from '../../src/signals/sample.ts';
import { type Loopback, startLoopback } from './loopback.ts';
import type { MonitoringProcess } from './monitoring-process.ts';
import { startPrometheusServer } from './prometheus-server.ts';
import { odd, shopMetrics } from './shop-metrics.ts';

const never = new AbortController().signal;
const run = { cluster: 'prod', namespace: 'shop', workloads: ['web', 'api'], pods: odd, service: 'web' };

let shop: Loopback;
let server: MonitoringProcess;
let prometheus: Prometheus;

before(async () => {
  shop = await startLoopback(shopMetrics());
  server = await startPrometheusServer({ targets: [shop.address] });
  prometheus = createPrometheus({ url: `${server.url}/`, timeoutMs: 10_000, maxPoints: 20_000 });
});

after(async () => {
  await server?.[Symbol.asyncDispose]();
  await shop?.[Symbol.asyncDispose]();
});

function now(promql: string): Promise<Answer> {
  return prometheus.query(promql, Date.now(), never);
}

function told(answer: Answer): string {
  return answer.kind === 'series' ? 'series' : answer.cause;
}

function queryOf(filled: FilledQuery): string {
  assert.ok(filled.ok, JSON.stringify(filled));
  return filled.query;
}

/** Asks until there is a value: Prometheus scrapes once a second, and a rate needs two. */
async function measure(promql: string): Promise<number> {
  for (const deadline = Date.now() + 15_000; ; await sleep(100)) {
    const answer = await now(promql);
    if (answer.kind === 'series') return worstSamples(answer.series, 'higher').at(-1)?.[1] ?? Number.NaN;
    assert.equal(answer.cause, 'empty', answer.sentence);
    assert.ok(Date.now() < deadline, `no value of ${promql}`);
  }
}

test('a Prometheus that is there would answer', async () => {
  assert.equal(await prometheus.ready(never), undefined);
});

for (const { name, query } of presets) {
  test(`Prometheus understands the query of the preset ${name}`, async () => {
    const answer = await now(queryOf(fillQuery(query, run)));
    assert.ok(['series', 'empty', 'not-a-number'].includes(told(answer)), JSON.stringify(answer));
  });
}

const measured: readonly (readonly [string, number, number])[] = [
  // A rate over a minute of which a few seconds were seen is a small one.
  ['http-rate', 0.1, 200],
  ['http-errors', 9, 11],
  ['http-p99', 100, 250],
  ['kubernetes-ready', 5, 5],
  ['kubernetes-memory', 300, 300],
  ['jvm-heap', 75, 75],
  ['redis-up', 1, 1],
];

for (const [name, low, high] of measured) {
  test(`the preset ${name} measures what the shop does`, async () => {
    const preset = presets.find((one) => one.name === name);
    const value = await measure(queryOf(fillQuery(preset?.query ?? '', run)));
    assert.ok(value >= low && value <= high, `${value} is not between ${low} and ${high}`);
  });
}

test('a signal without an error so far is zero, not absent', async () => {
  const errors = presets.find(({ name }) => name === 'grpc-errors')?.query ?? '';
  assert.equal(await measure(queryOf(fillQuery(errors, run))), 0);
});

test('odd names reach Prometheus as they are, as values', async () => {
  for (const service of odd) {
    const answer = await now(
      `absent(${queryOf(fillQuery('nothing{s="{{service}}"}', { ...run, service }))})`,
    );
    assert.ok(answer.kind === 'series', JSON.stringify(answer));
    assert.equal(answer.series[0]?.labels['s'], service);
  }
});

test('odd names reach Prometheus as they are, as patterns', async () => {
  for (const pods of [odd, ...odd.map((one) => [one])])
    assert.equal(
      await measure(`count(${queryOf(fillQuery('odd{name=~"{{pods}}"}', { ...run, pods }))})`),
      pods.length,
    );
});

test('a range comes in steps and makes a baseline', async () => {
  await measure('count_over_time(steady[5s]) >= 5');
  const toMs = Date.now();
  const answer = await prometheus.range('steady', toMs - 60_000, toMs, 1, never);
  assert.ok(answer.kind === 'series');
  const [series] = answer.series;
  const gaps = series?.points.map(([atMs], index, all) => atMs - (all[index - 1]?.[0] ?? atMs - 1000));
  assert.ok(series !== undefined && series.points.length >= 5);
  assert.ok(gaps?.every((gap) => gap > 0 && gap % 1000 === 0));
  assert.equal(baselineOf(series.points)?.median, 42);
});

const refused: readonly (readonly [string, string])[] = [
  ['what_nobody_measures', 'empty'],
  ['vector(0) / vector(0)', 'not-a-number'],
  ['sum(', 'bad-query'],
  ['"hello"', 'bad-query'],
  ['steady * on () group_left () odd', 'bad-query'],
];

for (const [promql, cause] of refused) {
  test(`${promql} is no data: ${cause}`, async () => {
    await measure('count(odd)');
    assert.equal(told(await now(promql)), cause);
  });
}

test('more points than Prometheus gives are too much', async () => {
  const toMs = Date.now();
  const answer = await prometheus.range('steady', toMs - 12_000_000, toMs, 1, never);
  assert.equal(told(answer), 'too-much');
});

test('more points than are wanted are too much', async () => {
  await measure('count(odd)');
  const modest = createPrometheus({ url: server.url, timeoutMs: 4000, maxPoints: odd.length - 1 });
  assert.equal(told(await modest.query('odd', Date.now(), never)), 'too-much');
});

test('a Prometheus that hangs is told by its silence, and answers again when it goes on', async () => {
  const hasty = createPrometheus({ url: server.url, timeoutMs: 300, maxPoints: 100 });
  server.pause();
  const answer = await hasty.query('steady', Date.now(), never);
  server.resume();
  assert.equal(told(answer), 'timeout');
  assert.equal(await prometheus.ready(never), undefined);
});
