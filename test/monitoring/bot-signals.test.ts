// Signals beside a run: kept within their limits, breached and stopped, without data, burning before the start.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';
import { cardOf, giveText, press, repliesTo, replyTo, runIn, say } from '../scenario/story.ts';

const SHOP = '#team-shop';

async function started(play: PlaygroundInTest, line: string) {
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, line);
  const run = runIn(said);
  await press(ana, said, 'Start now');
  return { ana, run, card: await cardOf(ana, SHOP, run) };
}

function imagesOf(blocks: unknown): readonly { readonly alt_text: string }[] {
  const all = blocks as readonly { readonly type: string; readonly alt_text: string }[];
  return all.filter(({ type }) => type === 'image');
}

test('a delay that the shop bears passes, and the verdict comes with its pictures', async (t) => {
  const play = await openPlayground(t, { measured: true });
  const { ana, run, card } = await started(play, '/chaos delay web 200ms for 1m');
  await cardOf(ana, SHOP, run, /RUNNING/);
  await play.clock.advance(5_000);
  const { said } = await say(ana, SHOP, `/chaos show ${run} chart`);
  assert.match(said.plain, /Signals\*?\n.*shop p99: within its limit so far/);
  assert.equal(imagesOf(said.blocks).length, 2);
  for (let step = 0; step < 17; step += 1) await play.clock.advance(5_000);
  const over = await cardOf(ana, SHOP, run, /RECOVERED.*verdict PASSED/);
  assert.match(over.plain, /Within their limits: shop p99, shop errors/);
  const verdict = await replyTo(ana, card, /verdict PASSED/);
  const images = imagesOf(verdict.blocks);
  assert.equal(images.length, 2);
  assert.match(images[0]?.alt_text ?? '', /^shop p99 .*ms before, up to .*ms during .*; .*limit 500 ms/);
  assert.equal((await repliesTo(ana, card)).length, 2);
});

test('a breach stops the run, is told at once, and the verdict says how far it went', async (t) => {
  const play = await openPlayground(t, { measured: true });
  const { ana, run, card } = await started(play, '/chaos delay web 2s for 3m');
  await cardOf(ana, SHOP, run, /RUNNING/);
  for (let step = 0; step < 4; step += 1) await play.clock.advance(5_000);
  const reply = await replyTo(ana, card, /BREACH shop p99 .* → 2,\d+ ms \(limit 500 ms\)/);
  assert.match(reply.plain, /@ana stopped by rule/);
  const over = await cardOf(ana, SHOP, run, /RECOVERED.*verdict BREACHED/);
  assert.match(over.plain, /shop p99 \d+ → 2,\d+ ms \(limit 500 ms\)/);
  for (let step = 0; step < 8; step += 1) await play.clock.advance(5_000);
  await cardOf(ana, SHOP, run, /good again/);
});

test('without an answer from Prometheus nothing starts, and it is said why', async (t) => {
  const prometheus = [{ cluster: 'staging', url: 'http://127.0.0.1:9' }];
  const signals = [{ preset: 'http-p99' }];
  const play = await openPlayground(t, { config: { prometheus, signals } });
  const { ana, run } = await started(play, '/chaos delay web 200ms for 1m');
  const card = await cardOf(
    ana,
    SHOP,
    run,
    /HELD: nothing is known of HTTP p99: Prometheus is not reachable/,
  );
  assert.match(card.plain, /HELD/);
});

test('where a run may start blind, its verdict is inconclusive and never passed', async (t) => {
  const prometheus = [{ cluster: 'staging', url: 'http://127.0.0.1:9' }];
  const signals = [{ preset: 'http-p99', startWithoutData: true }];
  const play = await openPlayground(t, { config: { prometheus, signals } });
  const { ana, run } = await started(play, '/chaos delay web 200ms for 1m');
  await cardOf(ana, SHOP, run, /RUNNING[\s\S]*HTTP p99: /);
  await play.clock.advance(61_000);
  await cardOf(ana, SHOP, run, /RECOVERED.*verdict INCONCLUSIVE[\s\S]*HTTP p99: no data/);
});

test('a run does not start while a signal burns already', async (t) => {
  const play = await openPlayground(t, { measured: true });
  const first = await started(play, '/chaos delay checkout 2s for 3m');
  await cardOf(first.ana, SHOP, first.run, /RUNNING/);
  await play.clock.advance(5_000);
  const { ana, run } = await started(play, '/chaos kill web');
  await cardOf(ana, SHOP, run, /HELD: shop p99 is at 2,\d+ ms already \(limit 500 ms\)/);
});

function chosen(signals: string): string {
  return `apiVersion: chaos-mesh.org/v1alpha1
kind: NetworkChaos
metadata:
  name: slow
  annotations:
    faultline.dev/signals: ${signals}
spec:
  action: delay
  mode: all
  selector: { labelSelectors: { app: web } }
  delay: { latency: 200ms }
  duration: 30s
`;
}

async function startChosen(play: PlaygroundInTest, signals: string, before: readonly string[] = []) {
  const ana = play.as('ana');
  await giveText(ana, SHOP, chosen(signals));
  const isNew = (text: string) => before.every((run) => !text.includes(run));
  const plan = await ana.waitFor(
    SHOP,
    ({ ephemeral, plain }) => ephemeral === true && /Start now/.test(plain) && isNew(plain),
  );
  await press(ana, plan, 'Start now');
  return { ana, run: runIn(plan) };
}

test('an experiment says by which signals it is measured, and one that nobody defined holds it', async (t) => {
  const play = await openPlayground(t, { measured: true });
  const { ana, run } = await startChosen(play, 'shop-errors');
  await cardOf(ana, SHOP, run, /RUNNING/);
  for (let step = 0; step < 10; step += 1) await play.clock.advance(5_000);
  const over = await cardOf(ana, SHOP, run, /RECOVERED.*verdict PASSED/);
  assert.match(over.plain, /Within its limit: shop errors$/m);
  const none = await startChosen(play, 'none', [run]);
  await cardOf(ana, SHOP, none.run, /RUNNING/);
  for (let step = 0; step < 10; step += 1) await play.clock.advance(5_000);
  const unmeasured = await cardOf(ana, SHOP, none.run, /RECOVERED/);
  assert.doesNotMatch(unmeasured.plain, /verdict|shop p99/);
  const unknown = await startChosen(play, 'shop-p99, shop-p95', [run, none.run]);
  const held = await cardOf(ana, SHOP, unknown.run, /HELD/);
  assert.match(held.plain, /no signal is called “shop-p95”: known are shop-p99, shop-errors/);
});
