// A bad day: Redis gone, a cluster that hangs, Slack that refuses, targets that stay dirty. Nothing is said that is not so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrator, CHAOS } from './administrator.ts';
import type { Ack, PersonInTest, Seen } from './person.ts';
import { openPlayground } from './playground.ts';
import { assertAcked, cardOf, createsOf, labelsOf, repliesTo, replyTo, runIn, say, under } from './story.ts';

const SHOP = '#team-shop';

test('outages', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');

  await t.test(
    'while Redis hangs a person hears within 3 s that nothing was started, and then nothing is',
    async () => {
      await under(play, { redis: { pause: true } }, async () => {
        const ack = await ana.command(SHOP, '/chaos kill web go');
        assert.equal(ack.status, 200);
        assert.ok(ack.ms < 3_000, `${ack.ms} ms`);
        const said = (await ana.messages(SHOP)).findLast((seen) => seen.ephemeral);
        assert.match(said?.plain ?? '', /[Nn]othing was started/);
      });
      await play.ready();
      assert.match((await say(ana, SHOP, '/chaos list all')).said.plain, /[Nn]o/);
      const made = (await play.audit()).filter(
        ({ verb, group, dryRun }) => verb === 'create' && group === 'chaos-mesh.org' && dryRun === false,
      );
      assert.deepEqual(made, []);
    },
  );

  await t.test('while Redis is away stop by id and halt still reach the cluster', async () => {
    const { said } = await say(ana, SHOP, '/chaos delay web 100ms for 5m go');
    const run = runIn(said);
    await cardOf(ana, SHOP, run, /RUNNING/);
    await under(play, { redis: { pause: true } }, async () => {
      const ack = await ana.command(SHOP, `/chaos stop ${run}`);
      assert.equal(ack.status, 200);
      assert.ok(ack.ms < 3_000);
      const cluster = await administrator(play, 'staging');
      const deadline = Date.now() + 5_000;
      while ((await cluster.list(`${CHAOS}/networkchaos`)).length > 0)
        assert.ok(Date.now() < deadline, 'the object is still there');
    });
    await play.ready();
    await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 40_000 });
  });

  await t.test(
    'while the cluster hangs the check names it and the run ends without an injection',
    async () => {
      const { said: plan } = await say(ana, SHOP, '/chaos kill web');
      await under(play, { cluster: { staging: { hang: true } } }, async () => {
        await startsIt(ana, plan);
        await play.clock.advance(61_000);
        const told = await ana.waitFor(
          SHOP,
          (seen) => seen.ephemeral === true && /staging did not answer/.test(seen.plain),
          { timeoutMs: 20_000 },
        );
        assert.match(told.plain, /nothing was/i);
      });
      assert.deepEqual(await createsOf(play, runIn(plan)), []);
    },
  );

  await t.test(
    'no card, no injection: a channel that refuses the card ends the run before it begins',
    async () => {
      const { said: plan } = await say(ana, SHOP, '/chaos kill cart');
      await call(play.url, '/channels/team-shop/archive');
      await ana.click({ channel: SHOP, ts: plan.ts, label: 'Start now' });
      const deadline = Date.now() + 10_000;
      for (;;) {
        const told = [...(await ana.messages(SHOP)), ...(await ana.dms())].some((seen) =>
          /card could not be posted/.test(seen.plain),
        );
        if (told) break;
        assert.ok(Date.now() < deadline, 'the requester is not told');
      }
      assert.deepEqual(await createsOf(play, runIn(plan)), []);
      await call(play.url, '/channels/team-shop/unarchive');
    },
  );

  await t.test('a rate limit on Slack delays the card, never the ack, and doubles nothing', async () => {
    const { said: plan } = await say(ana, SHOP, '/chaos kill search');
    await play.faults({ slack: { ratelimited: { method: 'chat.postMessage', retryAfter: 1, times: 2 } } });
    await ana.click({ channel: SHOP, ts: plan.ts, label: 'Start now' });
    const card = await cardOf(ana, SHOP, runIn(plan), /RECOVERED/, { timeoutMs: 30_000 });
    assert.equal((await repliesTo(ana, card)).length, 1);
    await play.faults({ slack: {} });
  });
});

