import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headroomOf } from '../../../src/chaos/headroom.ts';
import { affectedBy, previewOf } from '../../../src/chaos/preview.ts';
import { resolveTarget, targetSentence } from '../../../src/chaos/target.ts';
import { anExperiment, aPod, aWorkload } from './sample-objects.ts';

const web = ['web-a', 'web-b', 'web-c'].map((name) => aPod(name));
const cart = aPod('cart-a', { labels: { app: 'cart' }, owner: { kind: 'Deployment', name: 'cart' } });
const around = { namespace: 'shop', workloads: [aWorkload('web'), aWorkload('cart')], pods: [...web, cart] };

test('a word means the selector labels of the workload of that name', () => {
  const answer = resolveTarget('web', around);
  assert.ok(answer.ok);
  assert.deepEqual(answer.labels, { app: 'web' });
  assert.equal(answer.workload?.name, 'web');
});

test('labels can be typed', () => {
  const answer = resolveTarget('app=cart,', around);
  assert.ok(answer.ok);
  assert.deepEqual(answer.labels, { app: 'cart' });
  assert.equal(answer.workload?.name, 'cart');
});

test('a workload without pods is still found', () => {
  assert.equal(resolveTarget('web', { ...around, workloads: [aWorkload('web')], pods: [] }).ok, true);
});

test('a target that is not exactly one workload is refused with what to do', () => {
  const shared = web.map((pod) => ({ ...pod, labels: { app: 'web', tier: 'front' } }));
  const mixed = { ...around, pods: [...shared, { ...cart, labels: { app: 'cart', tier: 'front' } }] };
  const cases = [
    [resolveTarget('wbe', around), 'no-workload', /no wbe in staging\/shop\. Did you mean web/],
    [resolveTarget('web-a', around), 'is-a-pod', /one pod; name its workload web/],
    [resolveTarget('tier=front', mixed), 'several-workloads', /more than one workload .*cart.*web/],
    [resolveTarget({}, around), 'empty-selector', /every pod of staging\/shop/],
    [resolveTarget('=', around), 'empty-selector', /every pod/],
    [resolveTarget('app=none', around), 'no-workload', /no app=none/],
    [
      resolveTarget('web', { ...around, workloads: [aWorkload('web', { selector: {} })] }),
      'empty-selector',
      /every pod/,
    ],
  ] as const;
  for (const [answer, kind, sentence] of cases) {
    assert.ok(!answer.ok, kind);
    assert.equal(answer.refusal.kind, kind);
    assert.match(targetSentence(answer.refusal, 'staging/shop'), sentence);
  }
});

test('a workload whose labels another workload’s pods carry too is refused', () => {
  const canary = aPod('canary-a', { owner: { kind: 'Deployment', name: 'web-canary' } });
  const answer = resolveTarget('web', { ...around, pods: [...web, canary] });
  assert.ok(!answer.ok);
  assert.equal(answer.refusal.kind, 'several-workloads');
});

test('only running pods with the labels in the namespace are candidates, sorted', () => {
  const pods = [
    aPod('web-z'),
    aPod('web-b'),
    aPod('web-p', { phase: 'Pending', ready: false }),
    aPod('web-x', { namespace: 'bank' }),
    cart,
  ];
  const preview = previewOf(anExperiment(), { pods, workloads: around.workloads });
  assert.deepEqual(
    preview.candidates.map((pod) => pod.name),
    ['web-b', 'web-z'],
  );
  assert.deepEqual(
    preview.notRunning.map((pod) => pod.name),
    ['web-p'],
  );
  assert.deepEqual(
    preview.workloads.map((workload) => workload.name),
    ['web'],
  );
  assert.deepEqual(preview.affected, { least: 1, most: 1 });
});

test('an empty selector selects nothing here, whatever it would mean to Chaos Mesh', () => {
  const experiment = anExperiment({ target: { ...anExperiment().target, labels: {} } });
  assert.equal(previewOf(experiment, { pods: web, workloads: [] }).candidates.length, 0);
});

test('modes count as Chaos Mesh counts', () => {
  const table = [
    [{ mode: 'one' }, 3, { least: 1, most: 1 }],
    [{ mode: 'one' }, 0, { least: 0, most: 0 }],
    [{ mode: 'all' }, 3, { least: 3, most: 3 }],
    [{ mode: 'fixed', value: 5 }, 3, { least: 3, most: 3 }],
    [{ mode: 'fixed-percent', value: 50 }, 3, { least: 2, most: 2 }],
    [{ mode: 'fixed-percent', value: 1 }, 3, { least: 1, most: 1 }],
    [{ mode: 'random-max-percent', value: 50 }, 12, { least: 0, most: 6 }],
  ] as const;
  for (const [mode, matched, expected] of table) assert.deepEqual(affectedBy(mode, matched), expected);
});

test('headroom assumes that ready pods are hit first, and takes the tightest budget', () => {
  const pods = [...web, aPod('web-d', { ready: false })];
  const preview = previewOf(anExperiment({ mode: { mode: 'fixed', value: 2 } }), { pods, workloads: [] });
  const budget = (name: string, app: string, disruptionsAllowed: number) => ({
    namespace: 'shop',
    name,
    selector: { app },
    disruptionsAllowed,
  });
  assert.deepEqual(
    headroomOf(preview, [budget('wide', 'web', 2), budget('tight', 'web', 1), budget('other', 'cart', 0)]),
    {
      staysReady: 1,
      budget: { name: 'tight', allowed: 1 },
    },
  );
  assert.deepEqual(headroomOf(preview, []), { staysReady: 1 });
});
