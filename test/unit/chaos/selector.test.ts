import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../../../src/chaos/cluster.ts';
import type { Mode, PodSelector } from '../../../src/chaos/experiment.ts';
import { experimentOf } from '../../../src/chaos/from-object.ts';
import { lintsOf } from '../../../src/chaos/lints.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import { namespacesOf, namespacesOfSpec } from '../../../src/chaos/namespaces.ts';
import { readSelector, targetFrom, wordFor } from '../../../src/chaos/pod-selector.ts';
import { previewOf, seenBy } from '../../../src/chaos/preview.ts';
import { type Match, matchInAnyPhase, matchOf, unjudgedParts } from '../../../src/chaos/selector.ts';
import { fc } from '../../seeded.ts';
import { anExperiment, aPod, aWorkload } from './sample-objects.ts';

const web = aPod('web-a', {
  labels: { app: 'web', tier: 'front' },
  annotations: { team: 'shop' },
  node: 'node-a',
});
const pending = { ...web, phase: 'Pending' };

const TABLE: readonly (readonly [string, object | undefined, Pod, Match])[] = [
  ['no selector means every pod of the namespace', undefined, web, 'yes'],
  ['no namespaces mean the object’s own', {}, aPod('x', { namespace: 'other' }), 'no'],
  ['one of several namespaces is enough', { namespaces: ['a', 'shop'] }, web, 'yes'],
  ['all labels must be there', { labelSelectors: { app: 'web', tier: 'back' } }, web, 'no'],
  ['different fields must all hold', { labelSelectors: { app: 'web' }, nodes: ['node-b'] }, web, 'no'],
  ['annotations are compared', { annotationSelectors: { team: 'shop' } }, web, 'yes'],
  ['In', { expressionSelectors: [{ key: 'tier', operator: 'In', values: ['x', 'front'] }] }, web, 'yes'],
  [
    'NotIn holds without the label',
    { expressionSelectors: [{ key: 'q', operator: 'NotIn', values: ['x'] }] },
    web,
    'yes',
  ],
  ['Exists', { expressionSelectors: [{ key: 'app', operator: 'Exists' }] }, web, 'yes'],
  ['DoesNotExist', { expressionSelectors: [{ key: 'app', operator: 'DoesNotExist' }] }, web, 'no'],
  [
    'an operator nobody knows is not judged',
    { expressionSelectors: [{ key: 'app', operator: 'Gt' }] },
    web,
    'unknown',
  ],
  [
    'a field that is known',
    { fieldSelectors: { 'metadata.name': 'web-a', 'spec.nodeName': 'node-a' } },
    web,
    'yes',
  ],
  ['a field that differs', { fieldSelectors: { 'metadata.name': 'web-b' } }, web, 'no'],
  ['a field that is not followed', { fieldSelectors: { 'spec.restartPolicy': 'Always' } }, web, 'unknown'],
  [
    'what is surely not meant stays so',
    { fieldSelectors: { 'status.podIP': '1.2.3.4' }, labelSelectors: { app: 'x' } },
    web,
    'no',
  ],
  ['one of the nodes', { nodes: ['node-z', 'node-a'] }, web, 'yes'],
  ['labels of nodes are not followed', { nodeSelectors: { disk: 'ssd' } }, web, 'unknown'],
  [
    'nodes by name and by label are added up',
    { nodes: ['node-a'], nodeSelectors: { disk: 'ssd' } },
    web,
    'yes',
  ],
  ['a pod without a node stands on none', { nodeSelectors: { disk: 'ssd' } }, aPod('x'), 'no'],
  ['no phase means every phase', { labelSelectors: { app: 'web' } }, pending, 'yes'],
  ['a phase that is asked for', { podPhaseSelectors: ['Running'] }, pending, 'no'],
  ['a phase that is left out', { podPhaseSelectors: ['!Succeeded'] }, pending, 'yes'],
  [
    'named pods make all else void',
    { pods: { shop: ['web-a'] }, labelSelectors: { app: 'x' }, namespaces: ['q'] },
    pending,
    'yes',
  ],
  ['pods that are not named', { pods: { shop: ['web-b'] } }, web, 'no'],
];

