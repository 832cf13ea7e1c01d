import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlayground } from './playground.ts';

const SHOP = '#team-shop';

test('a kill in staging: a private plan, one press, one card, one reply with the proof', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const ack = await ana.command(SHOP, '/chaos kill web');
  assert.equal(ack.status, 200);
  assert.ok(ack.ms < 3_000);
  const plan = await ana.waitFor(
    SHOP,
    (message) => message.ephemeral === true && message.plain.includes('Start now'),
  );
  assert.match(plan.plain, /Kill 1 of 3 web/);
  assert.match(plan.plain, /2 stay ready/);
  await ana.click({ channel: SHOP, label: 'Start now' });
  const card = await ana.waitFor(
    SHOP,
    (message) => !message.ephemeral && message.plain.includes('RECOVERED'),
    { timeoutMs: 20_000 },
  );
  assert.match(card.plain, /3\/3 ready/);
  const thread = await ana.messages(SHOP, card.ts);
  const replies = thread.filter((message) => message.ts !== card.ts);
  assert.equal(replies.length, 1);
  const jon = await play.as('jon').messages(SHOP);
  assert.equal(jon.filter((message) => !message.thread_ts || message.thread_ts === message.ts).length, 1);
});
