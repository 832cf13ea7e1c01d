// Alerts that belong to no run: nobody's business, unless a rule of the configuration has a channel told of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlayground } from '../scenario/playground.ts';
import { cardOf, press, replyTo, runIn, say } from '../scenario/story.ts';
import { SHOP } from './promised.ts';

const ALERTMANAGERS = [{ name: 'shop', cluster: 'staging' }];
const SRE = '#sre';
const DOWN = {
  name: 'CheckoutDown',
  labels: { namespace: 'shop', deployment: 'checkout' },
  annotations: { summary: 'nobody answers <!channel>' },
};
const OTHER = { name: 'BankDown', labels: { namespace: 'bank', deployment: 'ledger' } };

test('a channel is told of what it asked for within 2 s, of the end by an edit, and of nothing else', async (t) => {
  const channels = [{ channel: 'sre', cluster: 'staging', namespace: 'shop', alerts: ['Checkout*'] }];
  const play = await openPlayground(t, { config: { alerts: { alertmanagers: ALERTMANAGERS, channels } } });
  const jon = play.as('jon');
  const sentAt = Date.now();
  assert.match(
    await play.alerts([DOWN, OTHER, { ...DOWN, name: 'WebDown' }]),
    /^0 of 3 alerts belong to runs/,
  );
  const told = await jon.waitFor(SRE, ({ plain }) => plain.includes('CheckoutDown'));
  assert.ok(Date.now() - sentAt < 2_000, `told after ${Date.now() - sentAt} ms`);
  t.diagnostic(`told after ${Date.now() - sentAt} ms`);
  assert.match(told.plain, /^CheckoutDown, outside of any run/);
  assert.match(told.plain, /staging\/shop checkout · FIRING since/);
  assert.match(JSON.stringify(told.blocks), /nobody answers &lt;!channel&gt;/);
  await play.alerts([DOWN]);
  await play.alerts([DOWN], 'resolved');
  await play.clock.advance(3_000);
  const over = await jon.waitFor(SRE, ({ plain }) => /outside of any run: resolved/.test(plain));
  assert.equal(over.ts, told.ts);
  const all = (await jon.messages(SRE)).filter(({ plain }) => /Down/.test(plain));
  assert.equal(all.length, 1, all.map(({ plain }) => plain).join('\n---\n'));
});

test('an alert that belongs to a run is told there alone', async (t) => {
  const channels = [{ channel: 'sre' }];
  const alerts = { alertmanagers: ALERTMANAGERS, channels, onSurprise: { elsewhere: 'tell' } };
  const play = await openPlayground(t, { config: { alerts } });
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, '/chaos delay web 200ms for 3m');
  const run = runIn(said);
  await press(ana, said, 'Start now');
  const card = await cardOf(ana, SHOP, run, /RUNNING/);
  await play.alerts([DOWN, OTHER]);
  await ana.waitFor(SRE, ({ plain }) => plain.startsWith('BankDown, outside of any run'));
  await replyTo(ana, card, /UNEXPECTED CheckoutDown/);
  const there = await ana.messages(SRE);
  assert.ok(!there.some(({ plain }) => plain.includes('CheckoutDown')));
});
