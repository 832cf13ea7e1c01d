import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Experiment } from '../../../src/chaos/experiment.ts';
import type { LintSubject } from '../../../src/chaos/lints/lint.ts';
import { lintsOf } from '../../../src/chaos/lints.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import { otherEndOf } from '../../../src/chaos/other-end.ts';
import { previewOf } from '../../../src/chaos/preview.ts';
import { anExperiment, anObject, aPod, aRecord } from './sample-objects.ts';

const pods = ['web-a', 'web-b', 'web-c'].map((name) => aPod(name));
const failure = anExperiment({ action: 'pod-failure', parameters: {} });
const delay = anExperiment({ kind: 'NetworkChaos', action: 'delay', parameters: { latency: '200ms' } });

const slowFiles = anExperiment({
  kind: 'IOChaos',
  action: 'io-latency',
  parameters: { delay: '100ms', volume: '/data', percent: 100 },
});
const { delay: _, ...nothingSlow } = manifestOf(slowFiles, 'mine').spec;
const withoutDelay = { ...manifestOf(slowFiles, 'mine'), spec: nothingSlow };

function subject(experiment: Experiment, seen = pods): LintSubject {
  return {
    manifest: manifestOf(experiment, 'mine'),
    preview: previewOf(experiment, { pods: seen, workloads: [] }),
  };
}

function withSpec(experiment: Experiment, changes: object): LintSubject {
  const asked = subject(experiment);
  return { ...asked, manifest: { ...asked.manifest, spec: { ...asked.manifest.spec, ...changes } } };
}

function found(asked: LintSubject): readonly string[] {
  return lintsOf(asked).map(({ severity, check }) => `${severity} ${check}`);
}

test('the small and safe defaults raise no lint', () => {
  for (const experiment of [anExperiment(), failure, delay, slowFiles])
    assert.deepEqual(found(subject(experiment)), []);
});

test('each thing Chaos Mesh would accept although it is wrong is found', () => {
  const table: readonly (readonly [string, LintSubject])[] = [
    ['block L1-endless', withSpec(failure, { duration: undefined })],
    ['warn L2-one-shot-duration', withSpec(anExperiment(), { duration: '2m' })],
    ['block L3-missing-part', withSpec(delay, { delay: undefined })],
    ['block L4-percent', withSpec(delay, { delay: { latency: '1s', correlation: '150' } })],
    ['block no-pods', subject(delay, [])],
    ['warn L6-maybe-none', subject({ ...delay, mode: { mode: 'random-max-percent', value: 50 } })],
    ['warn L6-phase', withSpec(delay, { selector: { labelSelectors: { app: 'web' } } })],
    ['block empty-selector', withSpec(delay, { selector: { namespaces: ['shop'] } })],
    ['block L9-host-network', subject(delay, [aPod('web-a', { hostNetwork: true }), aPod('web-b')])],
    ['block L9-host-network', { ...subject(delay), otherEnd: [aPod('cart-a', { hostNetwork: true })] }],
    ['block L6-other-end', { ...subject(delay), otherEnd: [] }],
    ['block L3-missing-part', { ...subject(slowFiles), manifest: withoutDelay }],
    ['block L9-ipv6', withSpec(delay, { externalTargets: ['2001:db8::1'] })],
    ['warn L9-domain', withSpec(delay, { externalTargets: ['example.com:443'] })],
    ['warn L10-partition', withSpec(delay, { action: 'partition', delay: undefined })],
    ['block L11-duration', withSpec(failure, { duration: '-2m' })],
    ['block L11-duration', withSpec(failure, { duration: '200ms' })],
    ['block L11-duration', withSpec(failure, { duration: 'long' })],
    [
      'block L12-protected',
      withSpec(delay, { selector: { namespaces: ['kube-system'], labelSelectors: { a: 'b' } } }),
    ],
    ['warn empty-value', withSpec(delay, { externalTargets: [] })],
    ['block mode-value', withSpec(delay, { mode: 'fixed', value: '0' })],
    ['block mode-value', withSpec(delay, { mode: 'fixed-percent', value: '101' })],
    ['block L7-container', withSpec(delay, { containerNames: ['proxy'] })],
    ['warn L25-all-replicas', subject({ ...delay, mode: { mode: 'all' } })],
    ['info terminating-pods', subject(delay, [aPod('web-a', { deleting: true }), aPod('web-b')])],
  ];
  for (const [expected, asked] of table)
    assert.ok(found(asked).includes(expected), `${expected}: ${found(asked)}`);
});

