// A ramp through the whole bot: step after step, each with an object of its own, held by gates and started by taps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrator } from './administrator.ts';
import { openPlayground, type PlaygroundInTest } from './playground.ts';
import { cardOf, press, repliesTo, replyTo, runIn, say } from './story.ts';

const SHOP = '#team-shop';
const OBJECTS = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos';

async function objects(play: PlaygroundInTest, cluster = 'staging') {
  const items = await (await administrator(play, cluster)).list(OBJECTS);
  return items.map(({ metadata, spec }) => {
    const { mode, value } = spec as { readonly mode: string; readonly value?: string };
    return [metadata.name, mode, value];
  });
}

test('a ramp widens step by step, each proven clean before the next, with one card and two replies', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, '/chaos delay web 200ms pods 1, 2, all for 30s');
  assert.match(said.plain, /Delay 200 ms · 3 of 3 web pods, in 3 steps/);
  assert.match(said.plain, /3 steps of 30 seconds, each once the last is proven clean/);
  assert.match(said.plain, /steps: 1 pod, then 2 pods, then all pods/);
  const run = runIn(said);
  await press(ana, said, 'Start now');
  const wide = [
    ['one', undefined],
    ['fixed', '2'],
    ['all', undefined],
  ];
  for (const [step, [mode, value]] of wide.entries()) {
    await cardOf(ana, SHOP, run, new RegExp(`RUNNING step ${step + 1} of 3`));
    assert.deepEqual(await objects(play), [[`delay-web-${run}-s${step + 1}`, mode, value]]);
    await play.clock.advance(31_000);
  }
  const over = await cardOf(ana, SHOP, run, /RECOVERED[\s\S]*All 3 steps done/);
  const replies = await repliesTo(ana, over);
  assert.equal(replies.length, 2, replies.map(({ plain }) => plain).join('\n---\n'));
});

test('in production each step waits for a tap, and a stop between two steps ends it clean', async (t) => {
  const play = await openPlayground(t);
  const [ana, mara, jon] = [play.as('ana'), play.as('mara'), play.as('jon')];
  const { said } = await say(
    ana,
    SHOP,
    '/chaos delay prod:web 200ms pods 1,25%,50% for 30s because who notices?',
  );
  const run = runIn(said);
  await press(ana, said, 'Request approval');
  const card = await cardOf(ana, SHOP, run, /WAITING/);
  for (const person of [mara, jon]) await press(person, card, 'Approve');
  await press(ana, await replyTo(ana, card, /start within/), 'Start now');
  await cardOf(ana, SHOP, run, /RUNNING step 1 of 3/);
  await play.clock.advance(31_000);
  const tap = await replyTo(ana, card, /@ana STEP 1 of 3 CLEAN · Ana starts step 2/);
  await play.clock.advance(16_000);
  assert.deepEqual(await objects(play, 'prod'), []);
  await press(ana, tap, 'Start now');
  await cardOf(ana, SHOP, run, /RUNNING step 2 of 3/);
  assert.deepEqual(await objects(play, 'prod'), [[`delay-web-${run}-s2`, 'fixed-percent', '25']]);
  await play.clock.advance(31_000);
  await replyTo(ana, card, /STEP 2 of 3 CLEAN/);
  await say(jon, SHOP, `/chaos stop ${run}`);
  const over = await cardOf(ana, SHOP, run, /RECOVERED[\s\S]*Ended after step 2 of 3/);
  assert.match(over.plain, /Stopped by Jon/);
  await play.clock.advance(16_000);
  assert.deepEqual(await objects(play, 'prod'), []);
});
