// What `list` and `show` find: by any mixture of words, over pages, among runs and what others made.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPress } from '../../../src/handlers/press-table.ts';
import type { ListAnswer } from '../../../src/verbs/list.ts';
import type { ListPage } from '../../../src/verbs/list-page.ts';
import { parseCommand } from '../../../src/verbs/parse.ts';
import { answerViews } from '../../golden/answer-views.ts';
import { fc } from '../../seeded.ts';
import { object } from '../runs/sample-run.ts';
import { expect } from './expect-answer.ts';
import { ana, createHouse, from, type House, jon } from './house.ts';

async function listed(house: House, line: string, who = ana): Promise<ListAnswer> {
  return expect(await house.verbs.line(line, from(who)), 'list');
}

function namesOf({ entries }: ListPage): readonly string[] {
  return entries.map((entry) => (entry.as === 'run' ? entry.record.id : entry.experiment.name));
}

/** Two kills of Ana's, a delay of Jon's in production that waits, and three that others made. */
async function fullHouse() {
  const house = createHouse();
  const run = async (line: string, who = ana) => {
    house.store.now += 1_000;
    const { record } = expect(await house.verbs.line(line, from(who)), 'plan');
    const { id, plan } = record;
    expect(
      await house.verbs.press({ action: 'request', run: id, digest: plan.digest }, from(who)),
      'requested',
    );
    await house.observe(id, { kind: 'checked', plan, asked: [] });
    return id;
  };
  const kill = await run('kill web');
  const cart = await run('kill cart because does "checkout" survive?');
  const delay = await run('delay web 200ms', jon);
  const foreign = (name: string, changes: object = {}) =>
    house.experiments.push(
      object({
        name,
        uid: name,
        annotations: { cluster: 'staging' },
        labels: {},
        createdAt: house.store.now - 500,
        ...changes,
      }),
    );
  foreign('by-hand', { kind: 'PodChaos', spec: { action: 'pod-failure', mode: 'all' } });
  foreign('in-prod', {
    annotations: { cluster: 'prod' },
    kind: 'NetworkChaos',
    spec: { action: 'delay', mode: 'all' },
  });
  foreign('is-over', {
    desiredPhase: 'Stop',
    records: [{ ...object().records[0], id: 'shop/web-a', phase: 'Not Injected' }],
  });
  return { house, kill, cart, delay };
}

test('words in any order are all understood, and each narrows the list', async () => {
  const { house, kill, cart, delay } = await fullHouse();
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['list mine', [cart, kill]],
    ['list by @jon', [delay]],
    ['list by <@U0ANA|somebody>', [cart, kill]],
    ['list delay', [delay, 'in-prod']],
    ['list network open', [delay, 'in-prod']],
    ['list NetworkChaos on staging', [delay]],
    ['list staging network delay', [delay]],
    ['list delay staging network', [delay]],
    ['list prod:', ['in-prod']],
    ['list foreign', ['is-over', 'in-prod', 'by-hand']],
    ['list foreign by jon', []],
    ['list ended', ['is-over']],
    ['list cart', [cart]],
    ['list shop/cart mine', [cart]],
    ['list "CHECKOUT"', [cart]],
    ['list checkout', [cart]],
    ['list "by-hand"', ['by-hand']],
    ['list -n billing', []],
    ['list --context staging --namespace=shop cart', [cart]],
    ['list billing', []],
    [`list ${kill} all`, [kill]],
  ];
  for (const [line, names] of table) {
    assert.deepEqual([...namesOf(await listed(house, line))].sort(), [...names].sort(), line);
  }
});

test('what was understood stands in the first line, and an unknown word is answered with the nearest', async () => {
  const { house } = await fullHouse();
  const said = answerViews.shown(await listed(house, 'list network running on staging by jon'));
  assert.match(JSON.stringify(said), /\*Running · NetworkChaos · on cluster staging · by jon\*/);
  const near = await listed(house, 'list rnning');
  assert.equal(near.nearest, 'running');
  assert.equal(near.filter.texts[0], 'rnning');
  assert.equal((await listed(house, 'list crt')).nearest, 'cart');
  const refused = expect(await house.verbs.line('list on stagin', from(ana)), 'refused');
  assert.equal(refused.of === 'place' && refused.refusal.kind, 'unknown-cluster');
});

