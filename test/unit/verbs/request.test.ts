import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectedBy } from '../../../src/chaos/expecting.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import type { Verbs } from '../../../src/verbs/verbs.ts';
import { expect } from './expect-answer.ts';
import { ana, createHouse, from, mara, RANDOM, TEAM } from './house.ts';

async function planned(verbs: Verbs, line = 'kill web') {
  return expect(await verbs.line(line, from(ana)), 'plan');
}

test('a short line becomes a plan that names every default, and nothing is requested', async () => {
  const { verbs, read } = createHouse();
  const { record, card } = await planned(verbs);
  assert.deepEqual(record.plan.defaults, [
    '1 pod',
    'watched for 2 minutes',
    'staging/shop, which this channel means',
  ]);
  assert.equal(card.channel, TEAM);
  assert.equal(record.plan.manifest.metadata.name, `kill-web-${record.id}`);
  assert.equal((await read(record.id)).phase, 'draft');
});

test('the press on a plan that is allowed at once requests it', async () => {
  const { verbs, read } = createHouse();
  const { record } = await planned(verbs);
  const press = { action: 'request' as const, run: record.id, digest: record.plan.digest };
  expect(await verbs.press(press, from(ana)), 'requested');
  assert.equal((await read(record.id)).phase, 'checking');
});

test('a press that Slack delivers twice counts once', async () => {
  const { verbs, read } = createHouse();
  const { record } = await planned(verbs);
  const press = { action: 'request' as const, run: record.id, digest: record.plan.digest };
  const delivery = from(ana);
  const answers = await Promise.all([verbs.press(press, delivery), verbs.press(press, delivery)]);
  assert.deepEqual(
    answers.map(({ kind }) => kind),
    ['requested', 'requested'],
  );
  assert.equal((await read(record.id)).seq, 2);
});

test('a second press on the same plan says what the first has done, to nobody else', async () => {
  const { verbs } = createHouse();
  const { record } = await planned(verbs);
  const press = { action: 'request' as const, run: record.id, digest: record.plan.digest };
  expect(await verbs.press(press, from(ana)), 'requested');
  assert.equal(expect(await verbs.press(press, from(ana)), 'requested').record.id, record.id);
  expect(await verbs.press(press, from(mara)), 'refused');
});

test('go starts without a press where policy allows at once and nothing warns', async () => {
  const { verbs, read } = createHouse();
  const { record } = expect(await verbs.line('kill web go', from(ana)), 'requested');
  assert.equal((await read(record.id)).phase, 'checking');
});

test('go does not skip the plan where others must agree', async () => {
  const { verbs, read } = createHouse();
  const answer = expect(await verbs.line('kill prod:web go because why not', from(ana)), 'plan');
  assert.equal(answer.goNotTaken, 'approvals');
  assert.equal((await read(answer.record.id)).phase, 'draft');
});

test('production is never implied by a channel', async () => {
  const { verbs, bound } = createHouse();
  bound.set(TEAM, { cluster: 'prod', namespace: 'shop' });
  const { choices } = expect(await verbs.line('kill web', from(ana)), 'ask-place');
  assert.deepEqual(choices[0], { cluster: 'prod', namespace: 'shop' });
  expect(await verbs.line('kill prod:web', from(ana)), 'plan');
});

test('a channel that means nothing asks with buttons, and the button answers with the plan', async () => {
  const { verbs } = createHouse();
  const asked = expect(await verbs.line('kill web for 1m', from(ana, RANDOM)), 'ask-place');
  assert.deepEqual(asked.choices, [{ cluster: 'staging', namespace: 'shop' }]);
  const { record } = expect(await verbs.line(asked.line, from(ana, RANDOM), asked.choices[0]), 'plan');
  assert.equal(record.plan.experiment.durationSeconds, 60);
});

test('a reason is asked only when somebody must vote and none was given', async () => {
  const { verbs, read } = createHouse();
  const { record } = await planned(verbs, 'kill prod:web');
  const press = { action: 'request' as const, run: record.id, digest: record.plan.digest };
  expect(await verbs.press(press, from(ana)), 'ask-reason');
  expect(await verbs.press({ ...press, reason: 'does checkout survive?' }, from(ana)), 'requested');
  assert.equal((await read(record.id)).reason, 'does checkout survive?');
});

test('only the person who asked can press their plan', async () => {
  const { verbs } = createHouse();
  const { record } = await planned(verbs);
  const press = { action: 'request' as const, run: record.id, digest: record.plan.digest };
  const answer = expect(await verbs.press(press, from(mara)), 'refused');
  assert.equal(answer.of === 'run' && answer.refusal.kind, 'not-yours');
});

test('a press on an older plan shows the plan as it is now', async () => {
  const { verbs } = createHouse();
  const { record } = await planned(verbs);
  const press = { action: 'request' as const, run: record.id, digest: 'a'.repeat(64) };
  assert.equal(expect(await verbs.press(press, from(ana)), 'plan').changed, true);
});