test('blocks come first', () => {
  const [first] = found(withSpec({ ...delay, mode: { mode: 'all' } }, { duration: undefined }));
  assert.equal(first, 'block L1-endless');
});

test('a plain IPv4 address or network is no domain', () => {
  assert.deepEqual(
    found(withSpec(delay, { externalTargets: ['10.0.0.1', '10.0.0.0/8', '10.0.0.1:443'] })),
    [],
  );
});

test('failing a pod that is failing already is blocked, a fault of the same kind is warned of, of another told', () => {
  const running = anObject({ name: 'theirs', records: [aRecord('shop/web-a', { phase: 'Injected' })] });
  assert.deepEqual(found({ ...subject(failure), experiments: [running] }), ['block L13-overlap']);
  const slow = anObject({
    kind: 'NetworkChaos',
    name: 'slow',
    spec: { action: 'loss' },
    records: running.records,
  });
  assert.deepEqual(found({ ...subject(delay), experiments: [slow, running] }), [
    'warn L13-overlap',
    'info L13-overlap',
  ]);
});

test('what happens once holds no pod after it has happened, although its object stands', () => {
  const records = [aRecord('shop/web-a/app', { phase: 'Injected' })];
  const killed = anObject({
    kind: 'PodChaos',
    spec: { action: 'container-kill' },
    desiredPhase: 'Run',
    records,
  });
  assert.deepEqual(found({ ...subject(failure), experiments: [killed] }), []);
});

test('an overlap is seen in the selector before targets are chosen, and not after the end', () => {
  const selector = { labelSelectors: { app: 'web' } };
  const fresh = anObject({ name: 'theirs', spec: { action: 'pod-failure', selector } });
  assert.deepEqual(found({ ...subject(failure), experiments: [fresh] }), ['block L13-overlap']);
  const over = anObject({ name: 'theirs', desiredPhase: 'Stop', records: [aRecord('shop/web-a')] });
  assert.deepEqual(found({ ...subject(failure), experiments: [over] }), []);
  const itself = anObject({ name: 'mine', spec: fresh.spec });
  assert.deepEqual(found({ ...subject(failure), experiments: [itself] }), []);
});

test('taking more away than the disruption budget allows is warned of, where pods are taken away', () => {
  const budgets = [{ namespace: 'shop', name: 'web', selector: { app: 'web' }, disruptionsAllowed: 0 }];
  assert.deepEqual(found({ ...subject(anExperiment()), budgets }), ['warn L25-budget']);
  assert.deepEqual(found({ ...subject(delay), budgets }), []);
});

test('a pod that matches but does not run is named', () => {
  const [lint] = lintsOf(subject(delay, [aPod('web-a', { phase: 'Pending' })]));
  assert.match(lint?.sentence ?? '', /web-a, does not run: it is Pending/);
});

test('the other end of a network fault is found in whatever namespaces its selector means', () => {
  const carts = [
    aPod('cart-a', { labels: { app: 'cart' } }),
    aPod('cart-b', { namespace: 'orders', labels: { app: 'cart' } }),
  ];
  const podsIn = (namespace: string) => [...pods, ...carts].filter((pod) => pod.namespace === namespace);
  const namesOf = (target: object) =>
    otherEndOf({ metadata: { name: 'mine', namespace: 'shop' }, spec: { target } }, podsIn)?.map(
      ({ name }) => name,
    );
  const labelSelectors = { app: 'cart' };
  assert.deepEqual(namesOf({ selector: { labelSelectors } }), ['cart-a']);
  assert.deepEqual(namesOf({ selector: { namespaces: ['orders'], labelSelectors } }), ['cart-b']);
  assert.deepEqual(namesOf({ selector: { pods: { orders: ['cart-b', 'cart-z'] } } }), ['cart-b']);
  assert.equal(namesOf({}), undefined);
});
