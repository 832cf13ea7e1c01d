import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject } from '../../../src/chaos/cluster.ts';
import type { Observation } from '../../../src/runs/input.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { expect } from './expect-answer.ts';
import { ana, createHouse, from, type House, jon, mara, RANDOM } from './house.ts';

/** A run that waits for one owner and one of sre. */
async function awaiting(house: House): Promise<RunRecord> {
  const { verbs, observe } = house;
  const { record } = expect(await verbs.line('kill prod:web because does it survive?', from(ana)), 'plan');
  const { id, plan } = record;
  expect(await verbs.press({ action: 'request', run: id, digest: plan.digest }, from(ana)), 'requested');
  const posted: Observation = {
    kind: 'posted',
    message: 'card',
    channel: record.channel,
    ts: '1767610801.000100',
    shown: 'h',
    facts: 2,
  };
  const waiting = await observe(
    id,
    { kind: 'checked', plan: { ...plan, dryRun: true }, asked: [mara, jon] },
    posted,
  );
  assert.equal(waiting.phase, 'awaiting');
  return waiting;
}

function vote(house: House, { id, plan }: RunRecord, who: typeof ana) {
  return house.verbs.press({ action: 'approve', run: id, digest: plan.digest }, from(who));
}

test('two people agree, then the requester starts it', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  expect(await vote(house, run, jon), 'voted');
  expect(await vote(house, run, mara), 'voted');
  assert.equal((await house.read(run.id)).phase, 'approved');
  expect(await house.verbs.line('start', from(ana)), 'started');
});

test('the requester cannot vote, and a second vote of the same person says when the first was', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  const own = expect(await vote(house, run, ana), 'refused');
  assert.equal(own.of === 'run' && own.refusal.kind, 'own-run');
  await vote(house, run, jon);
  const again = expect(await vote(house, run, jon), 'refused');
  assert.deepEqual(again.of === 'run' && again.refusal, {
    kind: 'already-voted',
    vote: 'approve',
    at: house.store.now,
  });
});

test('a denial asks why first, and decides', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  const press = { action: 'deny' as const, run: run.id, digest: run.plan.digest };
  expect(await house.verbs.press(press, from(jon)), 'ask-denial');
  expect(await house.verbs.press({ ...press, why: ' a freeze ' }, from(jon)), 'voted');
  const denied = await house.read(run.id);
  assert.equal(denied.phase, 'denied');
  assert.equal(denied.votes[0]?.why, 'a freeze');
  const late = expect(await vote(house, run, mara), 'refused');
  assert.equal(late.of === 'run' && late.refusal.kind, 'not-now');
});

test('approving by line needs the code on the card; without it the plan is shown', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  expect(await house.verbs.line(`approve ${run.id}`, from(jon)), 'vote-plan');
  assert.equal(
    expect(await house.verbs.line(`approve ${run.id} 0000`, from(jon)), 'vote-plan').codeWas,
    '0000',
  );
  expect(await house.verbs.line(`approve ${run.id} ${run.plan.digest.slice(0, 4)}`, from(jon)), 'voted');
});

test('a run is found by its id, three of its characters, last, a link to its card, or as the only one here', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  const link = 'https://shop.slack.com/archives/C0TEAM/p1767610801000100';
  for (const word of [run.id, run.id.slice(2, 5), run.id.slice(0, 5), 'last', `<${link}|the card>`, '']) {
    const shown = expect(await house.verbs.line(`show ${word}`, from(ana)), 'details');
    assert.equal(shown.record.id, run.id, word);
  }
  const elsewhere = expect(await house.verbs.line('show', from(ana, RANDOM)), 'refused');
  assert.equal(elsewhere.of === 'which' && elsewhere.refusal.kind, 'none-here');
  const inThread = from(ana, RANDOM, { thread: '1767610801.000100' });
  expect(await house.verbs.line('show', inThread), 'details');
});

test('a draft is seen by nobody but its requester', async () => {
  const house = createHouse();
  const { record } = expect(await house.verbs.line('kill web', from(ana)), 'plan');
  assert.equal(expect(await house.verbs.line('list all', from(jon)), 'list').entries.length, 0);
  const short = expect(await house.verbs.line(`show ${record.id.slice(2, 5)}`, from(jon)), 'refused');
  assert.equal(short.of, 'which');
});

test('stop withdraws what waits, and says so', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  const { record } = expect(await house.verbs.line('stop because wrong day', from(ana)), 'stopped');
  assert.equal(record.phase, 'withdrawn');
  assert.equal(record.id, run.id);
});

test('stop deletes the object at once where it was pressed', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  house.experiments.push(objectOf(run));
  const { ended } = expect(await house.verbs.press({ action: 'stop', run: run.id }, from(jon)), 'stopped');
  assert.equal(ended.accepted, 1);
  assert.deepEqual(house.removed, [run.plan.manifest.metadata.name]);
});

