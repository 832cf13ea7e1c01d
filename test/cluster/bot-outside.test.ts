// The bot on the real engine with faults that hit no pods: what chaosd and a cloud are told, and what people read of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PersonInTest } from '../scenario/person.ts';
import { cardOf, labelsOf, press, replyTo, runIn, say } from '../scenario/story.ts';
import { type Stand, startBotOnEngine } from './bot-on-engine.ts';
import { objectOf } from './chaos-objects.ts';
import { createFakeAws, type FakeAws } from './engine/fake-aws.ts';
import { createFakeChaosd, type FakeChaosd } from './engine/fake-chaosd.ts';

const SHOP = '#team-shop';
const patient = { timeoutMs: 60_000 };
const INSTANCE = 'i-0123456789abcdef0';
const config = {
  people: [{ email: 'ana@shop.example', user: 'ana@shop.example', groups: ['shop-developers'] }],
  policy: { rules: [{ name: 'drills', on: ['machines', 'cloud'], allow: 'at-once' }] },
};

let stand: Stand;
let chaosd: FakeChaosd;
let aws: FakeAws;
let ana: PersonInTest;

before(async () => {
  [chaosd, aws] = await Promise.all([createFakeChaosd(), createFakeAws()]);
  stand = await startBotOnEngine({ config, controllerEnv: { AWS_ENDPOINT_URL: aws.url } });
  ana = stand.bot.as('ana');
  const { api } = stand.engine;
  const account = { aws_access_key_id: 'any', aws_secret_access_key: 'any' };
  await api.create({
    ...{ apiVersion: 'v1', kind: 'Secret', stringData: account },
    metadata: { name: 'account', namespace: 'shop' },
  });
  await api.create({
    ...{ apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'PhysicalMachine' },
    ...{ metadata: { name: 'm1', namespace: 'shop' }, spec: { address: chaosd.address } },
  });
});

after(async () => {
  await stand?.stop();
  await Promise.all([chaosd?.stop(), aws?.stop()]);
});

async function begun(line: string): Promise<string> {
  const { said } = await say(ana, SHOP, `/chaos ${line} go`);
  if (labelsOf(said).includes('Start now')) await press(ana, said, 'Start now');
  return runIn(said);
}

test('a machine of the inventory is attacked, and its record says when it is over', async () => {
  const run = await begun('machine stress-cpu m1 80 for 20s');
  const card = await cardOf(ana, SHOP, run, /RUNNING/, patient);
  assert.equal(chaosd.carried().length, 1);
  const object = await objectOf(stand.engine, 'PhysicalMachineChaos', run);
  assert.match(String(object.metadata['name']), /^machine-stress-cpu-m1-r-/);
  const ended = await cardOf(ana, SHOP, run, /RECOVERED/, patient);
  assert.match(ended.plain, /1\/1 taken back by chaosd[\s\S]*✓ m1: chaosd took it back/);
  assert.deepEqual(chaosd.carried(), []);
  await replyTo(ana, card, /RECOVERED/);
});

test('a machine named by its address whose chaosd takes nothing back is STUCK until it does', async () => {
  const run = await begun(`machine disk-fill address=${chaosd.address} size=1GB for 20s`);
  await cardOf(ana, SHOP, run, /RUNNING/, patient);
  chaosd.setFaults({ failRecover: 'disk is busy' });
  const stuck = await cardOf(ana, SHOP, run, /STUCK/, { timeoutMs: 90_000 });
  assert.match(stuck.plain, /1 machine still has the full disk[\s\S]*disk is busy/);
  assert.equal(chaosd.carried().length, 1);
  chaosd.setFaults({});
  const ended = await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 90_000 });
  assert.match(ended.plain, /what it changed may have stayed changed/);
  assert.deepEqual(chaosd.carried(), []);
});

test('an instance is stopped and started again, and that it is up is not claimed', async () => {
  const run = await begun(`aws stop ${INSTANCE} region=eu-central-1 secret=account for 20s`);
  await cardOf(ana, SHOP, run, /RUNNING/, patient);
  assert.deepEqual(aws.carried(), [INSTANCE]);
  const ended = await cardOf(ana, SHOP, run, /TAKEN BACK/, patient);
  assert.match(ended.plain, /1\/1 accepted by the cloud/);
  assert.doesNotMatch(ended.plain, /RECOVERED/);
  assert.deepEqual(aws.carried(), []);
});

test('a restart is done once it was accepted', async () => {
  const run = await begun(`aws restart ${INSTANCE} region=eu-central-1 secret=account`);
  const ended = await cardOf(ana, SHOP, run, /DONE/, patient);
  assert.match(ended.plain, /RESTARTED i-0123456789abcdef0/);
  assert.equal(aws.calls().at(-1), 'RebootInstances');
});
