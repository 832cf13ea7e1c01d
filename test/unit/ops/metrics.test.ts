// What is counted, what is asked at a scrape, and that no scrape waits for anybody.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricRows } from '../../../src/ops/metric-table.ts';
import { createMetrics } from '../../../src/ops/metrics.ts';

const quiet = (patienceMs = 1_000) => createMetrics({ processMetrics: false, patienceMs });

test('what is counted can be scraped', async () => {
  const metrics = quiet();
  metrics.command('kill', 'ok');
  metrics.move('approve', 'swapped');
  metrics.effect('create', 'ok');
  metrics.passed('ok', 0.02);
  metrics.decided('approved', 90);
  metrics.halted('latched', 0.3);
  metrics.halted('accepted', undefined);
  metrics.slackCall('chat.update', 'ok');
  metrics.slackCall('chat.postMessage', 'limited');
  metrics.slackLimit('chat.update', 'deferred');
  metrics.clusterCall('staging', 'POST', '2xx');
  metrics.acknowledged('command', 0.02);
  metrics.alertsHeard('main', 3, 1);
  metrics.onScrape(['faultline_runs'], async () => [
    { name: 'faultline_runs', labels: { phase: 'running' }, value: 2 },
  ]);
  const text = await metrics.text();
  for (const line of [
    'faultline_commands_total{verb="kill",outcome="ok"} 1',
    'faultline_moves_total{kind="approve",outcome="swapped"} 1',
    'faultline_effects_total{kind="create",outcome="ok"} 1',
    'faultline_pass_seconds_bucket{le="0.025",outcome="ok"} 1',
    'faultline_decision_seconds_bucket{le="60",outcome="approved"} 0',
    'faultline_decision_seconds_bucket{le="120",outcome="approved"} 1',
    'faultline_halt_seconds_count{step="latched"} 1',
    'faultline_halt_unfinished_total{step="accepted"} 1',
    'faultline_slack_calls_total{method="chat.update",outcome="ok"} 1',
    'faultline_slack_limits_total{method="chat.postMessage",limit="limited"} 1',
    'faultline_slack_limits_total{method="chat.update",limit="deferred"} 1',
    'faultline_cluster_calls_total{cluster="staging",method="POST",outcome="2xx"} 1',
    'faultline_ack_seconds_count{kind="command"} 1',
    'faultline_alerts_total{sender="main",outcome="matched"} 1',
    'faultline_alerts_total{sender="main",outcome="other"} 2',
    'faultline_runs{phase="running"} 2',
  ]) {
    assert(text.includes(`${line}\n`), `${line} in\n${text}`);
  }
});

test('a scrape answers although what it asks rejects, or hangs, and what was once said is not said again', async () => {
  const metrics = quiet(20);
  let answers: 'well' | 'not' | 'never' = 'well';
  metrics.onScrape(['faultline_latch'], async () => {
    if (answers === 'not') throw new Error('no redis');
    if (answers === 'never') return Promise.withResolvers<never>().promise;
    return [{ name: 'faultline_latch', labels: { cluster: 'prod', state: 'open' }, value: 1 }];
  });
  metrics.onScrape(['faultline_due_lag_seconds'], async () => [
    { name: 'faultline_due_lag_seconds', value: 0.5 },
  ]);
  assert.match(await metrics.text(), /faultline_latch\{/);
  for (const next of ['not', 'never'] as const) {
    answers = next;
    const text = await metrics.text();
    assert.doesNotMatch(text, /faultline_latch\{/, next);
    assert.match(text, /^faultline_due_lag_seconds 0\.5$/m);
  }
});

test('the process is measured as well', async () => {
  assert.match(await createMetrics().text(), /nodejs_eventloop_lag_p99_seconds/);
});

test('every number has a sentence, seconds are called seconds and counts totals', () => {
  for (const { name, type, help } of metricRows()) {
    assert.match(help, /^\S.*[^.]$/, name);
    if (type === 'counter') assert.match(name, /_total$/);
    if (type === 'histogram') assert.match(name, /_seconds$/);
  }
});
