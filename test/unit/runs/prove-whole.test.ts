// A Schedule or Workflow is recovered when nothing of it stands and everything it started is proven clean.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { ChaosObject, Cluster, ClusterCache } from '../../../src/chaos/cluster.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import { orchestratedOf } from '../../../src/chaos/orchestration/compose.ts';
import { proveWhole } from '../../../src/runs/effects/prove-whole.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { WORKFLOW } from '../chaos/orchestration-yaml.ts';
import { anObject, aPod, aRecord } from '../chaos/sample-objects.ts';
import { draft, plan, T0 } from './sample-run.ts';

const { spec } = parse(WORKFLOW) as { readonly spec: Record<string, unknown> };
const source = { kind: 'Workflow', namespace: 'shop', spec, annotations: {} };
const experiment = orchestratedOf(source, 'staging') ?? plan().experiment;
const manifest = manifestOf(experiment, 'workflow-web-r-1');
const pods = ['web-a', 'web-b', 'web-c'].map((name) => aPod(name));
const root = {
  uid: 'root',
  resourceVersion: '1',
  createdAt: T0,
  deleting: true,
  paused: false,
  finalizers: [],
  gone: true,
};
const last = {
  kind: 'NetworkChaos',
  namespace: 'shop',
  name: 'slow-1',
  uid: 'slow-1',
  action: 'delay',
  deleting: true,
  finalizers: [],
  desiredPhase: 'Stop' as const,
  gone: true,
  final: true,
};

interface Scene {
  readonly listed?: readonly ChaosObject[];
  readonly residue?: readonly string[];
  readonly absent?: boolean;
}

async function prove({ listed = [], residue = [], absent = true }: Scene) {
  const record: RunRecord = {
    ...draft(),
    ...{ plan: plan({ experiment, manifest, oneShot: false }), phase: 'verifying', object: root },
    children: [{ ...last, records: [aRecord('shop/web-a')] }],
    before: { ready: 3, pods: {} },
  };
  const cluster = {
    list: async (kind: string) => listed.filter((one) => one.kind === kind),
    pods: async () => pods,
    residue: async () => residue,
  } as unknown as Cluster;
  const cache = { workloads: () => [] } as unknown as ClusterCache;
  const said = await proveWhole(
    record,
    { cluster, cache },
    { now: T0, signal: AbortSignal.timeout(5_000), absent },
  );
  assert.ok(said.kind === 'proved');
  return said;
}

const owner = { kind: 'WorkflowNode', name: 'slow', uid: 'n' };

test('with everything gone and every target clean it is proven, child by child', async () => {
  const { proof, clean } = await prove({});
  assert.equal(proof.complete, true);
  assert.deepEqual(
    proof.targets.map(({ id, clean: state }) => `${id} ${state}`),
    ['shop/slow-1 clean'],
  );
  assert.deepEqual(clean, ['slow-1']);
});

for (const [what, scene] of [
  ['the Workflow itself still stands', { absent: false }],
  [
    'a fault of it still stands',
    { listed: [anObject({ kind: 'NetworkChaos', name: 'slow-2', uid: 'slow-2', owner })] },
  ],
  [
    'a step of it still stands',
    {
      listed: [anObject({ kind: 'WorkflowNode', labels: { 'chaos-mesh.org/workflow': 'workflow-web-r-1' } })],
    },
  ],
  ['a pod still has the rules of a fault', { residue: ['shop/slow-1'] }],
] as const)
  test(`while ${what}, nothing is proven`, async () => {
    assert.equal((await prove(scene)).proof.complete, false);
  });

test('what somebody else made under the same label is nobody’s child', async () => {
  const { proof } = await prove({
    listed: [anObject({ kind: 'NetworkChaos', name: 'theirs', uid: 'theirs' })],
  });
  assert.equal(proof.complete, true);
});
