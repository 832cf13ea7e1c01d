// The bot on the real engine while parts of the cluster are killed under a run: nothing is lost, nothing is said that is not so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cardOf, repliesTo, replyTo, runIn, say } from '../scenario/story.ts';
import type { BotOnEngine } from './bot.ts';
import { type Stand, startBotOnEngine } from './bot-on-engine.ts';
import { objectsOf } from './chaos-objects.ts';
import type { Engine } from './engine/engine.ts';
import { compact, revision } from './engine/etcd.ts';

const SHOP = '#team-shop';
const patient = { timeoutMs: 90_000 };

let stand: Stand;
let engine: Engine;
let bot: BotOnEngine;

before(async () => {
  stand = await startBotOnEngine();
  ({ engine, bot } = stand);
});

after(() => stand?.stop());

async function running(line: string): Promise<string> {
  const ana = bot.as('ana');
  const run = runIn((await say(ana, SHOP, `/chaos ${line} go`)).said);
  await cardOf(ana, SHOP, run, /RUNNING/, patient);
  return run;
}

/** Recovered, proven, and said once. */
async function endsClean(run: string): Promise<void> {
  const ana = bot.as('ana');
  const card = await cardOf(ana, SHOP, run, /RECOVERED/, patient);
  assert.match(card.plain, /1\/1 proven clean/);
  await replyTo(ana, card, /RECOVERED/);
  assert.equal((await repliesTo(ana, card)).length, 2);
  assert.deepEqual(engine.daemon.carried(), []);
}

test('the API server is restarted under two runs, and both end as planned', async () => {
  const runs = [await running('delay web 200ms for 20s'), await running('fail cart for 20s')];
  await engine.restartApiServer();
  await Promise.all(runs.map(endsClean));
});

test('the controller is down when a run should end; it ends once it is back', async () => {
  const run = await running('cpu search 80% for 10s');
  await engine.stopController();
  const ana = bot.as('ana');
  await cardOf(ana, SHOP, run, /ENDING/, patient);
  assert.ok(engine.daemon.carried().length > 0);
  await engine.startController();
  await endsClean(run);
});

test('the bot sleeps while its object is deleted and etcd compacted: what it watched from is 410 Gone, and it lists anew', async () => {
  const run = await running('fail checkout for 5m');
  bot.kill('SIGSTOP');
  await engine.restartApiServer();
  const said = await engine.kubectl('ana')(['delete', 'podchaos', '-n', 'shop', `fail-checkout-${run}`]);
  assert.equal(said.code, 0, said.err);
  assert.deepEqual(await objectsOf(engine, 'PodChaos'), []);
  await compact(await revision());
  await engine.restartApiServer();
  const before = bot.log().length;
  bot.kill('SIGCONT');
  await endsClean(run);
  assert.match(bot.log().slice(before), /ResourceExpired/);
});
