// What two experiments hold together where it is no pods: machines by whatever name, instances by region, never pods that look alike.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject } from '../../../src/chaos/cluster.ts';
import type { LintSubject } from '../../../src/chaos/lints/lint.ts';
import { lintsOf } from '../../../src/chaos/lints.ts';
import { namespacesOf } from '../../../src/chaos/namespaces.ts';
import { previewOf } from '../../../src/chaos/preview.ts';
import type { Hits } from '../../../src/chaos/reach/hits.ts';
import { aMachine, anExperiment, anObject, aPod, aRecord } from './sample-objects.ts';

const listed = [aMachine('m1', 'http://192.0.2.21:31768'), aMachine('m2', 'http://192.0.2.22:31768')];
const machines = (namespace: string) => listed.filter((machine) => machine.namespace === namespace);
const onM1: Hits = { on: 'machines', things: [{ id: 'http://192.0.2.21:31768', name: 'm1' }] };
const cpu = { action: 'stress-cpu', mode: 'one', duration: '2m', 'stress-cpu': { load: 80, workers: 1 } };
const both = { physicalMachines: { shop: ['m1', 'm2'] } };

function held(
  experiments: readonly ChaosObject[],
  spec: object = { ...cpu, selector: both },
): readonly string[] {
  const manifest = { kind: 'PhysicalMachineChaos', metadata: { name: 'mine', namespace: 'shop' }, spec };
  const subject = { manifest, hits: onM1, machines, experiments } as LintSubject;
  return lintsOf(subject)
    .filter(({ check }) => check.startsWith('L13'))
    .map(({ severity, check }) => `${severity} ${check}`);
}

function attack(spec: object, changes: Partial<ChaosObject> = {}): ChaosObject {
  return anObject({ kind: 'PhysicalMachineChaos', name: 'theirs', spec: { ...cpu, ...spec }, ...changes });
}

test('a machine that another experiment holds is found by its name, its address and its record', () => {
  assert.deepEqual(held([attack({ address: ['http://192.0.2.21:31768'] })]), ['warn L13-held']);
  assert.deepEqual(held([attack({ selector: both })]), ['warn L13-held'], 'before targets are chosen');
  const chosen = (name: string) =>
    attack({ selector: both }, { records: [aRecord(`shop/${name}`, { phase: 'Injected' })] });
  assert.deepEqual(held([chosen('m1')]), ['warn L13-held']);
  assert.deepEqual(held([chosen('m2')]), []);
});

test('what is over, is itself, or is on another machine is no rival; another fault on the same one is told', () => {
  const over = attack(
    { selector: both },
    { desiredPhase: 'Stop', records: [aRecord('shop/m1', { phase: 'Not Injected' })] },
  );
  assert.deepEqual(held([over, attack({ selector: both }, { name: 'mine' })]), []);
  const fill = { action: 'disk-fill', 'disk-fill': { size: '1GB' }, selector: both };
  assert.deepEqual(held([attack(fill)]), ['info L13-held']);
});

test('an instance is the same one only in its region', () => {
  const hits: Hits = { on: 'cloud', things: [{ id: 'AWSChaos i-1 eu-central-1', name: 'i-1' }] };
  const stop = (region: string) => ({ action: 'ec2-stop', ec2Instance: 'i-1', awsRegion: region });
  const manifest = {
    ...{ kind: 'AWSChaos', metadata: { name: 'mine', namespace: 'shop' } },
    spec: { ...stop('eu-central-1'), duration: '2m' },
  };
  const checks = (region: string) =>
    lintsOf({
      ...{ manifest, hits },
      experiments: [anObject({ kind: 'AWSChaos', name: 'theirs', spec: stop(region) })],
    }).map(({ check }) => check);
  assert.deepEqual(checks('eu-central-1'), ['L13-held']);
  assert.deepEqual(checks('us-east-1'), []);
});

test('a machine that is called like a pod is not that pod', () => {
  const kill = anExperiment({ action: 'pod-failure', parameters: {} });
  const manifest = {
    ...{ kind: 'PodChaos', metadata: { name: 'mine', namespace: 'shop' } },
    spec: {
      action: 'pod-failure',
      mode: 'one',
      duration: '2m',
      selector: { labelSelectors: { app: 'web' } },
    },
  };
  const preview = previewOf(kill, { pods: [aPod('web-a')], workloads: [] });
  const others = [
    attack({ selector: { labelSelectors: { app: 'web' } } }),
    attack({ selector: both }, { records: [aRecord('shop/web-a', { phase: 'Injected' })] }),
  ];
  const checks = lintsOf({ manifest, preview, experiments: others }).map(({ check }) => check);
  assert.ok(!checks.includes('L13-overlap'), checks.join());
});

test('the namespaces that machines are listed in are touched as those of pods are', () => {
  const target = {
    ...anExperiment().target,
    labels: {},
    selector: { physicalMachines: { 'chaos-mesh': ['m3'] } },
  };
  assert.deepEqual(namespacesOf({ target, parameters: {} }), ['shop', 'chaos-mesh']);
});
