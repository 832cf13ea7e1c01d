import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveTarget, targetSentence } from '../../../src/chaos/target.ts';
import { aPod, aWorkload } from './sample-objects.ts';

const web = aPod('web-a', { node: 'n1' });
const cart = aPod('cart-a', {
  labels: { app: 'cart' },
  owner: { kind: 'Deployment', name: 'cart' },
  node: 'n2',
});
const around = { namespace: 'shop', workloads: [aWorkload('web'), aWorkload('cart')], pods: [web, cart] };
const running = { namespaces: ['shop'], podPhaseSelectors: ['Running'] };

test('pods, nodes, several workloads and a whole namespace are said in so many words', () => {
  const table = [
    ['pod/web-a', 'pod/web-a', { pods: { shop: ['web-a'] } }],
    ['node/n1', 'node/n1', { ...running, nodes: ['n1'] }],
    ['*', 'shop/*', running],
    [
      'web,cart',
      'web,cart',
      { ...running, expressionSelectors: [{ key: 'app', operator: 'In', values: ['web', 'cart'] }] },
    ],
  ] as const;
  for (const [typed, word, selector] of table) {
    const answer = resolveTarget(typed, around);
    assert.ok(answer.ok, typed);
    assert.equal(answer.word, word);
    assert.deepEqual(answer.selector, selector);
  }
});

test('the kind tells two workloads of one name apart', () => {
  const twins = {
    ...around,
    workloads: [aWorkload('web'), aWorkload('web', { kind: 'StatefulSet', selector: { app: 'db' } })],
    pods: [],
  };
  assert.equal(resolveTarget('web', twins).ok, false);
  const answer = resolveTarget('statefulset/web', twins);
  assert.ok(answer.ok);
  assert.deepEqual(answer.labels, { app: 'db' });
  assert.equal(answer.word, 'web');
});

test('several workloads share the labels in which they do not differ', () => {
  const parts = ['web', 'cart'].map((name) => aWorkload(name, { selector: { app: name, instance: 'shop' } }));
  const pods = parts.map(({ name, selector }) =>
    aPod(`${name}-a`, { labels: selector, owner: { kind: 'Deployment', name } }),
  );
  const answer = resolveTarget('web,cart', { ...around, workloads: parts, pods });
  assert.ok(answer.ok);
  assert.deepEqual(answer.labels, { instance: 'shop' });
});

test('what is not there, or cannot be one selector, is said', () => {
  const odd = { ...around, workloads: [aWorkload('web'), aWorkload('cart', { selector: { k8s: 'cart' } })] };
  const stranger = { ...around, pods: [...around.pods, aPod('x', { owner: { kind: 'Job', name: 'x' } })] };
  const table = [
    [resolveTarget('pod/web-b', around), 'no-pod', /no pod web-b/],
    [resolveTarget('node/n9', around), 'no-node', /node n9/],
    [resolveTarget('web,cart', odd), 'not-together', /one after the other/],
    [resolveTarget('web,cart', stranger), 'not-together', /one after the other/],
    [resolveTarget('web,crat', around), 'no-workload', /no crat.*cart/],
    [resolveTarget('web-a', around), 'is-a-pod', /or say pod\/web-a/],
  ] as const;
  for (const [answer, kind, sentence] of table) {
    assert.ok(!answer.ok);
    assert.equal(answer.refusal.kind, kind);
    assert.match(targetSentence(answer.refusal, 'staging/shop'), sentence);
  }
});
