// Silences through the whole bot: made for what is expected, lifted at the end and by a surprise, and no run waits for them.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAlertmanager } from '../../src/alerts/alertmanager.ts';
import { runOf } from '../../src/alerts/silence.ts';
import { openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';
import { cardOf, giveText, press, repliesTo, replyTo, runIn, say, under } from '../scenario/story.ts';
import { promised, SHOP, startPromised } from './promised.ts';

const PROMISED = promised('must WebSlow within 60s; never PagerStorm');
const SLOW = { name: 'WebSlow', labels: { namespace: 'shop', deployment: 'web' } };

/** How many of a run's silences stand, once it is so many. */
async function silences(
  play: PlaygroundInTest,
  run: string,
  isEnough: (count: number) => boolean,
): Promise<number> {
  const { alertmanager: url } = play.playground.addresses();
  const client = createAlertmanager({ name: 'shop', url });
  for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
    const all = await client.silences(AbortSignal.timeout(5_000));
    const count = all.filter((one) => runOf(one) === run).length;
    if (isEnough(count)) return count;
    assert.ok(Date.now() < deadline, `${count} silences of ${run} stand`);
  }
}

const some = (count: number): boolean => count > 0;
const none = (count: number): boolean => count === 0;

async function opened(t: TestContext) {
  const play = await openPlayground(t);
  return { play, ...(await startPromised(play, PROMISED)) };
}

test('what is expected calls nobody and is heard all the same; the end lifts the silence', async (t) => {
  const { play, ana, run, card } = await opened(t);
  const count = await silences(play, run, some);
  const { said } = await say(ana, SHOP, `/chaos show ${run}`);
  assert.match(said.plain, /1 expected alert silenced for the targets until/);
  assert.match(said.plain, new RegExp(`${count} silences for what is expected of its targets, until`));
  assert.equal(await play.alerts([SLOW]), 'silenced');
  await cardOf(ana, SHOP, run, /1 alert as expected/);
  await play.clock.advance(121_000);
  await cardOf(ana, SHOP, run, /RECOVERED.*verdict PASSED/);
  await silences(play, run, none);
  assert.equal((await repliesTo(ana, card)).length, 2);
});

test('a surprise is never silenced, and lifts what is', async (t) => {
  const { play, ana, run, card } = await opened(t);
  await silences(play, run, some);
  const surprise = { ...SLOW, name: 'WebOnFire' };
  assert.match(await play.alerts([surprise]), /^1 of 1 alerts belong/);
  const reply = await replyTo(ana, card, /UNEXPECTED WebOnFire/);
  await silences(play, run, none);
  assert.match(await play.alerts([SLOW]), /^1 of 1 alerts belong/);
  assert.doesNotMatch(reply.plain, /silence/i);
});

test('an Alertmanager that does not answer holds no run up, and is silenced once it does', async (t) => {
  const play = await openPlayground(t);
  const { run } = await under(play, { alertmanager: { silent: true } }, async () => {
    const begun = Date.now();
    const all = await startPromised(play, PROMISED);
    assert.ok(Date.now() - begun < 10_000, `running after ${Date.now() - begun} ms`);
    return all;
  });
  await silences(play, run, some);
});

test('a run ends in time although its silences cannot be lifted, and they are when they can', async (t) => {
  const { play, ana, run } = await opened(t);
  await silences(play, run, some);
  await under(play, { alertmanager: { status: 503 } }, async () => {
    await say(ana, SHOP, `/chaos stop ${run}`);
    await cardOf(ana, SHOP, run, /RECOVERED/);
  });
  await silences(play, run, none);
});

test('where silences are refused the run goes on, and doctor says so', async (t) => {
  const play = await openPlayground(t);
  await under(play, { alertmanager: { status: 403 } }, async () => {
    const { ana } = await startPromised(play, PROMISED);
    const { said } = await say(ana, SHOP, '/chaos doctor');
    assert.match(said.plain, /Alertmanager shop lets us make no silences: expected alerts call people/);
  });
});

test('what happens once is silenced while it is watched', async (t) => {
  const play = await openPlayground(t, { sandbox: { podReadyMs: 3_000 } });
  const ana = play.as('ana');
  const kill = PROMISED.replace('NetworkChaos', 'PodChaos')
    .replace(/action: delay\n {2}mode: all/u, 'action: pod-kill\n  mode: one')
    .replace(/ {2}delay: .*\n {2}duration: 2m\n/u, '');
  await giveText(ana, SHOP, kill);
  const plan = await ana.waitFor(SHOP, (seen) => seen.ephemeral === true && /Start now/.test(seen.plain));
  const run = runIn(plan);
  await press(ana, plan, 'Start now');
  await cardOf(ana, SHOP, run, /RECOVERED/);
  await silences(play, run, none);
  const { said } = await say(ana, SHOP, `/chaos show ${run} events`);
  assert.match(said.plain, /silences for what is expected/);
});
