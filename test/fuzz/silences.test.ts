// What a run silences belongs to it, whatever is expected of which targets, under whichever labels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMatched, type Labels } from '../../playground/alertmanager/matching.ts';
import { type Correlator, createCorrelator } from '../../src/alerts/correlate.ts';
import { type LabelNames, placeOf, USUAL_NAMES } from '../../src/alerts/place.ts';
import { silencesOf } from '../../src/alerts/run-silences.ts';
import { scopeOf } from '../../src/alerts/scope.ts';
import type { Matchers } from '../../src/alerts/silence.ts';
import { MOST_SILENCES, type SilencedWorkload } from '../../src/alerts/silence-matchers.ts';
import { CONTRACT, expectedOf, parseContract } from '../../src/chaos/alert-contract.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { fc } from '../seeded.ts';
import { FEW } from '../unit/alerts/few-labels.ts';
import { draft, plan } from '../unit/runs/sample-run.ts';

const word = fc.constantFrom(
  ...['shop', 'bank', 'web', 'cart', 'web-admin', 'monitoring', '', 'staging', 'prod', 'eu-staging', 'east'],
  ...['web-7d9f8-bcdfg', 'web-0', 'web-bcdfg', 'web-admin-7d9f8-bcdfg', 'cart-0', 'web-admin-0', 'xweb-0'],
);
const alertName = fc.constantFrom(
  ...['A', 'AB', 'ABC', 'ABCD', 'Web', 'WebDown', 'WebDown2', 'Down', 'A.', 'AxB', 'A+', 'A|B', ''],
);
const contracts = fc
  .uniqueArray(
    fc.record({
      list: fc.constantFrom('must', 'may', 'may', 'never'),
      name: fc.constantFrom(...['A', 'AB', 'Web', 'WebDown', 'A.', 'A+', 'A|B'], ...['*', 'A*', 'AB*', 'W*']),
    }),
    { selector: ({ name }) => name, minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.map(({ list, name }) => `${list} ${name}`).join('; '))
  .filter((said) => parseContract(said).ok);
const workloads = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet'),
    namespace: fc.constantFrom('shop', 'bank'),
    name: fc.constantFrom('web', 'cart', 'web-admin'),
  }),
  { selector: ({ namespace, name }) => `${namespace}/${name}`, minLength: 1, maxLength: 3 },
);
const labelLists = fc.constantFrom<LabelNames>(USUAL_NAMES, FEW, {
  ...USUAL_NAMES,
  namespace: ['kubernetes_namespace', 'namespace'],
  workload: ['app', 'deployment', 'team'],
  cluster: ['k8s_cluster_name', 'cluster'],
});
const alertLabels = fc.dictionary(
  fc.constantFrom(...Object.values(USUAL_NAMES).flat(), 'team', 'severity'),
  word,
  { maxKeys: 2 },
);
const CLUSTER_NAMES = new Map([
  ['eu-staging', 'staging'],
  ['east', 'prod'],
]);

const VALUES = [
  ...['web', 'cart', 'web-admin', 'web-7d9f8-bcdfg', 'web-0', 'web-bcdfg', 'web-admin-0', 'cart-7d9f8-bcdfg'],
  ...['cart-0', 'cart-bcdfg', 'staging', 'eu-staging', ''],
  ...['A', 'AB', 'ABC', 'ABCD', 'Web', 'WebDown', 'WebDown2', 'Down', 'A.', 'AxB', 'A+', 'A|B'],
];

/** Labels that these matchers fit, as far as there are values for it: few that are drawn at random would be silenced. */
function labelsFor(matchers: Matchers, pick: number): Labels {
  const names = [...new Set(matchers.map(({ name }) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const own = matchers.filter((one) => one.name === name);
      const values = [...VALUES, ...own.map(({ value }) => value)];
      const fitting = values.filter((value) => isMatched(own, { [name]: value }));
      return [name, fitting[pick % Math.max(1, fitting.length)] ?? ''];
    }),
  );
}

/** A run that hits all of these, with that contract written as people do. */
function runOn(hit: readonly SilencedWorkload[], said: string): RunRecord {
  const { experiment, manifest } = plan();
  const selector = { namespaces: [...new Set(hit.map(({ namespace }) => namespace))] };
  const metadata = { ...manifest.metadata, annotations: { [CONTRACT]: said } };
  return draft({
    experiment: { ...experiment, target: { ...experiment.target, selector } },
    manifest: { ...manifest, metadata },
    workloads: hit.map((one) => ({ ...one, replicas: 1, ready: 1 })),
    candidates: [],
  });
}

/** Fails where it is not the run's; false: it is silenced by none. */
function isRightlySilenced(
  alert: Labels & { readonly alertname: string },
  silences: readonly Matchers[],
  { said, correlator, labels, cluster }: Expectation,
): boolean {
  if (!silences.some((one) => isMatched(one, alert))) return false;
  const told = Object.fromEntries(Object.entries(alert).filter(([, value]) => value !== ''));
  const place = placeOf({ labels: told, ...(cluster && { cluster }) }, labels, CLUSTER_NAMES);
  const [match] = correlator.match(place);
  const isTarget = match?.why === 'same workload' || match?.why === 'same pod';
  assert.ok(isTarget && match.score >= 80, JSON.stringify({ alert, match }));
  const read = parseContract(said);
  assert(read.ok);
  const expected = expectedOf(read.contract, alert.alertname);
  assert.ok(expected === 'must' || expected === 'may', `${alert.alertname} is ${expected}`);
  return true;
}

interface Expectation {
  readonly said: string;
  readonly correlator: Correlator;
  readonly labels: LabelNames;
  readonly cluster: string | undefined;
}

test('whatever is silenced belongs to the run, to its very targets, and is expected', (t) => {
  const drawn = fc.record({ alertname: alertName, labels: alertLabels, nth: fc.nat(99), pick: fc.nat(99) });
  let matched = 0;
  fc.assert(
    fc.property(
      fc.record({
        said: contracts,
        hit: workloads,
        labels: labelLists,
        cluster: fc.constantFrom('staging', undefined),
      }),
      fc.array(drawn, { minLength: 5, maxLength: 20 }),
      ({ said, hit, labels, cluster }, alerts) => {
        const record = runOn(hit, said);
        const { silences } = silencesOf(record, { labels, clusterNames: CLUSTER_NAMES }, cluster);
        assert.ok(silences.length <= MOST_SILENCES);
        const correlator = createCorrelator([scopeOf(record, { pods: () => [], dependencies: [] })]);
        for (const { alertname, labels: some, nth, pick } of alerts) {
          const aimed = labelsFor(silences[nth % Math.max(1, silences.length)] ?? [], pick);
          const alert = { alertname, ...some, ...aimed };
          if (isRightlySilenced(alert, silences, { said, correlator, labels, cluster })) matched += 1;
        }
      },
    ),
    { numRuns: 1_500 },
  );
  t.diagnostic(`${matched} alerts were silenced`);
  assert.ok(matched > 10_000, `only ${matched} alerts were silenced`);
});
