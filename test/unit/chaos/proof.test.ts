import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject, Pod, TargetRecord } from '../../../src/chaos/cluster.ts';
import type { Cleanliness, Evidence } from '../../../src/chaos/proof/evidence.ts';
import { proveRecovery } from '../../../src/chaos/proof.ts';
import { anObject, aPod, aRecord } from './sample-objects.ts';

const SPECS = {
  kill: { kind: 'PodChaos', spec: { action: 'pod-kill' } },
  fail: { kind: 'PodChaos', spec: { action: 'pod-failure' } },
  delay: { kind: 'NetworkChaos', spec: { action: 'delay', delay: { latency: '1s' } } },
  cpu: { kind: 'StressChaos', spec: { stressors: { cpu: { workers: 1 } } } },
  restart: { kind: 'PodChaos', spec: { action: 'container-kill', containerNames: ['app'] } },
  io: { kind: 'IOChaos', spec: { action: 'latency', delay: '1s', volumePath: '/data' } },
  http: { kind: 'HTTPChaos', spec: { abort: true, target: 'Request', port: 80 } },
  clock: { kind: 'TimeChaos', spec: { timeOffset: '-5m' } },
} as const;

const DELETED = { deleting: true, finalizers: [], desiredPhase: 'Stop' } as const;
const BEFORE = { 'shop/web-a': { uid: 'uid-web-a', restarts: 0 } };

interface Case {
  readonly what: keyof typeof SPECS;
  readonly object?: Partial<ChaosObject>;
  readonly record?: Partial<TargetRecord>;
  readonly pod?: Partial<Pod> | 'gone';
  readonly evidence?: Partial<Evidence>;
}

function evidenceOf({ what, object, record, pod, evidence }: Case): Evidence {
  const id = ['cpu', 'restart', 'io', 'clock'].includes(what) ? 'shop/web-a/app' : 'shop/web-a';
  const pods = pod === 'gone' ? [aPod('web-n')] : [aPod('web-a', pod)];
  return {
    object: anObject({ ...SPECS[what], ...DELETED, records: [aRecord(id, record)], ...object }),
    absent: true,
    pods,
    residue: { 'shop/web-a': [] },
    before: BEFORE,
    expectedReady: 1,
    counts: ({ namespace, labels }) => namespace === 'shop' && labels['app'] === 'web',
    ...evidence,
  };
}

const INJECTED = { phase: 'Injected', recoveredCount: 0 } as const;
const OURS = 'shop/fail-web-r-7k3m9q';

