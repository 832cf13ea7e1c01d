// Schedules and Workflows from the YAML to the proof: what they start is part of their run, and ends with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed, SCHEDULE, WORKFLOW } from '../unit/chaos/orchestration-yaml.ts';
import { administrator, CHAOS } from './administrator.ts';
import { openPlayground } from './playground.ts';
import { applyText, cardOf, formOf, press, replyTo, runIn, say, yamlBlockOf } from './story.ts';

const SHOP = '#team-shop';
/** Long enough for a start, short enough to see several. */
const OFTEN = changed(SCHEDULE, ['@every 10m', '@every 2s'], ['30s', '1s']);

test('Schedules and Workflows', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const staging = await administrator(play, 'staging');
  const left = async (...kinds: string[]) =>
    (await Promise.all(kinds.map((kind) => staging.list(`${CHAOS}/${kind}`)))).flat().length;

  await t.test('a Schedule without an end is refused with the edit that gives it one', async () => {
    await ana.command(SHOP, '/chaos apply');
    const view = (await ana.view()) as unknown as Parameters<typeof yamlBlockOf>[0] & { readonly id: string };
    await ana.submit(view.id, {
      [yamlBlockOf(view)]: { yaml: changed(OFTEN, [/ {2}annotations.*\n/u, '']) },
    });
    const told = await formOf(ana, /never ends by itself/);
    assert.match(told.plain, /Add annotations: \{ faultline\.dev\/for: 1h \}/);
    await ana.close(told.id);
  });

  await t.test('a Schedule runs, is counted, and is stopped with all that it started', async () => {
    const plan = await applyText(ana, SHOP, OFTEN, /Every 2 seconds: delay 200 ms/);
    assert.match(plan.plain, /Goes on for 2 hours, then it is deleted/);
    assert.match(plan.plain, /more than 200 times until it is deleted/);
    await press(ana, plan, 'Start now');
    const run = runIn(plan);
    const card = await cardOf(ana, SHOP, run, /[1-9] started, \d at work/);
    assert.match(card.plain, /Every 2 seconds: delay 200 ms · 1 of 3 web · staging\/shop/);
    await replyTo(ana, card, /STARTED · ends/);
    const { said: shown } = await say(ana, SHOP, `/chaos show ${run} targets`);
    assert.match(shown.plain, /schedule-web-r-\w+-\w{5}: NetworkChaos/);
    const { said: list } = await say(ana, SHOP, '/chaos list');
    assert.match(list.plain, /Every 2 seconds: delay 200 ms .* started, \d at work/);
    await say(ana, SHOP, `/chaos stop ${run}`);
    const over = await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 40_000 });
    assert.match(over.plain, /started faults proven clean/);
    assert.equal(await left('schedules', 'networkchaos'), 0);
  });

  await t.test('a Schedule ends at its planned end', async () => {
    const plan = await applyText(ana, SHOP, changed(OFTEN, ['2h', '5s']), /Every 2 seconds: delay 200 ms/);
    await press(ana, plan, 'Start now');
    await cardOf(ana, SHOP, runIn(plan), /RECOVERED/, { timeoutMs: 40_000 });
    assert.equal(await left('schedules', 'networkchaos'), 0);
  });

  await t.test('a Workflow ends with its last step, and is proven over all of its faults', async () => {
    const short = changed(WORKFLOW, ['deadline: 30s', 'deadline: 2s'], ['10s', '1s'], ['20s', '2s']);
    const plan = await applyText(ana, SHOP, short, /Workflow of 4 steps: delay 200 ms, fail/);
    assert.match(plan.plain, /up to 3 of/);
    await press(ana, plan, 'Start now');
    const over = await cardOf(ana, SHOP, runIn(plan), /RECOVERED/, { timeoutMs: 60_000 });
    assert.match(over.plain, /3\/3 started faults proven clean/);
    assert.equal(await left('workflows', 'workflownodes', 'networkchaos', 'podchaos'), 0);
  });

  await t.test('a halt ends the Schedule, and what it started goes with it', async () => {
    const plan = await applyText(ana, SHOP, changed(OFTEN, ['1s', '5m']), /Every 2 seconds/);
    await press(ana, plan, 'Start now');
    const run = runIn(plan);
    await cardOf(ana, SHOP, run, /1 started, 1 at work/);
    await say(ana, SHOP, '/chaos halt staging');
    await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 40_000 });
    assert.equal(await left('schedules', 'networkchaos'), 0);
  });
});
