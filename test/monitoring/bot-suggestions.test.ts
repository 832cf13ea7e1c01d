// A contract suggested by runs that did the same before, promised by one press and kept by the next run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Seen } from '../scenario/person.ts';
import { openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';
import { cardOf, labelsOf, press, runIn, say } from '../scenario/story.ts';
import { SHOP } from './promised.ts';

const SLOW = { name: 'CheckoutSlow', labels: { namespace: 'shop', deployment: 'web' } };
const LINE = '/chaos delay web 200ms for 1m';

/** `label`: of the button that the plan is answered with. */
async function runThrough(play: PlaygroundInTest, label: string, verdict: RegExp): Promise<void> {
  const ana = play.as('ana');
  const plan = label === 'Start now' ? (await say(ana, SHOP, LINE)).said : await expecting(play);
  const run = runIn(plan);
  await press(ana, plan, 'Start now');
  await cardOf(ana, SHOP, run, /RUNNING/);
  await play.alerts([SLOW]);
  await cardOf(ana, SHOP, run, /1 alert/);
  await play.clock.advance(61_000);
  await cardOf(ana, SHOP, run, verdict);
  await play.alerts([SLOW], 'resolved');
  await play.clock.advance(36_000);
}

/** A run counts once it has heard all that it was to hear, which no message tells: the line is typed until it does. */
async function offered(play: PlaygroundInTest): Promise<Seen> {
  for (let asked = 1; ; asked += 1) {
    const { said } = await say(play.as('ana'), SHOP, LINE);
    if (labelsOf(said).includes('Expect it')) return said;
    assert.ok(asked < 10, said.plain);
    await play.clock.advance(1_000);
  }
}

async function expecting(play: PlaygroundInTest): Promise<Seen> {
  const ana = play.as('ana');
  const said = await offered(play);
  assert.match(said.plain, /CheckoutSlow, in 2 of 2 runs, [\s\S]*To promise: must CheckoutSlow within \d+s/);
  await press(ana, said, 'Expect it');
  return ana.waitFor(
    SHOP,
    (seen) => seen.ephemeral === true && /alerts: must CheckoutSlow within/.test(seen.plain),
  );
}

test('an alert that came twice is offered to be expected, and the run that expects it passes', async (t) => {
  const alerts = {
    alertmanagers: [{ name: 'shop', cluster: 'staging' }],
    onSurprise: { elsewhere: 'tell' },
  };
  const play = await openPlayground(t, { config: { alerts } });
  await runThrough(play, 'Start now', /RECOVERED.*verdict BREACHED/);
  await runThrough(play, 'Start now', /RECOVERED.*verdict BREACHED/);
  await runThrough(play, 'Expect it', /RECOVERED.*verdict PASSED[\s\S]*CheckoutSlow had to fire within/);
});