test('targets that stay dirty', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');

  await t.test('stress whose recovery failed in silence is never called recovered', async () => {
    await play.faults({ cluster: { staging: { stressSilentRecover: true } } });
    const { said } = await say(ana, SHOP, '/chaos cpu search 80% for 1m go');
    const run = runIn(said);
    await cardOf(ana, SHOP, run, /RUNNING/);
    await play.clock.advance(61_000);
    await cardOf(ana, SHOP, run, /ENDING|VERIFYING|STUCK/);
    await play.clock.advance(180_000);
    const stuck = await cardOf(ana, SHOP, run, /STUCK/);
    assert.ok(labelsOf(stuck).includes('Try again'));
    const reply = await replyTo(ana, stuck, /@ana/i);
    assert.match(reply.plain, /STILL|NOT PROVEN/);
    await play.faults({ cluster: {} });
    await assert.rejects(cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 3_000 }));
  });

  await t.test('a kill whose pods do not come back is not recovered', async () => {
    await play.faults({ cluster: { staging: { podNotReady: { app: 'cart' } } } });
    const { said } = await say(ana, SHOP, '/chaos kill cart go');
    const run = runIn(said);
    await cardOf(ana, SHOP, run, /KILLED/);
    await play.clock.advance(121_000);
    const stuck = await cardOf(ana, SHOP, run, /STUCK/);
    assert.doesNotMatch(stuck.plain, /RECOVERED/);
    await play.faults({ cluster: {} });
  });

  await t.test('an object forced away while its pod still has the fault is not recovered', async () => {
    const { said } = await say(ana, SHOP, '/chaos delay web 100ms for 5m go');
    const run = runIn(said);
    await cardOf(ana, SHOP, run, /RUNNING/);
    await play.faults({ cluster: { staging: { recoverError: { kind: 'NetworkChaos' } } } });
    const cluster = await administrator(play, 'staging');
    const path = `${CHAOS}/networkchaos/delay-web-${run}`;
    await cluster.remove(path);
    await cluster.patch(path, { metadata: { finalizers: [] } });
    await cardOf(ana, SHOP, run, /VERIFYING|ENDING/);
    await play.clock.advance(130_000);
    await cardOf(ana, SHOP, run, /STUCK/);
    await play.faults({ cluster: {} });
  });

  await t.test(
    'an object deleted by kubectl ends the run, and its recovery is proven all the same',
    async () => {
      const { said } = await say(ana, SHOP, '/chaos fail checkout for 5m go');
      const run = runIn(said);
      await cardOf(ana, SHOP, run, /RUNNING/);
      const cluster = await administrator(play, 'staging');
      await cluster.remove(`${CHAOS}/podchaos/fail-checkout-${run}`);
      const ended = await cardOf(ana, SHOP, run, /RECOVERED/);
      assert.match(ended.plain, /proven clean/);
    },
  );
});

async function call(url: string, path: string): Promise<void> {
  const answer = await fetch(`${url}${path}`, { method: 'POST' });
  assert.ok(answer.ok, await answer.text());
}

/** A press that came too late to count says so, and is made again: on a busy machine that can happen. */
async function startsIt(person: PersonInTest, plan: Seen): Promise<void> {
  for (let presses = 1; ; presses += 1) {
    const ack = (await person.click({ channel: SHOP, ts: plan.ts, label: 'Start now' })) as Ack;
    assertAcked(ack);
    const seen = await person.waitFor(
      SHOP,
      (one) => /Starting\.|Press again/.test(one.plain) && one.ts >= plan.ts,
    );
    if (/Starting\./.test(seen.plain)) return;
    assert.ok(presses < 5, seen.plain);
  }
}
