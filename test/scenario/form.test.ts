// The form of an experiment, as people of the workspace open, fill, lose and send it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block, PersonInTest } from './person.ts';
import { openPlayground } from './playground.ts';

type Views = { readonly blocks: readonly Block[] } & Block;

async function opened(person: PersonInTest): Promise<Views> {
  return (await person.waitForView(() => true)) as Views;
}

/** Waits for the words. */
async function reads(person: PersonInTest, wanted: RegExp): Promise<void> {
  await person.waitForView(({ blocks }) => wanted.test(JSON.stringify(blocks)));
}

/** Everything that can be read in the window. */
async function words(person: PersonInTest): Promise<string> {
  return JSON.stringify((await opened(person)).blocks);
}

/** Sends what stands in the window, with these fields typed over. */
async function send(person: PersonInTest, typed: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const view = await opened(person);
  const blocks = view.blocks.map((block) => String(block['block_id']));
  const values = Object.entries(typed).map(([field, text]) => {
    const block = blocks.find((id) => id === field || id.startsWith(`${field}_`));
    assert.ok(block, `no field ${field} among ${blocks.join(', ')}`);
    return [block, { [field]: text }];
  });
  return person.submit(String(view['id']), Object.fromEntries(values));
}

test('a form is filled step by step, shows what it would do, and becomes the plan and the run', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await ana.command('team-shop', '/chaos new');
  await reads(ana, /Choose a kind of fault/);
  await ana.choose('kind', 'NetworkChaos');
  await ana.choose('action', 'delay');
  await ana.choose('targets', ['web']);
  await reads(ana, /Delay needs|needs a value|Latency|How long each packet/i);
  assert.match(JSON.stringify(await send(ana, { 'v-latency': 'slow' })), /v-latency_delay/);
  await send(ana, { 'v-latency': '150ms', pods: '2', length: '5m', reason: 'does checkout wait?' });
  assert.equal(await ana.view(), null, 'the window is gone');
  const plan = await ana.waitFor('team-shop', ({ plain }) => plain.includes('Delay 150 ms'));
  assert.match(plan.plain, /2 of 3 web pods[\s\S]*Because: does checkout wait/);
  await ana.click({ channel: 'team-shop', label: 'Change' });
  await reads(ana, /"initial_value":"150ms"/);
  await send(ana, { pods: '1', length: '30s' });
  await ana.waitFor('team-shop', ({ plain }) => plain.includes('1 of 3 web pods'));
  await ana.click({ channel: 'team-shop', label: 'Start now' });
  await ana.waitFor('team-shop', ({ plain }) => plain.includes('RUNNING'));
});

test('going back to an action finds what was typed there', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await ana.command('team-shop', '/chaos new delay');
  await send(ana, { 'v-latency': '77ms', targets: '' });
  await ana.choose('action', 'loss');
  assert.doesNotMatch(await words(ana), /77ms/);
  await ana.choose('kind', 'StressChaos');
  await ana.choose('kind', 'NetworkChaos');
  await ana.choose('action', 'delay');
  await reads(ana, /"initial_value":"77ms"/);
});

test('a form opens and shows what it would do while the clusters hang', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await play.faults({ cluster: { hang: true } });
  const started = performance.now();
  await ana.command('team-shop', '/chaos new kill');
  assert.ok(await ana.view());
  assert.ok(performance.now() - started < 3_000, 'the trigger is good for 3 s');
  await ana.choose('targets', ['web']);
  await reads(ana, /Kill 1 of 3 web/);
});

test('the Home tab and the shortcut open the form, and the plan takes its place in the window', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await ana.home();
  await ana.clickView('New experiment');
  await reads(ana, /Kind of fault/);
  await ana.close(String((await opened(ana))['id']));
  await ana.shortcut('chaos_new');
  await reads(ana, /Kind of fault/);
  await ana.choose('kind', 'PodChaos');
  await ana.choose('action', 'pod-kill');
  await ana.choose('cluster', 'staging');
  await ana.choose('namespace', 'shop');
  await ana.choose('targets', ['web']);
  await send(ana);
  await reads(ana, /Start now/);
  await ana.clickView('Start now');
  await reads(ana, /Starting/);
  await ana.waitFor('team-shop', ({ plain }) => plain.includes('KILLED') || plain.includes('RECOVERED'));
});

test('two people fill their own forms at once', async (t) => {
  const play = await openPlayground(t);
  const people = [play.as('ana'), play.as('mara')] as const;
  await Promise.all(
    people.map(async (person, at) => {
      await person.command('team-shop', '/chaos new');
      await person.choose('kind', 'PodChaos');
      await person.choose('action', at === 0 ? 'pod-kill' : 'pod-failure');
      await person.choose('targets', [at === 0 ? 'cart' : 'search']);
    }),
  );
  await reads(people[0], /Kill 1 of 3 cart/);
  await reads(people[1], /1 of 3 search/);
});
