// The bot on the real engine: what people see when all goes well, when Chaos Mesh gets stuck, and when others use kubectl.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PersonInTest, Seen } from '../scenario/person.ts';
import { cardOf, labelsOf, press, repliesTo, replyTo, runIn, say } from '../scenario/story.ts';
import type { BotOnEngine } from './bot.ts';
import { type Stand, startBotOnEngine } from './bot-on-engine.ts';
import { objectOf, pathIn, writersOf } from './chaos-objects.ts';
import type { Engine } from './engine/engine.ts';
import type { Watched } from './engine/object-watch.ts';

const SHOP = '#team-shop';
/** As long as a run of 20 s may take on a machine that others work on too. */
const patient = { timeoutMs: 60_000 };

const groupOf: Readonly<Record<string, string>> = { ana: 'shop-developers', mara: 'shop-owners', jon: 'sre' };
const people = Object.entries({ ...groupOf, otto: undefined }).map(([name, group]) => ({
  ...{ email: `${name}@shop.example`, user: `${name}@shop.example` },
  groups: group ? [group] : [],
}));
const config = {
  people,
  policy: { rules: [{ name: 'staging', when: 'cluster == "staging"', allow: 'at-once' }] },
};

let stand: Stand;
let engine: Engine;
let bot: BotOnEngine;

before(async () => {
  stand = await startBotOnEngine({ config });
  ({ engine, bot } = stand);
});

after(() => stand?.stop());

/** The run's id, once it was told to start; where there is a warning to read first, after a press. */
async function begun(person: PersonInTest, line: string): Promise<string> {
  const { said } = await say(person, SHOP, `/chaos ${line} go`);
  if (labelsOf(said).includes('Start now')) await press(person, said, 'Start now');
  return runIn(said);
}

interface Story {
  readonly line: string;
  readonly kind: string;
  readonly replies: number;
}

const stories: readonly Story[] = [
  { line: 'fail web for 20s', kind: 'PodChaos', replies: 2 },
  { line: 'kill checkout for 20s', kind: 'PodChaos', replies: 1 },
  { line: 'delay payments 200ms for 20s all', kind: 'NetworkChaos', replies: 2 },
  { line: 'delay cart 100ms jitter=10ms for 20s', kind: 'NetworkChaos', replies: 2 },
  { line: 'cpu search 80% for 20s', kind: 'StressChaos', replies: 2 },
];

test('five runs at once, each from its line to an end that is proven', { concurrency: true }, async (t) => {
  const ana = bot.as('ana');
  const runs: { readonly run: string; readonly story: Story }[] = [];
  for (const story of stories) runs.push({ story, run: await begun(ana, story.line) });
  await Promise.all(
    runs.map(({ story, run }) =>
      t.test(story.line, async () => {
        await cardOf(ana, SHOP, run, /RUNNING|KILLED/, patient);
        const { metadata } = await objectOf(engine, story.kind, run);
        const labels = metadata['labels'] as Readonly<Record<string, string>>;
        assert.equal(labels['faultline.dev/run'], run);
        const card = await cardOf(ana, SHOP, run, /RECOVERED/, patient);
        if (story.replies > 1) assert.match(card.plain, /(\d)\/\1 proven clean/);
        await replyTo(ana, card, /RECOVERED/);
        assert.equal((await repliesTo(ana, card)).length, story.replies);
      }),
    ),
  );
  assert.deepEqual(engine.daemon.carried(), []);
});

test('a ramp has an object of its own for each step, and none begins before the last is proven clean', async () => {
  const ana = bot.as('ana');
  const run = await begun(ana, 'delay web 200ms for 20s pods 1,2,all');
  for (const [step, mode] of ['one', 'fixed', 'all'].entries()) {
    await cardOf(ana, SHOP, run, new RegExp(`RUNNING step ${step + 1} of 3`), patient);
    const { metadata, spec } = await objectOf(engine, 'NetworkChaos', run);
    assert.equal(metadata['name'], `delay-web-${run}-s${step + 1}`);
    assert.equal((spec as { readonly mode: string }).mode, mode);
    assert.ok(engine.daemon.carried().length >= 1);
  }
  const ended = await cardOf(ana, SHOP, run, /RECOVERED[\s\S]*All 3 steps done/, patient);
  assert.equal((await repliesTo(ana, ended)).length, 2);
  assert.deepEqual(engine.daemon.carried(), []);
});

test('a run is paused and goes on as the person who asks, and ends when it would have ended', async () => {
  const [ana, mara] = [bot.as('ana'), bot.as('mara')];
  const run = await begun(ana, 'delay web 200ms for 40s');
  await cardOf(ana, SHOP, run, /RUNNING/, patient);
  await mara.command(SHOP, `/chaos pause ${run}`);
  await cardOf(ana, SHOP, run, /PAUSED/, patient);
  assert.deepEqual(engine.daemon.carried(), []);
  await mara.command(SHOP, `/chaos resume ${run}`);
  await cardOf(ana, SHOP, run, /RUNNING/, patient);
  assert.equal(engine.daemon.carried().length, 1);
  const { said } = await say(bot.as('otto'), SHOP, `/chaos pause ${run}`);
  assert.match(said.plain, /does not let you pause[\s\S]*otto@shop\.example/);
  const ended = await cardOf(ana, SHOP, run, /RECOVERED/, patient);
  assert.match(ended.plain, /1\/1 proven clean/);
});