test('a selector means the pods that Chaos Mesh would choose from', () => {
  for (const [name, selector, pod, wanted] of TABLE)
    assert.equal(matchOf(selector, 'shop', pod), wanted, name);
  assert.equal(matchInAnyPhase({ podPhaseSelectors: ['Running'] }, 'shop', pending), 'yes');
});

test('what cannot be judged is named', () => {
  assert.deepEqual(
    unjudgedParts({
      nodeSelectors: { disk: 'ssd' },
      fieldSelectors: { 'status.podIP': '1.2.3.4', 'metadata.name': 'x' },
      expressionSelectors: [{ key: 'a', operator: 'Gt' }],
    }),
    ['nodeSelectors', 'fieldSelectors.status.podIP', 'expressionSelectors'],
  );
  assert.deepEqual(unjudgedParts({ pods: { shop: ['a'] }, nodeSelectors: { disk: 'ssd' } }), []);
});

const word = fc.constantFrom('web', 'cart', 'front', 'n1', 'shop', 'orders');
const texts = fc.array(word, { minLength: 1, maxLength: 3 });
const textMap = fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 });
const expression = fc.record(
  { key: word, operator: fc.constantFrom('In', 'NotIn', 'Exists'), values: texts },
  { requiredKeys: ['key', 'operator'] },
);
const selectors = fc.record(
  {
    namespaces: texts,
    labelSelectors: textMap,
    expressionSelectors: fc.array(expression, { minLength: 1, maxLength: 2 }),
    annotationSelectors: textMap,
    fieldSelectors: textMap,
    nodes: texts,
    nodeSelectors: textMap,
    podPhaseSelectors: fc.array(fc.constantFrom('Running', '!Failed'), { minLength: 1, maxLength: 2 }),
    pods: fc.dictionary(word, texts, { minKeys: 1, maxKeys: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<PodSelector>;
const modes: fc.Arbitrary<Mode> = fc.oneof(
  fc.constantFrom<Mode>({ mode: 'one' }, { mode: 'all' }),
  fc.record({
    mode: fc.constantFrom('fixed', 'fixed-percent', 'random-max-percent'),
    value: fc.integer({ min: 1, max: 100 }),
  }) as fc.Arbitrary<Mode>,
);

test('every selector and mode goes into an object and comes back the same', () => {
  fc.assert(
    fc.property(selectors, modes, (selector, mode) => {
      const place = { cluster: 'staging', namespace: 'shop', word: 'web' };
      const experiment = anExperiment({ target: targetFrom(selector, place), mode });
      const { kind, metadata, spec } = manifestOf(experiment, 'x');
      const written = JSON.parse(JSON.stringify(spec)) as Record<string, unknown>;
      const plain = JSON.parse(JSON.stringify(selector)) as unknown;
      assert.deepEqual(written['selector'] ?? {}, plain);
      const back = experimentOf({ kind, namespace: metadata.namespace, spec: written }, place);
      assert.ok(back);
      const again = manifestOf(back, 'x').spec['selector'];
      const named = selector.namespaces === undefined && selector.pods === undefined;
      assert.deepEqual(readSelector(again), named ? { namespaces: ['shop'], ...(plain as object) } : plain);
      assert.deepEqual(back.mode, { ...mode });
    }),
    { numRuns: 500 },
  );
});

test('what a selector is called says what it chooses', () => {
  const table: readonly (readonly [PodSelector, string])[] = [
    [{ labelSelectors: { app: 'web' } }, 'web'],
    [{ labelSelectors: { tier: 'front' } }, 'tier=front'],
    [{ pods: { shop: ['web-a'] } }, 'pod/web-a'],
    [{ pods: { shop: ['a', 'b', 'c', 'd'] } }, 'pod/a,b,+2'],
    [{ nodes: ['n1'] }, 'node/n1'],
    [{ expressionSelectors: [{ key: 'app', operator: 'In', values: ['web', 'cart'] }] }, 'web,cart'],
    [{ annotationSelectors: { team: 'shop' } }, 'chosen'],
  ];
  for (const [selector, wanted] of table) assert.equal(wordFor(selector), wanted);
});

const orders = { namespace: 'orders', owner: { kind: 'Deployment', name: 'cart' }, labels: { app: 'cart' } };
const world: Readonly<
  Record<
    string,
    { readonly pods: readonly Pod[]; readonly workloads: readonly ReturnType<typeof aWorkload>[] }
  >
> = {
  shop: {
    pods: [web, aPod('web-b'), aPod('web-c', { phase: 'Pending', ready: false })],
    workloads: [aWorkload('web')],
  },
  orders: { pods: [aPod('cart-a', orders)], workloads: [aWorkload('cart', { namespace: 'orders' })] },
};
const nothing = { pods: [], workloads: [] };

function looking(selector: PodSelector, mode: Mode = { mode: 'all' }) {
  const target = targetFrom(selector, { cluster: 'staging', namespace: 'shop' });
  const experiment = anExperiment({ target, mode });
  const preview = previewOf(
    experiment,
    seenBy(experiment, (namespace) => world[namespace] ?? nothing),
  );
  return { experiment, preview, names: preview.candidates.map(({ name }) => name) };
}

test('the preview looks into every namespace that is chosen from', () => {
  const { preview, names, experiment } = looking({
    namespaces: ['shop', 'orders'],
    podPhaseSelectors: ['Running'],
  });
  assert.deepEqual(names, ['cart-a', 'web-a', 'web-b']);
  assert.deepEqual(
    preview.notRunning.map(({ name }) => name),
    ['web-c'],
  );
  assert.deepEqual(
    preview.workloads.map(({ name }) => name),
    ['cart', 'web'],
  );
  assert.deepEqual(namespacesOf(experiment), ['shop', 'orders']);
  assert.deepEqual(namespacesOfSpec('shop', { selector: { pods: { orders: ['cart-a'] } } }), [
    'shop',
    'orders',
  ]);
});

test('without a phase the pods that do not run are counted too', () => {
  assert.deepEqual(looking({ labelSelectors: { app: 'web' } }).names, ['web-a', 'web-b', 'web-c']);
});

test('what cannot be judged counts as hit, and the plan says so', () => {
  const { preview, experiment, names } = looking({
    nodeSelectors: { disk: 'ssd' },
    podPhaseSelectors: ['Running'],
  });
  assert.deepEqual(names, ['web-a']);
  const found = lintsOf({ manifest: manifestOf(experiment, 'x'), preview });
  assert.ok(
    found.some(({ check, path }) => check === 'selector-unknown' && path === 'spec.selector.nodeSelectors'),
  );
});

test('labels of several workloads are blocked until the workloads are listed', () => {
  const shared = { podPhaseSelectors: ['Running'], namespaces: ['shop', 'orders'] };
  const listed = [{ key: 'app', operator: 'In', values: ['web', 'cart'] }];
  const severity = (selector: PodSelector) => {
    const { preview, experiment } = looking(selector);
    const lints = lintsOf({ manifest: manifestOf(experiment, 'x'), preview });
    return lints.find(({ check }) => check === 'several-workloads')?.severity;
  };
  assert.equal(
    severity({
      ...shared,
      annotationSelectors: {},
      expressionSelectors: [{ key: 'app', operator: 'Exists' }],
    }),
    'block',
  );
  assert.equal(severity({ ...shared, expressionSelectors: listed }), 'warn');
  assert.equal(severity({ pods: { shop: ['web-a'], orders: ['cart-a'] } }), 'warn');
  assert.equal(severity({ ...shared, namespaces: ['shop'], labelSelectors: { app: 'web' } }), undefined);
});
