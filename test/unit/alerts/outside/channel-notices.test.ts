// Alerts outside of runs in a channel that asked for them: told once, folded, brought up to date, whatever dies meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoticesBusy } from '../../../../src/alerts/outside/kept-notices.ts';
import { channelFor } from '../../../../src/alerts/outside/rule.ts';
import { fc } from '../../../seeded.ts';
import { CHANNEL, createChannelHouse, outside } from './house.ts';

test('the first rule that fits names the channel; a cluster must be known to be meant', () => {
  const rules = [
    { channel: 'a', cluster: 'prod', namespace: 'shop', alerts: ['Checkout*', 'WebDown'] },
    { channel: 'b', namespace: 'shop' },
    { channel: 'c', cluster: 'staging' },
  ];
  const table = [
    [{ cluster: 'prod', namespace: 'shop' }, 'CheckoutSlow', 'a'],
    [{ cluster: 'prod', namespace: 'shop' }, 'WebDown', 'a'],
    [{ cluster: 'prod', namespace: 'shop' }, 'WebDownAgain', 'b'],
    [{ namespace: 'shop' }, 'CheckoutSlow', 'b'],
    [{ cluster: 'staging', namespace: 'bank' }, 'X', 'c'],
    [{ cluster: 'prod', namespace: 'bank' }, 'X', undefined],
    [{}, 'X', undefined],
  ] as const;
  for (const [place, alert, channel] of table) assert.equal(channelFor(place, alert, rules), channel);
});

test('alerts that come together are one message, which is edited when they are over', async () => {
  const house = createChannelHouse();
  const pass = house.replica('a');
  await house.take([outside('A'), outside('B')]);
  await pass(CHANNEL);
  await house.take([outside('A'), outside('C')]);
  await pass(CHANNEL);
  assert.equal(house.messages.length, 1);
  assert.doesNotMatch(house.messages[0]?.text ?? '', /"C"/u, 'not edited again within three seconds');
  house.pass(3_000);
  await pass(CHANNEL);
  await house.take([outside('A', { resolvedAt: 5 }), outside('Unknown', { resolvedAt: 5 })]);
  house.pass(3_000);
  await pass(CHANNEL);
  assert.equal(house.messages.length, 1);
  assert.match(house.messages[0]?.text ?? '', /"name":"A","startedAt":1,"resolvedAt":5\}.*"B".*"C"/u);
  assert.doesNotMatch(house.messages[0]?.text ?? '', /Unknown/u);
  const calls = house.calls.length;
  house.pass(60_000);
  await pass(CHANNEL);
  assert.equal(house.calls.length, calls, 'nothing is sent when nothing is news');
});

test('what comes five minutes later calls anew', async () => {
  const house = createChannelHouse();
  const pass = house.replica('a');
  await house.take([outside('A')]);
  await pass(CHANNEL);
  house.pass(5 * 60_000);
  await house.take([outside('A'), outside('B')]);
  await pass(CHANNEL);
  assert.deepEqual(
    house.messages.map(({ text }) => JSON.parse(text).alerts.map(({ name }: { name: string }) => name)),
    [['A'], ['B']],
  );
});

test('a flood is one message of twenty alerts and a count, and what is kept stays small', async () => {
  const house = createChannelHouse();
  const flood = Array.from({ length: 5_000 }, (_, at) => outside(`Alert${at}`, { summary: 'x'.repeat(200) }));
  await house.take(flood);
  await house.take(flood);
  const [notice] = (await house.read()).notices;
  assert.equal(notice?.alerts.length, 20);
  assert.equal(notice?.more.length, 1_000);
  assert.ok(JSON.stringify(await house.read()).length < 32_000);
});

test('a message is posted again after a lost answer only when it is not there', async () => {
  for (const outcome of ['lost', 'unsent'] as const) {
    const house = createChannelHouse();
    const pass = house.replica('a');
    await house.take([outside('A')]);
    house.outcomes.push(outcome);
    await pass(CHANNEL);
    await house.take([outside('B')]);
    await pass(CHANNEL);
    assert.deepEqual(house.calls, ['post'], 'an answer that may still come is waited for');
    house.pass(15_000);
    await pass(CHANNEL);
    house.pass(15_000);
    await pass(CHANNEL);
    assert.equal(house.messages.length, 1, outcome);
    assert.match(house.messages[0]?.text ?? '', /"A".*"B"/u);
  }
});

test('Slack’s limits are obeyed, and a refusal ends the message with the reason told', async () => {
  const house = createChannelHouse();
  const pass = house.replica('a');
  await house.take([outside('A')]);
  house.outcomes.push('limited');
  await pass(CHANNEL);
  house.pass(6_000);
  await pass(CHANNEL);
  assert.deepEqual(house.calls, ['post']);
  house.pass(1_000);
  await pass(CHANNEL);
  assert.equal(house.messages.length, 1);
  house.outcomes.push('refused');
  await house.take([outside('B')]);
  house.pass(3_000);
  await pass(CHANNEL);
  house.pass(60_000);
  await pass(CHANNEL);
  assert.deepEqual(house.givenUp, ['is_archived']);
  assert.deepEqual(house.calls, ['post', 'post', 'update']);
});

