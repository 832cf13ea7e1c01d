// The gates of a ramp: a signal that is past its limit, and an alert nobody expected, keep the fault from being widened.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlayground } from '../scenario/playground.ts';
import { cardOf, press, replyTo, runIn, say } from '../scenario/story.ts';
import { SHOP } from './promised.ts';

const LINE = '/chaos delay web 200ms pods 1,2,all for 30s';

test('a breach at the first step ends the ramp there, and its verdict says so', async (t) => {
  const play = await openPlayground(t, { measured: true });
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, '/chaos delay web 2s pods 1,2,all for 1m');
  const run = runIn(said);
  await press(ana, said, 'Start now');
  await cardOf(ana, SHOP, run, /RUNNING step 1 of 3/);
  for (let step = 0; step < 4; step += 1) await play.clock.advance(5_000);
  const over = await cardOf(ana, SHOP, run, /RECOVERED.*verdict BREACHED/);
  assert.match(over.plain, /Ended after step 1 of 3/);
  for (let step = 0; step < 20; step += 1) await play.clock.advance(5_000);
  assert.doesNotMatch((await cardOf(ana, SHOP, run)).plain, /step 2/);
});

test('a measured ramp goes on while all is well, and is judged over all of its steps', async (t) => {
  const play = await openPlayground(t, { measured: true });
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, LINE);
  const run = runIn(said);
  await press(ana, said, 'Start now');
  for (const step of [1, 2, 3]) {
    await cardOf(ana, SHOP, run, new RegExp(`RUNNING step ${step} of 3`));
    for (let passed = 0; passed < 7; passed += 1) await play.clock.advance(5_000);
  }
  for (let passed = 0; passed < 10; passed += 1) await play.clock.advance(5_000);
  const over = await cardOf(ana, SHOP, run, /RECOVERED.*verdict PASSED[\s\S]*All 3 steps done/);
  const verdict = await replyTo(ana, over, /verdict PASSED/);
  assert.match(JSON.stringify(verdict.blocks), /"alt_text":"shop p99/);
});

test('an unexpected alert holds the next step until somebody keeps the run', async (t) => {
  const alerts = { alertmanagers: [{ name: 'shop', cluster: 'staging' }] };
  const play = await openPlayground(t, { config: { alerts } });
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, LINE);
  const run = runIn(said);
  await press(ana, said, 'Start now');
  const card = await cardOf(ana, SHOP, run, /RUNNING step 1 of 3/);
  await play.clock.advance(20_000);
  await play.alerts([{ name: 'CheckoutSlow', labels: { namespace: 'shop', deployment: 'checkout' } }]);
  await replyTo(ana, card, /UNEXPECTED CheckoutSlow/);
  await play.clock.advance(12_000);
  await cardOf(ana, SHOP, run, /STEP 1 of 3 CLEAN/);
  await cardOf(ana, SHOP, run, /HELD: an unexpected alert waits for an answer/);
  await play.clock.advance(20_000);
  const over = await cardOf(ana, SHOP, run, /RECOVERED[\s\S]*Ended after step 1 of 3/);
  assert.match(over.plain, /Stopped by rule .*CheckoutSlow/);
  await replyTo(ana, card, /UNEXPECTED CheckoutSlow[\s\S]*stopped by rule/);
});