test('who may do nothing in the cluster hears its own refusal, and nothing is made', async () => {
  const otto = bot.as('otto');
  const { said: plan } = await say(otto, SHOP, '/chaos fail web');
  await otto.click({ channel: SHOP, ts: plan.ts, label: 'Start now' });
  const told = await otto.waitFor(SHOP, (seen) => seen.ephemeral === true && /forbidden/.test(seen.plain));
  assert.match(told.plain, /otto@shop\.example/);
  await assert.rejects(objectOf(engine, 'PodChaos', runIn(plan)), /0 objects/);
});

test('a webhook that does not answer is named, and nothing is made until it does', async () => {
  const mara = bot.as('mara');
  await engine.stopController();
  const { said: plan } = await say(mara, SHOP, '/chaos fail web for 20s');
  await mara.click({ channel: SHOP, ts: plan.ts, label: 'Start now' });
  const told = await mara.waitFor(SHOP, (seen) => seen.ephemeral === true && /webhook/i.test(seen.plain));
  assert.match(told.plain, /nothing was started/i);
  await assert.rejects(objectOf(engine, 'PodChaos', runIn(plan)), /0 objects/);
  await engine.startController();
});

test('stuck at both ends, while others go on with kubectl', { concurrency: true }, async (t) => {
  await Promise.all([
    t.test('what a daemon will not inject or take back is STUCK, with a person called', stuckAtBothEnds),
    t.test('a run whose object was deleted by kubectl ends, and is proven all the same', deletedByKubectl),
    t.test('an object that others created is left alone, whatever its labels say', foreignObjects),
  ]);
});

/** The daemons refuse everything from the moment the first two runs are there. */
async function stuckAtBothEnds(): Promise<void> {
  const ana = bot.as('ana');
  const late = await begun(ana, 'delay payments 150ms for 20s');
  const silent = await begun(ana, 'cpu search 70% for 20s');
  await Promise.all([late, silent].map((run) => cardOf(ana, SHOP, run, /RUNNING/, patient)));
  engine.daemon.setFaults({ failApply: 'no tc here', failRecover: 'tc is busy' });
  const never = await begun(ana, 'delay cart 50ms for 20s');
  await cardOf(ana, SHOP, never, /DELAYING: 0 of 1[\s\S]*unable to/, patient);
  await Promise.all([late, silent, never].map((run) => stuck(ana, run)));
  assert.ok(engine.daemon.carried().length > 0);
  engine.daemon.setFaults({});
  const ended = await cardOf(ana, SHOP, late, /RECOVERED/, patient);
  assert.match(ended.plain, /late[\s\S]*1\/1 proven clean/);
  const failed = await cardOf(ana, SHOP, never, /RECOVERED|FAILED|NOT INJECTED/, patient);
  assert.doesNotMatch(failed.plain, /STUCK/);
  // Chaos Mesh itself has forgotten this one: somebody has to touch it.
  const card = await cardOf(ana, SHOP, silent, /STUCK/, patient);
  await press(ana, card, 'Try again');
  await cardOf(ana, SHOP, silent, /RECOVERED/, patient);
  assert.deepEqual(engine.daemon.carried(), []);
}

async function stuck(person: PersonInTest, run: string): Promise<Seen> {
  const card = await cardOf(person, SHOP, run, /STUCK/, { timeoutMs: 90_000 });
  assert.doesNotMatch(card.plain, /RECOVERED/);
  assert.ok(labelsOf(card).includes('Try again'));
  const reply = await replyTo(person, card, /STILL HAS|NOT PROVEN CLEAN/);
  assert.match(reply.plain, /@ana/);
  return card;
}

async function deletedByKubectl(): Promise<void> {
  const mara = bot.as('mara');
  const run = await begun(mara, 'fail web for 5m');
  await cardOf(mara, SHOP, run, /RUNNING/, patient);
  const kubectl = engine.kubectl('mara');
  const said = await kubectl(['delete', 'podchaos', '-n', 'shop', `fail-web-${run}`]);
  assert.equal(said.code, 0, said.err);
  const ended = await cardOf(mara, SHOP, run, /RECOVERED/, patient);
  assert.match(ended.plain, /1\/1 proven clean/);
}

/** One says nothing of us, the other claims to be of a run: without a seal both are somebody else's. */
async function foreignObjects(): Promise<void> {
  const jon = bot.as('jon');
  const names = ['foreign', 'forged-r-abc234'];
  for (const name of names) {
    const said = await engine.kubectl('jon')(['create', '-f', '-'], JSON.stringify(foreign(name)));
    assert.equal(said.code, 0, said.err);
  }
  const run = await begun(jon, 'fail checkout for 20s');
  await cardOf(jon, SHOP, run, /RECOVERED/, patient);
  for (const name of names) {
    const object = await engine.api.get<Watched>(pathIn('PodChaos', name));
    assert.deepEqual(writersOf(object), ['chaos-controller-manager', 'kubectl-create']);
    assert.equal(object.metadata['deletionTimestamp'], undefined);
    assert.equal(object.status?.experiment?.desiredPhase, 'Run');
  }
  const said = await engine.kubectl('jon')(['delete', 'podchaos', '-n', 'shop', ...names]);
  assert.equal(said.code, 0, said.err);
}

function foreign(name: string): object {
  const labels = name.startsWith('forged') ? { 'faultline.dev/run': 'r-abc234' } : {};
  return {
    ...{ apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'PodChaos' },
    metadata: { name, namespace: 'shop', labels },
    spec: {
      ...{ action: 'pod-failure', mode: 'one', duration: '10m' },
      // Nobody else's pods: what happens to a pod may well end another run's fault.
      selector: { namespaces: ['bank'], labelSelectors: { app: 'ledger' } },
    },
  };
}
