// The playground with the Prometheus of this machine: a whole run is measured through it, until the clock is moved.
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { findProgram } from '../../tools/find-redis.js';
import { openPlayground } from '../scenario/playground.ts';
import { cardOf, press, replyTo, runIn, say } from '../scenario/story.ts';

const SHOP = '#team-shop';

/** Debian's folder is not on every PATH. */
function pathWithPrometheus(): string {
  const program = findProgram('prometheus', process.env['PATH'], ['/usr/bin', '/usr/local/bin']);
  assert.ok(program, "no prometheus on this machine: install Debian's package of that name");
  return `${process.env['PATH']}:${dirname(program)}`;
}

async function queriesAnswered(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = /^prometheus_http_requests_total\{code="200",handler="\/api\/v1\/query_range"\} (\d+)/mu;
  return Number(counts.exec(text)?.[1] ?? 0);
}

test('a run is measured by the real Prometheus, which knows the minutes before it', async (t) => {
  const play = await openPlayground(t, {
    measured: true,
    realPrometheus: true,
    path: pathWithPrometheus(),
  });
  const measured = play.playground.measuredBy();
  assert.ok(measured?.by === 'prometheus', JSON.stringify(measured));

  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, '/chaos delay web 200ms for 20s');
  await press(ana, said, 'Start now');
  const card = await cardOf(ana, SHOP, runIn(said), /RECOVERED.*verdict PASSED/, { timeoutMs: 60_000 });
  const verdict = await replyTo(ana, card, /verdict PASSED/);
  const images = (verdict.blocks as readonly { type: string; alt_text?: string }[]).filter(
    ({ type }) => type === 'image',
  );
  assert.match(images[0]?.alt_text ?? '', /^shop p99 .*: [\d.]+ ms before, up to 2\d\d ms during/);
  assert.ok((await queriesAnswered(measured.url)) > 2);

  await play.clock.advance(60_000);
  const moved = play.playground.measuredBy();
  assert.equal(moved?.by, 'stand-in');
  const before = await queriesAnswered(measured.url);
  const again = await say(ana, SHOP, '/chaos delay web 200ms for 20s');
  await press(ana, again.said, 'Start now');
  await cardOf(ana, SHOP, runIn(again.said), /RUNNING/);
  assert.equal(await queriesAnswered(measured.url), before);
});