test('the bound channel takes the card when this one cannot, and without any nothing is opened', async () => {
  const elsewhere = createHouse({ cannotPost: [RANDOM] });
  const { card } = expect(await elsewhere.verbs.line('kill staging:shop/web', from(ana, RANDOM)), 'plan');
  assert.deepEqual(card, { channel: TEAM, insteadOf: { channel: RANDOM, why: 'not-a-member' } });
  const nowhere = createHouse({ cannotPost: [RANDOM, TEAM] });
  const answer = expect(await nowhere.verbs.line('kill staging:shop/web', from(ana, RANDOM)), 'refused');
  assert.equal(answer.of === 'verb' && answer.refusal.kind, 'no-card');
  assert.equal((await nowhere.store.recent(10)).length, 0);
});

test('an outsider is refused every verb but help', async () => {
  const { verbs } = createHouse();
  for (const line of ['kill web', 'halt', 'list', '', 'stop last', 'here']) {
    const answer = expect(await verbs.line(line, from('U0OTTO')), 'refused');
    assert.equal(answer.of, 'person', line);
  }
  expect(await verbs.line('help', from('U0OTTO')), 'help');
});

test('a run named where a workload belongs is told for what it is', async () => {
  const { verbs } = createHouse();
  const { record } = await planned(verbs);
  expect(await verbs.line(`kill ${record.id}`, from(ana)), 'that-is-a-run');
});

for (const [line, of] of [
  ['kill wep', 'target'],
  ['kill web -n shpo', 'place'],
  ['kill mars:web', 'place'],
  ['kill web-a', 'target'],
  ['kill -l app=web,app=cart', 'parse'],
  ['wipe web', 'parse'],
  ['stop zzz', 'which'],
] as const) {
  test(`\`${line}\` is refused by its ${of}, with nothing opened`, async () => {
    const { verbs, store } = createHouse();
    const answer = expect(await verbs.line(line, from(ana)), 'refused');
    assert.equal(answer.of, of);
    assert.equal((await store.recent(10)).length, 0);
  });
}

test('whether one may is answered with the plan, and nothing is opened', async () => {
  const { verbs, store } = createHouse();
  const atOnce = expect(await verbs.line('can I kill web', from(ana)), 'can');
  assert.equal(atOnce.record.plan.verdict.kind, 'allow');
  const asks = expect(await verbs.line('why kill prod:web because of Friday', from(ana)), 'can');
  assert.equal(asks.record.plan.verdict.kind, 'approvals');
  assert.equal(asks.line, 'kill prod:shop/web for 2m');
  assert.equal((await store.recent(10)).length, 0);
  expect(await verbs.line('can', from(ana)), 'refused');
  expect(await verbs.line('can list', from(ana)), 'refused');
});

test('alerts that came when the same was done before are offered under the plan, and promised by one press', async () => {
  const past: RunRecord[] = [];
  const { verbs, read } = createHouse({ past });
  const bare = await planned(verbs, 'delay web 200ms');
  assert.equal(bare.suggests, undefined);
  past.push(endedLike(bare.record, 'r-1', 30), endedLike(bare.record, 'r-2', 40));
  const { record, suggests } = await planned(verbs, 'delay web 200ms because why not');
  assert.equal(suggests?.contract, 'must CheckoutSlow within 1m');
  const press = { action: 'expect' as const, run: record.id, digest: record.plan.digest };
  const refused = expect(await verbs.press(press, from(mara)), 'refused');
  assert.deepEqual(refused.of === 'run' && refused.refusal, { kind: 'not-yours' });
  assert.equal(expect(await verbs.press({ ...press, digest: 'older' }, from(ana)), 'plan').changed, true);
  const promised = expect(await verbs.press(press, from(ana)), 'plan');
  assert.equal(promised.record.reason, 'why not');
  assert.equal(expectedBy(promised.record.plan.experiment), 'must CheckoutSlow within 1m');
  assert.equal(promised.suggests, undefined);
  assert.equal((await read(record.id)).phase, 'dropped');
  const late = expect(await verbs.press(press, from(ana)), 'refused');
  assert.deepEqual(late.of === 'run' && late.refusal, { kind: 'not-now' });
});

function endedLike(record: RunRecord, id: string, firedAfter: number): RunRecord {
  const startedAt = record.createdAt + firedAfter * 1_000;
  const alert = { name: 'CheckoutSlow', why: 'same workload', score: 80, expected: 'none' as const };
  const seen = [{ ...alert, key: id, startedAt, heardAt: startedAt }];
  return {
    ...{ ...record, id, phase: 'recovered', injectedAt: record.createdAt },
    stop: { why: 'ended', at: record.createdAt + 120_000 },
    alerts: { cursor: '1-0', seen, settled: true },
  };
}
