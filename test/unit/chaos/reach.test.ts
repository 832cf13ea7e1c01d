// Whom a fault can hit where it is no pods: how a machine is found, chosen and named, and what is known of an instance.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../src/chaos/catalogue/action.ts';
import { findAction } from '../../../src/chaos/catalogue/catalogue.ts';
import type { Experiment, PodSelector } from '../../../src/chaos/experiment.ts';
import { machineMatches } from '../../../src/chaos/reach/machine-selector.ts';
import { reachOf } from '../../../src/chaos/reach/reach-of.ts';
import { aMachine, anExperiment, aPod, aWorkload } from './sample-objects.ts';

const m1 = aMachine('m1', 'http://192.0.2.21:31768', { rack: 'a', role: 'db' });
const m2 = aMachine('m2', 'http://192.0.2.22:31768', { rack: 'b', role: 'db' });
const m3 = { ...aMachine('m3', 'http://192.0.2.23:31768', { rack: 'a' }), namespace: 'orders' };
const everywhere = [m1, m2, m3];
const picture = {
  pods: () => [aPod('web-a', { labels: { rack: 'a' } })],
  workloads: () => [aWorkload('web')],
  budgets: () => [],
  machines: (namespace: string) => everywhere.filter((machine) => machine.namespace === namespace),
};
const around = { namespace: 'shop', workloads: [], pods: [], machines: picture.machines('shop') };

function actionNamed(verb: string): Action {
  const action = findAction(verb);
  assert.ok(action, verb);
  return action;
}

const cpu = actionNamed('machine stress-cpu');
const stop = actionNamed('aws stop');

function said(action: Action, parameters: Experiment['parameters'] = {}): Experiment {
  const target = { cluster: 'staging', namespace: 'shop', word: '', labels: {} };
  return anExperiment({ kind: action.kind, action: action.id, parameters, target });
}

function found(word: string, parameters: Experiment['parameters'] = {}) {
  return reachOf(cpu).find(word, said(cpu, parameters), around);
}

const words: readonly (readonly [word: string, shown: string, PodSelector | undefined])[] = [
  ['m1', 'm1', { physicalMachines: { shop: ['m1'] } }],
  ['machine/m2', 'm2', { physicalMachines: { shop: ['m2'] } }],
  ['m1,m2', 'm1,m2', { physicalMachines: { shop: ['m1', 'm2'] } }],
  ['machine/*', 'shop/*', { namespaces: ['shop'] }],
  ['*', 'shop/*', { namespaces: ['shop'] }],
  ['role=db,rack=a', 'role=db,rack=a', undefined],
];

for (const [word, shown, selector] of words)
  test(`${word} means machines of the inventory`, () => {
    const answer = found(word);
    assert.ok(answer.ok);
    assert.equal(answer.word, shown);
    assert.deepEqual(answer.selector, selector);
  });

test('a machine that is not listed is answered with those that are', () => {
  for (const word of ['m4', 'm1,m4', 'rack=z', 'machine/m3']) {
    const answer = found(word);
    assert.ok(!answer.ok && answer.refusal.kind === 'no-machine', word);
    assert.deepEqual(answer.refusal.known, ['m1', 'm2']);
  }
  assert.ok(!found(',').ok);
});

test('an address is a machine whether it is listed or not', () => {
  const answer = found('', { address: ['http://192.0.2.99:31768'] });
  assert.deepEqual(answer, { ok: true, word: '192.0.2.99:31768', labels: {} });
});

const selectors: readonly (readonly [PodSelector, readonly string[]])[] = [
  [{ namespaces: ['shop'], labelSelectors: { rack: 'a' } }, ['m1']],
  [{ namespaces: ['shop', 'orders'], labelSelectors: { rack: 'a' } }, ['m1', 'm3']],
  [{ labelSelectors: { rack: 'a' } }, ['m1', 'm3']],
  [
    { namespaces: ['shop'], expressionSelectors: [{ key: 'rack', operator: 'NotIn', values: ['a'] }] },
    ['m2'],
  ],
  [{ namespaces: ['shop'], fieldSelectors: { 'metadata.name': 'm2' } }, ['m2']],
  [{ namespaces: ['shop'], fieldSelectors: { 'spec.address': m1.address } }, ['m1']],
  [{ namespaces: ['shop'], fieldSelectors: { 'spec.rack': 'a' } }, ['m1', 'm2']],
  [{ physicalMachines: { orders: ['m3'] }, namespaces: ['shop'], labelSelectors: { rack: 'b' } }, ['m3']],
];

test('a selector chooses machines as Chaos Mesh does; what cannot be judged counts as chosen', () => {
  for (const [selector, names] of selectors) {
    const chosen = everywhere.filter((machine) => machineMatches(selector, machine));
    assert.deepEqual(
      chosen.map(({ name }) => name),
      names,
      JSON.stringify(selector),
    );
  }
});

test('machines are seen with their names and addresses, and pods with the same labels are not', () => {
  const target = { ...said(cpu).target, word: 'rack=a', labels: { rack: 'a' } };
  const sight = reachOf(cpu).look({ ...said(cpu), target, mode: { mode: 'all' } }, picture);
  assert.deepEqual(sight.candidates, ['m1']);
  assert.deepEqual(sight.hits, {
    on: 'machines',
    things: [{ id: m1.address, name: 'm1', record: 'shop/m1' }],
  });
  assert.deepEqual(sight.affected, { least: 1, most: 1 });
  assert.equal(sight.total, 2, 'of both machines of the namespace');
  assert.equal(sight.headroom, undefined);
});

test('machines that several namespaces list are called by those', () => {
  const selector = { namespaces: ['shop', 'orders'], labelSelectors: { rack: 'a' } };
  const target = { ...said(cpu).target, labels: { rack: 'a' }, selector };
  const sight = reachOf(cpu).look({ ...said(cpu), target }, picture);
  assert.deepEqual(sight.candidates, ['m1', 'orders/m3']);
});

test('an instance is one, told by its region too, and nothing more is known of it', () => {
  const parameters = { instance: 'i-1', region: 'eu-central-1' };
  const sight = reachOf(stop).look(said(stop, parameters), picture);
  assert.deepEqual(sight.hits, {
    on: 'cloud',
    things: [{ id: 'AWSChaos i-1 eu-central-1', name: 'i-1' }],
  });
  assert.deepEqual(
    [sight.candidates, sight.affected.most, sight.total, sight.headroom],
    [['i-1'], 1, undefined, undefined],
  );
});
