// A real Prometheus scrapes a real bot: the rules stay quiet, and every panel of the dashboard can be asked.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createPrometheus } from '../../src/signals/prometheus.ts';
import { openPlayground } from '../scenario/playground.ts';
import { cardOf, press, runIn, say } from '../scenario/story.ts';
import { filled, panels } from '../unit/manifests/dashboard.ts';
import { startPrometheusServer } from './prometheus-server.ts';

const RULES = fileURLToPath(new URL('../../manifests/monitoring/prometheus-rules.yml', import.meta.url));
const JOB = 'test';
/** What nothing of this story makes happen. */
const QUIET = /halt_|slack_limits|outcome="failed"|alerts_total|approvals_oldest|decision_seconds/u;

test('Prometheus scrapes a bot at work, no rule fires, and the dashboard has something to show', async (t) => {
  const play = await openPlayground(t);
  const { metrics = '' } = play.playground.addresses();
  await using server = await startPrometheusServer({
    targets: [new URL(metrics).host],
    more: `rule_files: [${RULES}]`,
  });
  const prometheus = createPrometheus({ url: server.url, timeoutMs: 10_000, maxPoints: 20_000 });
  const { signal } = new AbortController();
  /** Whether there is anything to show, be it 0 of 0. */
  const ask = async (promql: string): Promise<boolean> => {
    const answer = await prometheus.query(promql, Date.now(), signal);
    if (answer.kind === 'series' || answer.cause === 'not-a-number') return true;
    assert.equal(answer.cause, 'empty', `${promql}: ${answer.sentence}`);
    return false;
  };
  const until = async (promql: string): Promise<void> => {
    const deadline = Date.now() + 20_000;
    while (!(await ask(promql))) {
      assert.ok(Date.now() < deadline, `nothing for ${promql}`);
      await sleep(200);
    }
  };

  const ana = play.as('ana');
  const { said } = await say(ana, '#team-shop', '/chaos delay web 200ms for 3m');
  await press(ana, said, 'Start now');
  await cardOf(ana, '#team-shop', runIn(said), /RUNNING/);
  await until('faultline_runs{phase="running"} == 1');
  // A count that appears shows no increase yet; one that goes on does.
  await until('faultline_ack_seconds_count');
  await ana.command('#team-shop', '/chaos list');
  await until('rate(faultline_ack_seconds_count[1m]) > 0');

  for (const { title, targets } of panels())
    for (const { expr } of targets) {
      const shown = await ask(filled(expr, JOB));
      if (!QUIET.test(expr)) assert.ok(shown, `${title} shows nothing: ${expr}`);
    }
  // The scrape is called otherwise here than the rule expects.
  assert.equal(await ask('ALERTS{alertname!="FaultlineAbsent"}'), false);
});