test('an object of a run is not listed beside its run', async () => {
  const { house, kill } = await fullHouse();
  house.experiments.push(
    object({ name: 'ours', annotations: { cluster: 'staging' }, labels: { 'faultline.dev/run': kill } }),
  );
  assert.ok(!namesOf(await listed(house, 'list all')).includes('ours'));
});

test('show finds what others made by its name, with or without its place', async () => {
  const { house } = await fullHouse();
  for (const word of ['by-hand', 'shop/by-hand', 'staging:shop/by-hand', 'staging:by-hand']) {
    const shown = expect(await house.verbs.line(`show ${word} yaml`, from(ana)), 'foreign');
    assert.match(shown.yaml, /name: by-hand/, word);
    assert.equal(shown.experiment.cluster, 'staging');
  }
  expect(await house.verbs.line('show prod:shop/by-hand', from(ana)), 'refused');
  const ref = { cluster: 'staging', kind: 'PodChaos', namespace: 'shop', name: 'gone' };
  expect(await house.verbs.press({ action: 'foreign', ref }, from(ana)), 'refused');
});

/** Presses the button as Slack hands it back. */
async function turn(
  house: House,
  page: ListAnswer,
  label: 'Older' | 'Newer',
): Promise<ListAnswer | undefined> {
  const shown = answerViews.shown(page);
  assert.equal(shown.as, 'message');
  const buttons = shown.view.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const button = buttons.find((one) => one.type === 'button' && one.text.text === label);
  if (button?.type !== 'button') return undefined;
  const pressed = readPress(button.action_id ?? '', button.value);
  assert.equal(pressed.as, 'press');
  return expect(await house.verbs.press(pressed.press, from(ana)), 'list');
}

test('pages show everything once, in order, whatever is added while they are turned', async () => {
  const addings = fc.array(fc.record({ run: fc.boolean(), after: fc.nat(900) }), {
    minLength: 1,
    maxLength: 45,
  });
  await fc.assert(
    fc.asyncProperty(addings, fc.boolean(), async (added, meanwhile) => {
      const house = createHouse();
      const first = await fill(house, added);
      const seen: string[] = [];
      let page: ListAnswer | undefined = await listed(house, 'list all');
      let last = page;
      for (; page !== undefined; page = await turn(house, page, 'Older')) {
        if (meanwhile)
          await fill(house, [
            { run: true, after: 1 },
            { run: false, after: 1 },
          ]);
        assert.ok(page.entries.length <= 10);
        assert.equal(page.before, seen.length + ((page.total ?? 0) - first.length), 'said honestly');
        seen.push(...namesOf(page));
        last = page;
      }
      assert.deepEqual(seen, first);
      const back = await turn(house, last, 'Newer');
      if (seen.length > 10)
        assert.deepEqual(namesOf(back ?? last).at(-1), seen[seen.indexOf(namesOf(last)[0] ?? '') - 1]);
    }),
    { numRuns: 25 },
  );
});

let names = 0;

/** Names, newest first. */
async function fill(
  house: House,
  added: readonly { run: boolean; after: number }[],
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const { run, after } of added) {
    house.store.now += after + 1;
    if (run) {
      const { record } = expect(await house.verbs.line('kill web', from(ana)), 'plan');
      const press = { action: 'request' as const, run: record.id, digest: record.plan.digest };
      expect(await house.verbs.press(press, from(ana)), 'requested');
      made.unshift(record.id);
    } else {
      names += 1;
      const name = `hand-${names}`;
      house.experiments.push(
        object({ name, annotations: { cluster: 'staging' }, labels: {}, createdAt: house.store.now }),
      );
      made.unshift(name);
    }
  }
  return made;
}

test('the longest filter still fits the button that carries it on', async () => {
  const { house } = await fullHouse();
  const long = 'x'.repeat(95);
  const line = `list "${long}" "${long}" -n ${'n'.repeat(253)} by ${'p'.repeat(60)} on staging`;
  const page = {
    ...(await listed(house, line)),
    older: { at: Date.now(), id: `x/${'y'.repeat(600)}`, toward: 'older' as const },
  };
  expect((await turn(house, page, 'Older')) ?? page, 'list');
  assert.equal(parseCommand(`list ${'word '.repeat(60)}`).ok, false);
});