const TABLE: readonly (readonly [string, Case, Cleanliness])[] = [
  ['killed container started anew', { what: 'restart', record: INJECTED, pod: { restarts: 1 } }, 'clean'],
  ['killed container not started anew', { what: 'restart', record: INJECTED }, 'carries'],
  [
    'killed container of a pod nobody counted',
    { what: 'restart', record: INJECTED, pod: { restarts: 1 }, evidence: { before: {} } },
    'unknown',
  ],
  ['killed container, pod gone', { what: 'restart', record: INJECTED, pod: 'gone' }, 'clean'],
  [
    'container that was never killed',
    { what: 'restart', record: { injectedCount: 0, recoveredCount: 0 } },
    'clean',
  ],
  ['file rules emptied', { what: 'io' }, 'clean'],
  ['file rules of ours', { what: 'io', evidence: { residue: { 'shop/web-a': [OURS] } } }, 'carries'],
  [
    'file rules emptied on paper, still injected',
    { what: 'io', record: INJECTED, evidence: { residue: { 'shop/web-a': ['*'] } } },
    'carries',
  ],
  ['file rules nobody could read', { what: 'io', evidence: { residue: {} } }, 'unknown'],
  ['HTTP rules emptied', { what: 'http' }, 'clean'],
  ['HTTP rules of ours', { what: 'http', evidence: { residue: { 'shop/web-a': [OURS] } } }, 'carries'],
  ['clock set back right', { what: 'clock' }, 'clean'],
  ['clock still wrong at the end', { what: 'clock', record: INJECTED }, 'carries'],
  ['wrong clock of a pod that is gone', { what: 'clock', record: INJECTED, pod: 'gone' }, 'clean'],
  ['clock set wrong more often than right', { what: 'clock', record: { recoveredCount: 0 } }, 'carries'],
  ['killed pod gone, another ready', { what: 'kill', record: INJECTED, pod: 'gone' }, 'clean'],
  ['killed pod made anew under its name', { what: 'kill', record: INJECTED, pod: { uid: 'new' } }, 'clean'],
  ['killed pod still ending', { what: 'kill', record: INJECTED, pod: { deleting: true } }, 'carries'],
  ['killed pod still standing', { what: 'kill', record: INJECTED }, 'carries'],
  [
    'killed pod of unknown uid standing',
    { what: 'kill', record: INJECTED, evidence: { before: {} } },
    'unknown',
  ],
  [
    'replacement of a killed pod not ready',
    { what: 'kill', record: INJECTED, pod: { uid: 'n', ready: false } },
    'unknown',
  ],
  [
    'kill never confirmed',
    { what: 'kill', record: { injectedCount: 0 }, evidence: { absent: false } },
    'unknown',
  ],

  ['failed pod ready without annotations', { what: 'fail' }, 'clean'],
  ['failed pod not ready', { what: 'fail', pod: { ready: false } }, 'unknown'],
  [
    'failed pod with its images still in annotations, records saying recovered',
    {
      what: 'fail',
      pod: { annotations: { 'chaos-mesh-fail-web-r-7k3m9q-pod-failure-app-normal-image': 'x' } },
    },
    'carries',
  ],
  [
    'images in annotations with the short key',
    { what: 'fail', pod: { annotations: { 'chaos-mesh-app-init-image': 'x' } } },
    'carries',
  ],
  [
    'images held by another experiment',
    { what: 'fail', pod: { annotations: { 'chaos-mesh-other-pod-failure-app-normal-image': 'x' } } },
    'clean',
  ],
  ['failed pod replaced', { what: 'fail', record: INJECTED, pod: 'gone' }, 'clean'],
  [
    'failing still',
    { what: 'fail', record: INJECTED, object: { desiredPhase: 'Run' }, evidence: { absent: false } },
    'carries',
  ],

  ['no network rules left', { what: 'delay' }, 'clean'],
  [
    'object lost from sight, pod without rules',
    { what: 'delay', record: INJECTED, object: { deleting: false } },
    'clean',
  ],
  ['our network rules left', { what: 'delay', evidence: { residue: { 'shop/web-a': [OURS] } } }, 'carries'],
  [
    'rules of another experiment',
    { what: 'delay', evidence: { residue: { 'shop/web-a': ['shop/other'] } } },
    'clean',
  ],
  [
    'emptied but not carried out',
    { what: 'delay', evidence: { residue: { 'shop/web-a': ['*'] } } },
    'unknown',
  ],
  ['rules unread', { what: 'delay', evidence: { residue: {} } }, 'unknown'],
  [
    'recover fails and retries',
    { what: 'delay', record: { phase: 'Injected/Wait' }, evidence: { absent: false } },
    'carries',
  ],

  ['stress recovered', { what: 'cpu' }, 'clean'],
  [
    'stress’s silent error: stopped, still Injected',
    { what: 'cpu', record: INJECTED, evidence: { absent: false } },
    'carries',
  ],
  ['stress gone by force while Injected', { what: 'cpu', record: INJECTED }, 'carries'],
  [
    'stress vanished, last seen running',
    { what: 'cpu', record: INJECTED, object: { deleting: false, finalizers: ['x'], desiredPhase: 'Run' } },
    'unknown',
  ],
  [
    'stress vanished, last seen before injection',
    {
      what: 'cpu',
      record: { injectedCount: 0, recoveredCount: 0 },
      object: { deleting: false, desiredPhase: 'Run' },
    },
    'unknown',
  ],
  ['stress started twice, stopped once', { what: 'cpu', record: { injectedCount: 2 } }, 'carries'],
  ['stressed pod replaced', { what: 'cpu', record: INJECTED, pod: { uid: 'new' } }, 'clean'],
  ['stressed container restarted', { what: 'cpu', record: INJECTED, pod: { restarts: 1 } }, 'clean'],
  [
    'some container of several restarted',
    { what: 'cpu', record: INJECTED, pod: { restarts: 1, containers: ['app', 'proxy'] } },
    'carries',
  ],
  ['stressed pod not ready', { what: 'cpu', pod: { ready: false } }, 'unknown'],
];

for (const [name, given, expected] of TABLE) {
  test(`recovery proof: ${name} is ${expected}`, () => {
    const proof = proveRecovery(evidenceOf(given));
    assert.equal(proof.targets[0]?.clean, expected, proof.targets[0]?.sentence);
    assert.equal(proof.clean, expected, proof.sentence);
  });
}

test('clean targets alone are no recovery while fewer pods are ready than before', () => {
  const proof = proveRecovery(evidenceOf({ what: 'fail', evidence: { expectedReady: 3 } }));
  assert.equal(proof.clean, 'unknown');
  assert.equal(proof.sentence, '1 of 3 pods are ready');
});

test('one target that carries the fault decides over all', () => {
  const evidence = evidenceOf({ what: 'cpu' });
  const records = [...evidence.object.records, aRecord('shop/web-b/app', INJECTED)];
  const pods = [...evidence.pods, aPod('web-b')];
  const proof = proveRecovery({ ...evidence, pods, object: { ...evidence.object, records } });
  assert.equal(proof.clean, 'carries');
  assert.match(proof.sentence, /^web-b/);
});

test('without status nothing is proven, unless the object went before the controller ever touched it', () => {
  const { desiredPhase: _, ...object } = evidenceOf({ what: 'cpu', object: { records: [] } }).object;
  const proven = (changes: object) =>
    proveRecovery({ ...evidenceOf({ what: 'cpu' }), object: { ...object, ...changes } }).clean;
  assert.equal(proven({ finalizers: ['chaos-mesh/records'] }), 'unknown');
  assert.equal(proven({ deleting: false }), 'unknown');
  assert.equal(proven({}), 'clean');
});

test('an object that ended without ever choosing a target leaves nothing behind', () => {
  const proof = proveRecovery(evidenceOf({ what: 'cpu', object: { records: [] } }));
  assert.equal(proof.clean, 'clean');
  assert.equal(proof.sentence, 'nothing was ever injected');
});

test('pods of another namespace with the same labels are not counted as ready', () => {
  const elsewhere = aPod('web-z', { namespace: 'other' });
  const evidence = evidenceOf({ what: 'delay', evidence: { expectedReady: 2 } });
  const proof = proveRecovery({ ...evidence, pods: [...evidence.pods, elsewhere] });
  assert.equal(proof.ready, 1);
  assert.equal(proof.clean, 'unknown');
});
