// Schedules and Workflows on the real engine: from the YAML to an end that is proven.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PersonInTest } from '../scenario/person.ts';
import { applyText, cardOf, press, replyTo, runIn, say } from '../scenario/story.ts';
import { changed, SCHEDULE, WORKFLOW } from '../unit/chaos/orchestration-yaml.ts';
import type { BotOnEngine } from './bot.ts';
import { type Stand, startBotOnEngine } from './bot-on-engine.ts';
import { objectsOf } from './chaos-objects.ts';
import type { Engine } from './engine/engine.ts';

const SHOP = '#team-shop';
const patient = { timeoutMs: 90_000 };
const people = [{ email: 'ana@shop.example', user: 'ana@shop.example', groups: ['shop-developers'] }];
const config = {
  people,
  policy: { rules: [{ name: 'staging', when: 'cluster == "staging"', allow: 'at-once' }] },
};
const OFTEN = changed(SCHEDULE, ['@every 10m', '@every 3s'], ['30s', '2s']);

let stand: Stand;
let engine: Engine;
let bot: BotOnEngine;

before(async () => {
  stand = await startBotOnEngine({ config });
  ({ engine, bot } = stand);
});

after(() => stand?.stop());

async function begun(person: PersonInTest, text: string, title: RegExp): Promise<string> {
  const plan = await applyText(person, SHOP, text, title);
  await press(person, plan, 'Start now');
  return runIn(plan);
}

async function nothingLeft(...kinds: string[]): Promise<void> {
  const left = await Promise.all(kinds.map((kind) => objectsOf(engine, kind)));
  assert.deepEqual(
    left.flat().map(({ metadata }) => metadata.name),
    [],
  );
  assert.deepEqual(engine.daemon.carried(), []);
}

test('a Schedule starts faults until it is stopped, and nothing is left of any', async () => {
  const ana = bot.as('ana');
  const run = await begun(ana, OFTEN, /Every 3 seconds: delay 200 ms/);
  const card = await cardOf(ana, SHOP, run, /[2-9] started, \d at work/, patient);
  await replyTo(ana, card, /STARTED/);
  await say(ana, SHOP, `/chaos stop ${run}`);
  const over = await cardOf(ana, SHOP, run, /RECOVERED/, patient);
  assert.match(over.plain, /(\d+)\/\1 started faults proven clean/);
  await nothingLeft('schedules', 'networkchaos');
});

test('a Workflow ends with its last step, and nothing is left of any', async () => {
  const ana = bot.as('ana');
  const short = changed(WORKFLOW, ['deadline: 30s', 'deadline: 4s'], ['10s', '1s'], ['20s', '4s']);
  const run = await begun(ana, short, /Workflow of 4 steps/);
  const over = await cardOf(ana, SHOP, run, /RECOVERED/, patient);
  assert.match(over.plain, /3\/3 started faults proven clean/);
  await nothingLeft('workflows', 'workflownodes', 'networkchaos', 'podchaos');
});

test('a Schedule of Workflows is stopped in the middle of one', async () => {
  const ana = bot.as('ana');
  const flow = changed(WORKFLOW, ['deadline: 30s', 'deadline: 60s']).split('spec:\n')[1] ?? '';
  const nested = `${changed(OFTEN, [/type: NetworkChaos/u, 'type: Workflow'], [/ {2}networkChaos:[\s\S]*/u, ''])}  workflow:\n${flow.replace(/^/gmu, '  ')}`;
  const run = await begun(ana, nested, /Every 3 seconds/);
  await cardOf(ana, SHOP, run, /1 started, 1 at work/, patient);
  await say(ana, SHOP, `/chaos stop ${run}`);
  await cardOf(ana, SHOP, run, /RECOVERED/, patient);
  await nothingLeft('schedules', 'workflows', 'workflownodes', 'networkchaos');
});
