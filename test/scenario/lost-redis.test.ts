// Redis lost everything while a fault is in the cluster: the sealed object tells what run it belongs to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { changed, SCHEDULE } from '../unit/chaos/orchestration-yaml.ts';
import { administrator, CHAOS } from './administrator.ts';
import type { Seen } from './person.ts';
import { openPlayground, type PlaygroundInTest } from './playground.ts';
import { applyText, cardOf, press, replyTo, runIn, say } from './story.ts';

const SHOP = '#team-shop';

/** Everything but the clock of the playground is lost. */
async function loseRuns(play: PlaygroundInTest): Promise<void> {
  const redis = new Redis(play.playground.addresses().redis);
  const keys = (await redis.keys('{faultline}:*')).filter((key) => !key.endsWith('clock-offset'));
  await redis.del(...keys);
  redis.disconnect();
}

/** Waits until the bot has logged a line that says this of this object. */
async function inLog(play: PlaygroundInTest, words: RegExp, name: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; ; await sleep(50)) {
    const lines = (await play.playground.tail(200)).split('\n');
    if (lines.some((line) => words.test(line) && line.includes(name))) return;
    assert.ok(Date.now() < deadline, `the log never said ${words} of ${name}`);
  }
}

test('with Redis lost', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const staging = await administrator(play, 'staging');

  /** Everything is lost while the run of this line goes on; resolves with its new card. */
  async function lostAndFound(line: string, plural: string): Promise<Seen> {
    const { said } = await say(ana, SHOP, `/chaos ${line} for 5m go`);
    const run = runIn(said);
    const old = await cardOf(ana, SHOP, run, /RUNNING/);
    await loseRuns(play);
    const found = (seen: Seen): boolean =>
      seen.ts !== old.ts && seen.ephemeral !== true && seen.plain.includes(run) && /RUNNING/.test(seen.plain);
    // The orphan sweep looks over the caches every so often; a touched object is looked at at once.
    const [object] = await staging.list(`${CHAOS}/${plural}`);
    await staging.patch(`${CHAOS}/${plural}/${object?.metadata.name}`, {
      metadata: { annotations: { looked: 'at' } },
    });
    return ana.waitFor(SHOP, found, { timeoutMs: 30_000 });
  }

  await t.test(
    'a run is made again from its sealed object, with a new card, and can be stopped',
    async () => {
      const card = await lostAndFound('delay web 100ms', 'networkchaos');
      assert.match(card.plain, /Delay 100 ms · 1 of 3 web · staging\/shop/);
      await press(ana, card, 'Stop');
      await ana.waitFor(SHOP, (seen) => seen.ts === card.ts && /RECOVERED/.test(seen.plain), {
        timeoutMs: 30_000,
      });
    },
  );

  await t.test('its alerts are heard, and held to what its object promises', async () => {
    const line = 'delay web 150ms expect "never PagerStorm"';
    const card = await lostAndFound(line, 'networkchaos');
    await play.alerts([{ name: 'PagerStorm', labels: { namespace: 'shop', deployment: 'web' } }]);
    await replyTo(ana, card, /PagerStorm FIRED, and must not/);
    await press(ana, card, 'Stop');
    await ana.waitFor(SHOP, (seen) => seen.ts === card.ts && /RECOVERED.*verdict BREACHED/.test(seen.plain), {
      timeoutMs: 30_000,
    });
  });

  await t.test('so is one into whose object Chaos Mesh wrote a name of its own', async () => {
    const card = await lostAndFound('jvm latency cart 50ms class=com.shop.Till method=pay', 'jvmchaos');
    assert.match(card.plain, /Slow com\.shop\.Till\.pay 50 ms · 1 of 3 cart/);
    await press(ana, card, 'Stop');
    await ana.waitFor(SHOP, (seen) => seen.ts === card.ts && /RECOVERED/.test(seen.plain), {
      timeoutMs: 30_000,
    });
  });

  await t.test('another experiment under a copied seal is nobody’s run', async () => {
    const { said } = await say(ana, SHOP, '/chaos delay cart 100ms for 5m go');
    const run = runIn(said);
    await cardOf(ana, SHOP, run, /RUNNING/);
    const [agreed] = await staging.list(`${CHAOS}/networkchaos`);
    assert.ok(agreed);
    const { name, labels, annotations } = agreed.metadata;
    await say(ana, SHOP, `/chaos stop ${run}`);
    await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 30_000 });
    await loseRuns(play);
    const spec = { ...(agreed['spec'] as object), mode: 'all' };
    await staging.create(`${CHAOS}/networkchaos`, {
      ...{ apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'NetworkChaos' },
      ...{ metadata: { name, labels, annotations }, spec },
    });
    await inLog(play, /a seal of ours stands on another experiment/, name);
    const { said: list } = await say(ana, SHOP, '/chaos list all');
    assert.doesNotMatch(list.plain, new RegExp(run));
    await staging.remove(`${CHAOS}/networkchaos/${name}`);
  });
});

test('a Schedule that Redis has lost is made again from its object, and ends with all that it started', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const staging = await administrator(play, 'staging');
  const plan = await applyText(ana, SHOP, changed(SCHEDULE, ['@every 10m', '@every 2s'], ['30s', '1s']));
  await press(ana, plan, 'Start now');
  const run = runIn(plan);
  const old = await cardOf(ana, SHOP, run, /[1-9] started/);
  await loseRuns(play);
  const [object] = await staging.list(`${CHAOS}/schedules`);
  await staging.patch(`${CHAOS}/schedules/${object?.metadata.name}`, {
    metadata: { annotations: { looked: 'at' } },
  });
  const isNew = ({ ts, ephemeral, plain }: Seen): boolean =>
    ts !== old.ts && ephemeral !== true && plain.includes(run) && /started, \d at work/.test(plain);
  const card = await ana.waitFor(SHOP, isNew, { timeoutMs: 30_000 });
  await press(ana, card, 'Stop');
  await ana.waitFor(SHOP, (seen) => seen.ts === card.ts && /RECOVERED/.test(seen.plain), {
    timeoutMs: 40_000,
  });
  assert.equal((await staging.list(`${CHAOS}/networkchaos`)).length, 0);
});
