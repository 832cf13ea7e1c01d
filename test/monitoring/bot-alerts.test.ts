// Alerts beside a run, through the real webhook: as expected, by surprise, kept, not related, in production, in a flood.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';
import {
  cardOf,
  dmAbout,
  formOf,
  giveText,
  type Heard,
  labelsOf,
  press,
  repliesTo,
  replyTo,
  runIn,
  say,
} from '../scenario/story.ts';
import { promised, SHOP, startPromised } from './promised.ts';

const ERRORS = {
  name: 'CheckoutErrorsHigh',
  labels: { namespace: 'shop', deployment: 'checkout' },
  annotations: { summary: '8 % of requests fail <!channel> *now*' },
};
const NOT_OURS = { name: 'BankDown', labels: { namespace: 'bank', deployment: 'ledger' } };

async function delayed(play: PlaygroundInTest) {
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, '/chaos delay web 200ms for 3m');
  const run = runIn(said);
  await press(ana, said, 'Start now');
  const card = await cardOf(ana, SHOP, run, /RUNNING/);
  return { ana, run, card };
}

test('a surprise asks, is told once in thread and channel, and stops the run when nobody keeps it', async (t) => {
  const play = await openPlayground(t);
  const { ana, run, card } = await delayed(play);
  assert.match(card.plain, /no alerts/);
  const sentAt = Date.now();
  assert.match(await play.alerts([ERRORS, NOT_OURS]), /^1 of 2 alerts belong to runs/);
  const reply = await replyTo(ana, card, /UNEXPECTED CheckoutErrorsHigh/);
  assert.ok(Date.now() - sentAt < 2_000, `told after ${Date.now() - sentAt} ms`);
  assert.match(reply.plain, /depends on web/);
  assert.match(reply.plain, /stopping in 30 s .* unless kept/);
  assert.match(JSON.stringify(reply.blocks), /&lt;!channel&gt; ∗now∗/);
  assert.deepEqual(labelsOf(reply).slice(0, 3), ['Stop now', 'Keep, why?', 'Not related']);
  await play.alerts([{ ...ERRORS, name: 'CartErrorsHigh' }]);
  await replyTo(ana, card, /\+1 more: CartErrorsHigh/);
  await play.clock.advance(31_000);
  await cardOf(ana, SHOP, run, /RECOVERED.*verdict BREACHED[\s\S]*Unexpected: CheckoutErrorsHigh/);
  await play.alerts([ERRORS], 'resolved');
  await replyTo(ana, card, /stopped by rule[\s\S]*1 of 2 resolved|1 of 2 resolved[\s\S]*stopped by rule/);
  const surprises = (await repliesTo(ana, card)).filter(({ plain }) => plain.includes('UNEXPECTED'));
  assert.equal(surprises.length, 1);
});

test('a run that somebody keeps goes on; what is not related counts for nothing', async (t) => {
  const play = await openPlayground(t);
  const { ana, run, card } = await delayed(play);
  await play.alerts([ERRORS]);
  const reply = await replyTo(ana, card, /UNEXPECTED/);
  await ana.click({ channel: reply.channel ?? '', ts: reply.ts, label: 'Keep, why?' });
  const form = await formOf(ana, /goes on in spite of the alert/);
  await ana.submit(form.id, { reason: { reason: 'that page is about the old version' } });
  await replyTo(ana, card, /Kept by Ana .*: that page is about the old version/);
  await play.clock.advance(60_000);
  assert.match((await cardOf(ana, SHOP, run)).plain, /RUNNING/);
  await press(ana, await replyTo(ana, card, /Kept by/), 'Not related');
  await replyTo(ana, card, /Not related, says Ana/);
  await say(ana, SHOP, `/chaos stop ${run}`);
  const over = await cardOf(ana, SHOP, run, /RECOVERED/);
  assert.doesNotMatch(over.plain, /verdict/);
});

const PROMISED = promised('must CheckoutSlow within 60s; never PagerStorm', '1m');

