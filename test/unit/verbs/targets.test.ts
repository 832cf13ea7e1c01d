// What `targets`, `machines` and `clusters` tell, from what is known without asking.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPress } from '../../../src/handlers/press-table.ts';
import { type TargetEntry, type TargetsAnswer, targetsPage } from '../../../src/verbs/targets.ts';
import { answerViews } from '../../golden/answer-views.ts';
import { aWorkload } from '../chaos/sample-objects.ts';
import { object } from '../runs/sample-run.ts';
import { expect } from './expect-answer.ts';
import { ana, createHouse, from, type House, RANDOM } from './house.ts';

async function found(house: House, line: string, channel?: string): Promise<TargetsAnswer> {
  return expect(await house.verbs.line(line, from(ana, channel)), 'targets');
}

const placed = ({ cluster, namespace, name }: TargetEntry): string => `${cluster}:${namespace}/${name}`;

test('targets are found by place and by part of a name, in any order', async () => {
  const house = createHouse();
  const here = ['staging:shop/cart', 'staging:shop/web', 'staging:shop/m1', 'staging:shop/m2'];
  const inProd = here.map((one) => one.replace('staging', 'prod'));
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['targets', here],
    ['targets web', ['staging:shop/web']],
    ['targets we', ['staging:shop/web']],
    ['targets staging/shop', here],
    ['targets staging:shop/web', ['staging:shop/web']],
    ['targets shop/web', ['staging:shop/web']],
    ['targets prod:', inProd],
    ['targets on prod web', ['prod:shop/web']],
    ['targets web -n shop --context prod', ['prod:shop/web']],
    ['targets machines', here.slice(2)],
    ['machines', here.slice(2)],
    ['machines prod m1', ['prod:shop/m1']],
    ['targets wbe', []],
  ];
  for (const [line, names] of table)
    assert.deepEqual((await found(house, line)).entries.map(placed), names, line);
  assert.equal((await found(house, 'targets wbe')).nearest, 'web');
});

test('what is in no place of the channel is looked for everywhere, and without a channel as well', async () => {
  const house = createHouse();
  house.bound.set(RANDOM, { cluster: 'staging', namespace: 'billing' });
  const answer = await found(house, 'targets web', RANDOM);
  assert.deepEqual(answer.entries.map(placed), ['prod:shop/web', 'staging:shop/web']);
  assert.deepEqual(answer.widened, { cluster: 'staging', namespace: 'billing' });
  house.bound.delete(RANDOM);
  assert.equal((await found(house, 'targets web', RANDOM)).total, 2);
  expect(await house.verbs.line('targets', from(ana, RANDOM)), 'ask-place');
});

test('a target says what is injected into its pods now, ours by the run and others by name', async () => {
  const house = createHouse();
  const record = { id: 'shop/web-a', selectorKey: '.', injectedCount: 1, recoveredCount: 0 };
  const put = (name: string, phase: string, labels: object) =>
    house.experiments.push(
      object({
        ...{ name, annotations: { cluster: 'staging' }, labels: labels as Record<string, string> },
        records: [{ ...record, phase: phase as 'Injected' }],
      }),
    );
  put('ours', 'Injected', { 'faultline.dev/run': 'r-234567' });
  put('by-hand', 'Injected', {});
  put('not-yet', 'Not Injected', {});
  const [web] = (await found(house, 'targets web')).entries;
  assert.deepEqual(web?.as === 'workload' && web.on, ['r-234567', 'shop/by-hand']);
  const [staging, prod] = expect(await house.verbs.line('clusters', from(ana)), 'clusters').clusters;
  assert.deepEqual([staging?.ours, staging?.foreign, staging?.machines], [1, 2, 2]);
  assert.deepEqual([prod?.ours, prod?.foreign, prod?.facts], [0, 0, undefined]);
});

test('pages go on after a name, whatever comes or goes before it', () => {
  let names = Array.from({ length: 40 }, (_, n) => `app-${String(n).padStart(2, '0')}`);
  const known = {
    ...{ name: 'staging', production: false, synced: () => true, namespaces: () => ['shop'] },
    workloads: () => names.map((name) => aWorkload(name)),
    pods: () => [],
    machines: () => [],
  };
  const ports = {
    ...{ known: [known], clusters: [], latches: {} as never, facts: () => undefined, machines: () => [] },
    seen: { all: () => [] },
    bindings: { of: async () => undefined },
    read: () => undefined,
  };
  const turn = (page: TargetsAnswer, label: string): TargetsAnswer => {
    const shown = answerViews.shown(page);
    assert.equal(shown.as, 'message');
    const buttons = shown.view.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const button = buttons.find((one) => one.type === 'button' && one.text.text === label);
    assert.equal(button?.type, 'button');
    const pressed = readPress(button.action_id ?? '', button.value);
    assert.ok(pressed.as === 'press' && pressed.press.action === 'targets');
    return targetsPage(pressed.press.scope, pressed.press.cursor, ports);
  };
  const first = targetsPage({ machinesOnly: false, parts: [] }, undefined, ports);
  assert.deepEqual([first.entries.length, first.before, first.total], [15, 0, 40]);
  names = ['aaa', ...names.slice(3)];
  const second = turn(first, 'Next');
  assert.deepEqual([second.entries[0]?.name, second.before, second.total], ['app-15', 13, 38]);
  const third = turn(second, 'Next');
  assert.deepEqual([third.entries.at(-1)?.name, third.next], ['app-39', undefined]);
  assert.deepEqual(turn(third, 'Back').entries.map(placed), second.entries.map(placed));
});