test('stop with a full id reaches the cluster even when Redis hangs', async () => {
  const house = createHouse({ hanging: ['redis'], ceilingMs: 60 });
  const run = { id: 'r-7k3m9q', plan: { manifest: { metadata: { name: 'kill-web-r-7k3m9q' } } } };
  house.experiments.push(objectOf(run as RunRecord));
  const { ended } = expect(await house.verbs.line('stop r-7k3m9q', from(jon)), 'stopped-blind');
  assert.equal(ended.accepted, 1);
});

test('stop all offers a halt and does nothing', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  assert.equal(expect(await house.verbs.line('stop all', from(ana)), 'offer-halt').open, 1);
  assert.equal((await house.read(run.id)).phase, 'awaiting');
});

test('a halt calls off what waits, ends what runs, and is released by a second person', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  house.experiments.push(objectOf(run));
  const halted = expect(await house.verbs.line('halt prod because checkout is down', from(ana)), 'halted');
  assert.deepEqual(
    halted.outcomes.map(({ cluster, latched, ended }) => [cluster, latched, ended.accepted]),
    [['prod', true, 1]],
  );
  assert.equal(halted.withdrawn, 1);
  assert.deepEqual(house.steps.toSorted(), ['accepted in time', 'latched in time']);
  assert.equal((await house.read(run.id)).phase, 'cancelled');
  const bare = expect(await house.verbs.line('release', from(ana)), 'refused');
  assert.equal(bare.of === 'verb' && bare.refusal.kind, 'reason-needed');
  const asked = expect(await house.verbs.line('release because it is over', from(ana)), 'release-asked');
  assert.deepEqual(
    asked.halts.map(({ cluster, by }) => [cluster, by]),
    [['prod', 'Ana']],
  );
  const own = expect(
    await house.verbs.press({ action: 'release', clusters: ['prod'] }, from(ana)),
    'refused',
  );
  assert.equal(own.of === 'verb' && own.refusal.kind, 'own-release');
  expect(await house.verbs.press({ action: 'release', clusters: ['prod'] }, from(jon)), 'released');
  const hello = expect(await house.verbs.line('', from(ana)), 'hello');
  assert.deepEqual(hello.halts, []);
});

test('a halt of a place that is not there is refused, and who halted first is kept', async () => {
  const house = createHouse();
  const refused = await house.verbs.line('halt prod/shpo because a typo', from(ana));
  assert.ok(refused.kind === 'refused' && refused.of === 'verb' && refused.refusal.kind === 'unknown-scope');
  expect(await house.verbs.line('halt prod because checkout burns', from(mara)), 'halted');
  expect(await house.verbs.line('halt prod', from(ana)), 'halted');
  const { halts } = expect(await house.verbs.line('', from(ana)), 'hello');
  assert.deepEqual(
    halts.map(({ by, reason }) => [by, reason]),
    [['Mara', 'checkout burns']],
  );
});

test('halt of a run is a stop without a latch', async () => {
  const house = createHouse();
  const run = await awaiting(house);
  expect(await house.verbs.line(`halt ${run.id}`, from(mara)), 'stopped');
  assert.deepEqual(expect(await house.verbs.line('', from(ana)), 'hello').halts, []);
});

test('hello counts what runs here and what waits for the one who asks', async () => {
  const house = createHouse();
  await awaiting(house);
  assert.equal(expect(await house.verbs.line('', from(jon)), 'hello').waiting.length, 1);
  const mine = expect(await house.verbs.line('', from(ana)), 'hello');
  assert.equal(mine.waiting.length, 0);
  assert.deepEqual(
    mine.allowances.map(({ cluster, atOnce, asks }) => [cluster, atOnce.length, asks?.people]),
    [
      ['staging', 4, undefined],
      ['prod', 0, 2],
    ],
  );
});

test('here says what a channel means, and sets it', async () => {
  const house = createHouse();
  assert.equal(expect(await house.verbs.line('here', from(ana, RANDOM)), 'here').place, undefined);
  const { place } = expect(await house.verbs.line('here set staging/billing', from(ana, RANDOM)), 'here');
  assert.deepEqual(place, { cluster: 'staging', namespace: 'billing' });
  assert.deepEqual(expect(await house.verbs.line('here', from(ana, RANDOM)), 'here').place, place);
});

for (const [line, kind] of [
  ['whoami', 'whoami'],
  ['targets', 'targets'],
  ['targets prod/shop', 'targets'],
  ['clusters', 'clusters'],
  ['doctor', 'doctor'],
  ['help kill', 'help-about'],
] as const) {
  test(`\`${line}\` is answered`, async () => {
    expect(await createHouse().verbs.line(line, from(ana)), kind);
  });
}

function objectOf(run: Pick<RunRecord, 'id' | 'plan'>): ChaosObject {
  return {
    kind: 'PodChaos',
    namespace: 'shop',
    name: run.plan.manifest.metadata.name,
    uid: `uid-${run.id}`,
    resourceVersion: '1',
    createdAt: 0,
    deleting: false,
    finalizers: [],
    labels: { 'faultline.dev/run': run.id },
    annotations: { cluster: 'prod' },
    spec: { action: 'pod-kill' },
    paused: false,
    records: [],
  };
}