test('a contract in the YAML is kept, and the verdict says so', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await giveText(ana, SHOP, PROMISED);
  const plan = await ana.waitFor(SHOP, (seen) => seen.ephemeral === true && /Start now/.test(seen.plain));
  const run = runIn(plan);
  await press(ana, plan, 'Start now');
  const card = await cardOf(
    ana,
    SHOP,
    run,
    /RUNNING[\s\S]*CheckoutSlow had to fire within 1 minute: not yet/,
  );
  await play.alerts([{ ...ERRORS, name: 'CheckoutSlow' }]);
  await cardOf(ana, SHOP, run, /1 alert as expected[\s\S]*CheckoutSlow had to fire within 1 minute: after/);
  await play.clock.advance(61_000);
  await cardOf(ana, SHOP, run, /RECOVERED.*verdict PASSED/);
  const replies = await repliesTo(ana, card);
  assert.equal(replies.length, 2, replies.map(({ plain }) => plain).join('\n---\n'));
});

test('whoever carries the pager is told of the drill, and of a page that overlaps it', async (t) => {
  const alerts = {
    alertmanagers: [{ name: 'shop', cluster: 'staging' }],
    onCall: [{ namespace: 'shop', people: ['jon@shop.example'] }],
  };
  const play = await openPlayground(t, { config: { alerts } });
  const jon = play.as('jon');
  const { ana, run } = await startPromised(play, PROMISED);
  const drill = await dmAbout(jon, run, /^Drill: delay 200 ms on 3 of 3 web pods \(staging\/shop\) by Ana/);
  assert.match(drill.plain, /It should page you with CheckoutSlow/);
  await play.alerts([ERRORS]);
  await dmAbout(jon, run, /^Your page CheckoutErrorsHigh overlaps a drill: delay/);
  await say(ana, SHOP, `/chaos stop ${run}`);
  await cardOf(ana, SHOP, run, /RECOVERED/);
  await dmAbout(jon, run, /^Your page [\s\S]*RECOVERED/);
});

test('in production a surprise stops the run at once', async (t) => {
  const policy = { rules: [{ name: 'all', allow: 'at-once' }] };
  const play = await openPlayground(t, { config: { policy } });
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, '/chaos delay prod:web 200ms for 3m');
  const run = runIn(said);
  await press(ana, said, 'Start now');
  const card = await cardOf(ana, SHOP, run, /RUNNING/);
  await play.alerts([{ ...ERRORS, labels: { ...ERRORS.labels, cluster: 'prod' } }]);
  await replyTo(ana, card, /UNEXPECTED[\s\S]*stopped by rule/);
  await cardOf(ana, SHOP, run, /RECOVERED/);
});

test('a bot that dies in a flood loses no alert and doubles no reply', async (t) => {
  const play = await openPlayground(t);
  const { ana, run, card } = await delayed(play);
  const flood = Array.from({ length: 40 }, (_, index) =>
    Array.from({ length: 10 }, (__, nth) => ({ ...ERRORS, name: `Storm${index}x${nth}` })),
  );
  const killing = (async () => {
    for (const _ of [1, 2]) {
      await sleep(150);
      await play.kill();
      await sleep(2_500);
    }
  })();
  for (const alerts of flood) await play.alerts(alerts);
  await killing;
  await play.ready();
  await replyTo(ana, card, /\+19 more/);
  const told: Heard = await say(ana, SHOP, `/chaos show ${run} events`);
  assert.match(told.said.plain, /heard Storm/);
  const surprises = (await repliesTo(ana, card)).filter(({ plain }) => plain.includes('UNEXPECTED'));
  assert.equal(surprises.length, 1);
});

test('an alert that one run expects is no surprise to another that is hit no nearer', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const start = async (line: string) => {
    const { said } = await say(ana, SHOP, line);
    await press(ana, said, 'Start now');
    return cardOf(ana, SHOP, runIn(said), /RUNNING/);
  };
  const near = await start('/chaos delay search 200ms for 3m');
  const expecting = await start('/chaos delay web 200ms for 3m expect CheckoutSlow within 2m');
  const slow = { name: 'CheckoutSlow', labels: { namespace: 'shop', deployment: 'checkout' } };
  assert.match(await play.alerts([slow]), /^1 of 1 alerts/);
  await cardOf(ana, SHOP, runIn(expecting), /1 alert as expected[\s\S]*CheckoutSlow had to fire.*: after/);
  await play.alerts([ERRORS]);
  const reply = await replyTo(ana, near, /UNEXPECTED CheckoutErrorsHigh/);
  assert.doesNotMatch(reply.plain, /CheckoutSlow/);
  const { said } = await say(ana, SHOP, `/chaos show ${runIn(near)} alerts`);
  assert.doesNotMatch(said.plain, /CheckoutSlow/);
});
