// A first look at the real engine: experiments through the product's own client, what it refuses, and one run of the bot.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { cardOf, labelsOf, press, repliesTo, runIn, say } from '../scenario/story.ts';
import { startBot } from './bot.ts';
import { type Engine, startEngine } from './engine/engine.ts';
import {
  identityOf,
  isInjected,
  manifestFor,
  openProduct,
  type Product,
  proven,
  refOf,
  webPods,
} from './product.ts';

const SHOP = '#team-shop';
const ana = identityOf('ana');
let engine: Engine;
let product: Product;

before(async () => {
  engine = await startEngine();
  product = await openProduct(engine);
});

afterEach(() => engine.daemon.setFaults({}));

after(async () => {
  await product?.close();
  await engine?.stop();
});

for (const line of ['fail', 'delay 200ms', 'cpu 80%']) {
  test(`${line}: created as ana, injected by the real controller, deleted and proven recovered`, async () => {
    const name = `${line.split(' ')[0]}-web-r-1`;
    const manifest = manifestFor(line, name);
    const pods = await webPods(product.cluster);
    const dry = await product.cluster.create(manifest, ana, { dryRun: true });
    assert.ok(dry.ok, JSON.stringify(dry));
    const created = await product.cluster.create(manifest, ana);
    assert.ok(created.ok, JSON.stringify(created));
    await product.seen(name, isInjected);
    if (line !== 'fail') assert.notDeepEqual(engine.daemon.carried(), []);
    const removed = await product.cluster.remove(refOf(manifest), created.object.uid);
    assert.deepEqual(removed, { ok: true, gone: false });
    const last = await product.seen(name, (_, gone) => gone);
    const proof = await proven(product, last, pods);
    assert.equal(proof.targets.length, 1);
    assert.deepEqual(engine.daemon.carried(), []);
  });
}

test('a person without rights in a namespace is told so by Chaos Mesh’s own webhook', async () => {
  const { spec, ...rest } = manifestFor('fail', 'fail-bank-r-1');
  const selector = { namespaces: ['bank'], labelSelectors: { app: 'ledger' } };
  const answer = await product.cluster.create({ ...rest, spec: { ...spec, selector } }, ana, {
    dryRun: true,
  });
  assert.ok(!answer.ok);
  assert.equal(answer.refusal.reason, 'forbidden');
  assert.match(answer.refusal.sentence, /ana@shop\.example is forbidden on namespace bank/);
});

test('while a daemon refuses, the record says why; once it gives in, the fault is there', async () => {
  const manifest = manifestFor('cpu 80%', 'cpu-web-r-2');
  engine.daemon.setFaults({ failApply: 'no cgroup here' });
  const created = await product.cluster.create(manifest, ana);
  assert.ok(created.ok, JSON.stringify(created));
  const failing = await product.seen('cpu-web-r-2', ({ records }) =>
    records.some(({ failure }) => failure !== undefined),
  );
  assert.match(failing.records[0]?.failure ?? '', /no cgroup here/);
  engine.daemon.setFaults({});
  await product.seen('cpu-web-r-2', isInjected);
  await product.cluster.remove(refOf(manifest), created.object.uid);
  await product.seen('cpu-web-r-2', (_, gone) => gone);
  assert.deepEqual(engine.daemon.carried(), []);
});

test('while the controller is down nothing can be created; when it is back, all is as before', async () => {
  const manifest = manifestFor('fail', 'fail-web-r-3');
  await engine.stopController();
  const answer = await product.cluster.create(manifest, ana, { dryRun: true });
  assert.equal(!answer.ok && answer.refusal.reason, 'no-webhook');
  await engine.startController();
  const again = await product.cluster.create(manifest, ana, { dryRun: true });
  assert.ok(again.ok, JSON.stringify(again));
});

test('the API server is restarted and the cache follows on', async () => {
  await engine.restartApiServer();
  const manifest = manifestFor('fail', 'fail-web-r-4');
  const created = await product.cluster.create(manifest, ana);
  assert.ok(created.ok, JSON.stringify(created));
  await product.seen('fail-web-r-4', isInjected);
  await product.cluster.remove(refOf(manifest), created.object.uid);
  await product.seen('fail-web-r-4', (_, gone) => gone);
});

test('from the slash command to proven recovery, on the real engine', async (t) => {
  const bot = await startBot(t, { kubeconfig: engine.kubeconfig('bot') });
  const person = bot.as('ana');
  const { said: plan } = await say(person, SHOP, '/chaos fail web for 20s');
  assert.ok(labelsOf(plan).includes('Start now'), plan.plain);
  await press(person, plan, 'Start now');
  const run = runIn(plan);
  const card = await cardOf(person, SHOP, run, /RECOVERED/, { timeoutMs: 60_000 });
  assert.match(card.plain, /1\/1 proven clean/);
  const replies = await repliesTo(person, card);
  assert.equal(replies.length, 2, replies.map(({ plain }) => plain).join('\n'));
});
