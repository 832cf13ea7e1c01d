// Which runs an alert belongs to, and why: pods, workloads, what depends on them, nodes and namespaces.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCorrelator } from '../../../src/alerts/correlate.ts';
import { type LabelNames, placeOf, USUAL_NAMES } from '../../../src/alerts/place.ts';
import { scopeOf } from '../../../src/alerts/scope.ts';
import { fc } from '../../seeded.ts';
import { aPod } from '../chaos/sample-objects.ts';
import { draft } from '../runs/sample-run.ts';

const DEPENDENCIES = [
  { name: 'shop/checkout', needs: ['shop/web'] },
  { name: 'front/portal', needs: ['shop/checkout'] },
];
const pods = (_cluster: string, namespace: string) =>
  namespace === 'shop' ? [{ ...aPod('web-7d9f8-abcde'), node: 'node-b', labels: { app: 'web' } }] : [];

function scope(id = 'r-1', cluster = 'staging') {
  const record = draft();
  const { experiment } = record.plan;
  const target = { ...experiment.target, cluster };
  const plan = { ...record.plan, experiment: { ...experiment, target } };
  return scopeOf({ ...record, id, plan }, { pods, dependencies: DEPENDENCIES });
}

function why(labels: Readonly<Record<string, string>>, cluster?: string): string | undefined {
  const place = placeOf(
    { labels, ...(cluster && { cluster }) },
    USUAL_NAMES,
    new Map([['eu-staging', 'staging']]),
  );
  const [match] = createCorrelator([scope()]).match(place);
  return match && `${match.score} ${match.why}`;
}

const ROWS: readonly (readonly [string, Readonly<Record<string, string>>, string | undefined])[] = [
  ['a pod that may be hit', { namespace: 'shop', pod: 'web-a' }, '100 same pod'],
  ['a pod that stands now', { namespace: 'shop', pod: 'web-7d9f8-abcde' }, '100 same pod'],
  ['a new pod of the workload', { namespace: 'shop', pod: 'web-5c4b9-zzzzz' }, '80 same workload'],
  ['the workload', { namespace: 'shop', deployment: 'web' }, '80 same workload'],
  ['its service', { namespace: 'shop', service: 'web' }, '80 same workload'],
  ['what depends on it', { namespace: 'shop', app: 'checkout' }, '60 depends on web'],
  ['what depends on that, elsewhere', { namespace: 'front', app: 'portal' }, '60 depends on web'],
  ['the node under it', { node: 'node-b' }, '40 same node'],
  ['another workload beside it', { namespace: 'shop', deployment: 'cart' }, '30 same namespace'],
  ['another namespace', { namespace: 'bank', deployment: 'web' }, undefined],
  ['another node', { node: 'node-c' }, undefined],
  ['another namespace on the same node', { namespace: 'bank', node: 'node-b' }, undefined],
  ['nothing that says where', { severity: 'page' }, undefined],
  ['another cluster', { cluster: 'prod', namespace: 'shop', deployment: 'web' }, undefined],
  [
    'the cluster as monitoring calls it',
    { cluster: 'eu-staging', namespace: 'shop', pod: 'web-a' },
    '100 same pod',
  ],
];

for (const [what, labels, expected] of ROWS)
  test(`an alert about ${what} ${expected === undefined ? 'belongs to no run' : `is tied by: ${expected}`}`, () => {
    assert.equal(why(labels, 'staging'), expected);
  });

test('an alert that names no cluster may be about any, and counts a little less', () => {
  assert.equal(why({ namespace: 'shop', pod: 'web-a' }), '90 same pod');
});

test('one alert may belong to several runs, each for its own reason', () => {
  const correlator = createCorrelator([scope('r-1'), scope('r-2'), scope('r-3', 'prod')]);
  const runs = (cluster?: string) =>
    correlator
      .match({ namespace: 'shop', workload: 'web', ...(cluster && { cluster }) })
      .map(({ run }) => run);
  assert.deepEqual(runs('staging'), ['r-1', 'r-2']);
  assert.deepEqual(runs(), ['r-1', 'r-2', 'r-3']);
});

test('labels of one’s own are read instead of the usual ones', () => {
  const names: LabelNames = { ...USUAL_NAMES, namespace: ['team_ns'] };
  assert.deepEqual(placeOf({ labels: { team_ns: 'shop', namespace: 'monitoring' } }, names, new Map()), {
    namespace: 'shop',
  });
});

test('no alert is tied to a run whose cluster or namespaces it does not share', () => {
  const word = fc.constantFrom('shop', 'bank', 'front', 'web', 'web-a', 'cart', 'checkout', 'node-b');
  const place = fc.record(
    {
      cluster: fc.constantFrom('staging', 'prod'),
      namespace: word,
      workload: word,
      service: word,
      pod: word,
      node: word,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(place, (said) => {
      const [match] = createCorrelator([scope()]).match(said);
      if (match === undefined) return;
      assert.notEqual(said.cluster, 'prod');
      const { namespace, node } = said;
      const isThere =
        namespace === 'shop' || namespace === 'front' || (namespace === undefined && node === 'node-b');
      assert.ok(isThere, JSON.stringify(said));
      if (namespace === 'front') assert.equal(match.why, 'depends on web');
    }),
    { numRuns: 500 },
  );
});
