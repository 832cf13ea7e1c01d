// What a run silences: every alert that is expected of its targets, and nothing wider (`fuzz/silences.test.ts`).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMatched, type Labels } from '../../../playground/alertmanager/matching.ts';
import { USUAL_NAMES } from '../../../src/alerts/place.ts';
import type { Matcher } from '../../../src/alerts/silence.ts';
import { MOST_SILENCES, type SilenceQuestion, silencesFor } from '../../../src/alerts/silence-matchers.ts';
import { type AlertContract, parseContract } from '../../../src/chaos/alert-contract.ts';
import { FEW } from './few-labels.ts';

function contract(text: string): AlertContract {
  const read = parseContract(text);
  assert(read.ok);
  return read.contract;
}

function question(changes: Partial<SilenceQuestion> = {}): SilenceQuestion {
  return {
    contract: contract('must CheckoutSlow within 60s; may Web*; never WebDown'),
    workloads: [{ kind: 'Deployment', namespace: 'shop', name: 'web' }],
    labels: USUAL_NAMES,
    cluster: { names: ['staging', 'eu-staging'], isMeant: true },
    ...changes,
  };
}

function shown(one: SilenceQuestion): readonly string[] {
  return silencesFor(one).silences.map((matchers) => matchers.map(written).join(' '));
}

function written({ name, value, isRegex, isEqual }: Matcher): string {
  const [equal, other] = isRegex ? ['=~', '!~'] : ['=', '!='];
  return `${name}${isEqual ? equal : other}"${value}"`;
}

test('each label that may name the target is a silence of its own', () => {
  const letters = '[bcdfghjklmnpqrstvwxz2456789]';
  assert.deepEqual(shown(question({ labels: FEW, contract: contract('must CheckoutSlow; may WebDown') })), [
    'alertname=~"CheckoutSlow|WebDown" namespace="shop" deployment="web" cluster=~"(staging|eu-staging)?"',
    `alertname=~"CheckoutSlow|WebDown" namespace="shop" pod=~"web-${letters}{1,10}-${letters}{5}" cluster=~"(staging|eu-staging)?"`,
  ]);
});

test('beginnings are silenced without what must not fire', () => {
  const said = contract('may Web*; may Cart*; never WebDown; never CartPager*; never Other');
  assert.equal(
    shown(question({ labels: FEW, contract: said }))[0],
    'alertname=~"Web.*|Cart.*" alertname!~"WebDown|CartPager.*" namespace="shop" deployment="web" cluster=~"(staging|eu-staging)?"',
  );
});

test('what must not fire swallows a beginning that says more', () => {
  const said = contract('may WebDown*; never Web*');
  assert.deepEqual(shown(question({ contract: said })), []);
});

test('where several clusters send their alerts the label must say which', () => {
  const [first] = shown(
    question({
      labels: FEW,
      contract: contract('may Web.1+1'),
      cluster: { names: ['staging'], isMeant: false },
    }),
  );
  assert.equal(first, 'alertname="Web.1+1" namespace="shop" deployment="web" cluster="staging"');
});

test('names that monitoring could mean otherwise are written as they are', () => {
  const workloads = ['web', 'a.b'].map((name) => ({ kind: 'StatefulSet', namespace: 'shop', name }));
  const labels = { ...FEW, workload: ['statefulset'] };
  assert.deepEqual(
    shown(question({ labels, workloads, contract: contract('may A+*') })).map((one) =>
      one.replace(/ cluster.*/u, ''),
    ),
    [
      'alertname=~"A\\+.*" namespace="shop" statefulset=~"web|a\\.b"',
      'alertname=~"A\\+.*" namespace="shop" pod=~"web-[0-9]+|a\\.b-[0-9]+"',
    ],
  );
});

test('an alert that is expected on the target is silenced under each usual name', () => {
  const { silences } = silencesFor(question());
  const isSilenced = (labels: Labels) =>
    silences.some((one) => isMatched(one, { alertname: 'CheckoutSlow', ...labels }));
  for (const labels of [
    { namespace: 'shop', deployment: 'web' },
    { namespace: 'shop', app: 'web', severity: 'page' },
    { namespace: 'shop', pod: 'web-7d9f8-bcdfg', cluster: 'eu-staging' },
    { namespace: 'monitoring', exported_namespace: 'shop', pod: 'exporter', exported_pod: 'web-7d9f8-bcdfg' },
    { k8s_namespace_name: 'shop', k8s_deployment_name: 'web' },
  ])
    assert.ok(isSilenced(labels), JSON.stringify(labels));
  for (const labels of [
    { namespace: 'shop' },
    { deployment: 'web' },
    { namespace: 'shop', deployment: 'web', cluster: 'prod' },
    { namespace: 'shop', deployment: 'cart', app: 'web' },
    { namespace: 'shop', pod: 'web-admin-7d9f8-bcdfg' },
    { namespace: 'bank', exported_namespace: 'bank', deployment: 'web' },
    { namespace: 'shop', deployment: 'web', alertname: 'WebDown' },
    { namespace: 'shop', deployment: 'web', alertname: 'Other' },
  ])
    assert.ok(!isSilenced(labels), JSON.stringify(labels));
});

test('a run has so many silences at most, and says how many were left out', () => {
  const workloads = ['a', 'b', 'c', 'd'].map((namespace) => ({ kind: 'Deployment', namespace, name: 'web' }));
  const { silences, more } = silencesFor(question({ workloads }));
  assert.equal(silences.length, MOST_SILENCES);
  assert.equal(more, 4 * 2 * 14 - MOST_SILENCES);
  const places = new Set(
    silences.flatMap((one) => one.filter(({ value }) => value !== '').map(({ name }) => name)),
  );
  assert.ok(places.has('namespace') && !places.has('k8s_namespace_name'), 'what is rare is left out');
});
