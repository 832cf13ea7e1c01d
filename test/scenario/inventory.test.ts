// What is listed, searched and shown comes from the watches and the index: nothing of it asks a cluster for a list.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Administrator, administrator, CHAOS } from './administrator.ts';
import type { PersonInTest, Seen } from './person.ts';
import { openPlayground, type PlaygroundInTest } from './playground.ts';
import { cardOf, labelsOf, press, runIn, say } from './story.ts';

const SHOP = '#team-shop';

test('inventory', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const staging = await administrator(play, 'staging');
  const { said: plan } = await say(ana, SHOP, '/chaos delay web 100ms for 5m go');
  const run = runIn(plan);
  await cardOf(ana, SHOP, run, /RUNNING/);
  await byHand(staging, 12);
  await answerTo(ana, '/chaos list foreign', /: 1–10 of 12/);

  await t.test('what others made stands among the runs, each once, a page at a time', async () => {
    const first = await answerTo(ana, '/chaos list', /Open runs and experiments/);
    assert.match(first.plain, /1–10 of 13/);
    assert.match(first.plain, /foreign · NetworkChaos by-hand-\d+ · staging\/shop · (NOT INJECTED|INJECT)/);
    assert.deepEqual(
      labelsOf(first).filter((label) => label !== 'Details'),
      ['Older'],
    );
    const { said: second } = await press(ana, first, 'Older');
    assert.match(second.plain, /11–13 of 13/);
    const both = `${first.plain}\n${second.plain}`;
    for (const name of [run, ...Array.from({ length: 12 }, (_, n) => `by-hand-${n + 1}`)])
      assert.equal(both.match(new RegExp(`\\b${name} `, 'g'))?.length, 1, name);
    assert.match(both, new RegExp(`${run}.*RUNNING`));
    const { said: again } = await press(ana, second, 'Newer');
    assert.match(again.plain, /1–10 of 13/);
  });

  await t.test('words narrow the list, and the first line says how they were understood', async () => {
    await answerTo(
      ana,
      '/chaos list delay on staging mine',
      new RegExp(`NetworkChaos · delay · .*by Ana[\\s\\S]*${run}`),
    );
    await answerTo(ana, '/chaos list "by-hand-11"', /“by-hand-11”[\s\S]*by-hand-11/);
    await answerTo(ana, '/chaos list rnning', /Did you mean .*list running/);
    await answerTo(ana, '/chaos list prod:', /Nothing is open/);
  });

  await t.test('an experiment of others is shown with its targets and its YAML', async () => {
    const shown = await answerTo(ana, '/chaos show staging:shop/by-hand-3 yaml', /name: by-hand-3/);
    assert.match(shown.plain, /Not made by a run of ours/);
    const listed = await answerTo(ana, '/chaos list by-hand-4', /by-hand-4/);
    const { said: pressed } = await press(ana, listed, 'Details');
    assert.match(pressed.plain, /kubectl -n shop delete networkchaos by-hand-4/);
  });

  await t.test('events and targets of a run are told in words', async () => {
    await answerTo(ana, `/chaos show ${run} events`, /Ana asked for it/);
    await answerTo(ana, `/chaos show ${run} targets`, /web-.*: INJECTED/);
  });

  await t.test('targets say what is on them, clusters what they are', async () => {
    await answerTo(ana, '/chaos targets web', new RegExp(`Deployment, \\d/3 ready .*NOW: .*${run}`));
    await answerTo(ana, '/chaos clusters', /staging: connected[\s\S]*Chaos Mesh 2\.\d+\.\d+ · Kubernetes v1/);
    await answerTo(ana, '/chaos machines', /db-1.*192\.0\.2\.51/);
  });

  await t.test('none of these questions lists anything in a cluster', async () => {
    const before = await listsOf(play);
    for (const line of ['list', 'list foreign', 'list "x"', 'targets', 'targets we', 'machines', 'clusters'])
      await answerTo(ana, `/chaos ${line}`, /./);
    await answerTo(ana, `/chaos show ${run}`, /kind: NetworkChaos/);
    await answerTo(ana, '/chaos show by-hand-5', /by-hand-5/);
    assert.deepEqual(await listsOf(play), before);
  });
});

/** Experiments that somebody makes with kubectl, on pods that do not exist. */
async function byHand(cluster: Administrator, many: number): Promise<void> {
  for (let n = 1; n <= many; n += 1) {
    const selector = { namespaces: ['shop'], labelSelectors: { app: `nobody-${n}` } };
    await cluster.create(`${CHAOS}/networkchaos`, {
      ...{ apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'NetworkChaos' },
      metadata: { name: `by-hand-${n}`, namespace: 'shop' },
      spec: { action: 'delay', mode: 'all', selector, delay: { latency: '10ms' }, duration: '10m' },
    });
  }
}

const patienceMs = 15_000;

/** Asks until the answer says it: the watch brings what was made a moment ago. */
async function answerTo(person: PersonInTest, line: string, words: RegExp): Promise<Seen> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { said } = await say(person, SHOP, line);
    if (words.test(said.plain)) return said;
    assert.ok(Date.now() < deadline, `${line} does not say ${words}: ${said.plain}`);
  }
}

async function listsOf(play: PlaygroundInTest): Promise<Readonly<Record<string, number>>> {
  const { kubernetes } = await play.calls();
  return Object.fromEntries(Object.entries(kubernetes).filter(([call]) => /list/.test(call)));
}