test('a channel that may not be told is named; one of which nobody answers is asked for again', async () => {
  const house = createChannelHouse();
  const pass = house.replica('a');
  house.silence();
  await house.take([outside('A')]);
  await pass(CHANNEL);
  await pass(CHANNEL);
  assert.deepEqual([house.calls, house.givenUp], [[], []]);
  house.close('externally-shared');
  house.pass(5_000);
  await pass(CHANNEL);
  assert.deepEqual([house.calls, house.givenUp], [[], ['externally-shared']]);
});

test('a message is refused to its sender when others always come first', async () => {
  const house = createChannelHouse();
  house.loseSwaps(29);
  await house.take([outside('A')]);
  house.loseSwaps(30);
  await assert.rejects(house.take([outside('B')]), NoticesBusy);
  const before = house.swaps();
  await house.take([outside('A')]);
  assert.equal(house.swaps(), before, 'what is known is written by nobody');
});

test('what comes after a message that cannot be shown is a message of its own', async () => {
  const house = createChannelHouse();
  const pass = house.replica('a');
  house.outcomes.push('refused');
  await house.take([outside('A')]);
  await pass(CHANNEL);
  await house.take([outside('B')]);
  await pass(CHANNEL);
  assert.deepEqual(
    [house.givenUp, house.messages.map(({ text }) => /"B"/u.test(text))],
    [['is_archived'], [true]],
  );
});

test('alerts that fire on in older messages are not told again, until they have ended and begin anew', async () => {
  const house = createChannelHouse();
  const pass = house.replica('a');
  const all = ['A', 'B', 'C', 'D', 'E'].map((name) => outside(name));
  for (const alert of all) {
    await house.take([alert]);
    await pass(CHANNEL);
    house.pass(600_000);
  }
  for (const alert of all) await house.take([alert]);
  await pass(CHANNEL);
  assert.equal(house.messages.length, 5);
  await house.take([outside('A', { resolvedAt: 9 })]);
  await house.take([outside('A')]);
  await pass(CHANNEL);
  assert.equal(house.messages.length, 6);
});

test('no message is pushed out before it was posted', async () => {
  const house = createChannelHouse();
  for (const name of ['A', 'B', 'C', 'D', 'E']) {
    await house.take([outside(name)]);
    house.pass(600_000);
  }
  const { notices } = await house.read();
  assert.deepEqual(
    notices.map(({ alerts }) => alerts.map(({ name }) => name).join('')),
    ['A', 'B', 'CDE'],
  );
});

test('of three messages the one goes that was told, and never one that was not', async () => {
  const house = createChannelHouse();
  const pass = house.replica('a');
  await house.take([outside('A')]);
  house.outcomes.push('limited');
  await pass(CHANNEL);
  house.pass(600_000);
  await house.take([outside('B')]);
  house.outcomes.push('limited', 'ok');
  await pass(CHANNEL);
  house.pass(600_000);
  await house.take([outside('C')]);
  house.outcomes.push('limited', 'refused');
  await pass(CHANNEL);
  await house.take([outside('D')]);
  const { notices } = await house.read();
  assert.deepEqual(
    notices.map(({ alerts }) => alerts.map(({ name }) => name).join('')),
    ['A', 'C', 'D'],
  );
});

type House = ReturnType<typeof createChannelHouse>;
type Step = (house: House, replicas: readonly ((channel: string) => Promise<void>)[]) => Promise<void>;

const take = fc.tuple(fc.nat(5), fc.boolean()).map(
  ([name, over]): Step =>
    (house) =>
      house.take([outside(`A${name}`, over ? { resolvedAt: 9 } : {})]),
);
const wait = fc.constantFrom(1_000, 5_000, 26_000).map(
  (ms): Step =>
    async (house) =>
      house.pass(ms),
);
const pass = fc.tuple(fc.nat(1), fc.constantFrom('ok', 'ok', 'lost', 'dies', 'limited', 'unsent')).map(
  ([nth, outcome]): Step =>
    async (house, replicas) => {
      house.outcomes.push(outcome);
      await replicas[nth]?.(CHANNEL).catch(() => undefined);
      house.outcomes.length = 0;
    },
);

test('whatever is lost and whoever dies, each alert is told once and at last as it stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(take, pass, pass, wait), { maxLength: 30 }), async (steps) => {
      const house = createChannelHouse();
      const replicas = [house.replica('a'), house.replica('b')];
      for (const step of steps) await step(house, replicas);
      for (const round of [0, 1, 0, 1, 0, 1, 0, 1]) {
        house.pass(26_000);
        await replicas[round]?.(CHANNEL);
      }
      const { notices } = await house.read();
      const keys = house.messages.map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length);
      assert.deepEqual(
        notices.map(({ alerts, more }) => JSON.stringify({ alerts, more: more.length })),
        house.messages.slice(keys.length - notices.length).map(({ text }) => text),
      );
    }),
    { numRuns: 200 },
  );
});
