// A run made again from its sealed object: what admission wrote into it is no forgery, anything else is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../src/chaos/catalogue/action.ts';
import { actionById } from '../../../src/chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../../src/chaos/catalogue/parse-parameters.ts';
import type { ChaosObject, Cluster } from '../../../src/chaos/cluster.ts';
import type { Experiment } from '../../../src/chaos/experiment.ts';
import { actionOf, manifestOf } from '../../../src/chaos/manifest.ts';
import { specHash } from '../../../src/halt/seal.ts';
import { createRebuild } from '../../../src/runs/rebuild.ts';
import { aimedExperiment } from '../chaos/aimed-experiment.ts';
import { anObject } from '../chaos/sample-objects.ts';
import { plan } from './sample-run.ts';

const staging = { name: 'staging' } as Cluster;

function sampleOf(kind: string, id: string, parameters: Experiment['parameters']): Experiment {
  const action = actionById(kind, id);
  const answer = action && parseParameters(action, parameters);
  assert.ok(answer?.ok, JSON.stringify(answer));
  return aimedExperiment(action as Action, answer.parameters);
}

const slowMethod = sampleOf('JVMChaos', 'jvm-latency', {
  latency: '50ms',
  class: 'com.shop.Till',
  method: 'pay',
});
const stress = sampleOf('PhysicalMachineChaos', 'machine-stress-cpu', { load: 80, workers: 1 });

/** What became of an object that was sent as `sent` and stands there with these changes. */
async function rebuilt(sent: Experiment, changes: object): Promise<string> {
  const { spec } = manifestOf(sent, 'x');
  const object: ChaosObject = anObject({ kind: sent.kind, spec: { ...spec, ...changes } });
  const told: string[] = [];
  const values = { run: 'r-7k3m9q', cluster: 'staging', spec: specHash(spec), digest: 'd', channel: 'C1' };
  const requester = JSON.stringify({ id: 'U1', name: 'Ana', email: '', user: 'ana', groups: [] });
  const rebuild = createRebuild({
    seal: () => ({ ok: true, values: { ...values, requester, approvers: [], plannedEnd: 0, head: '' } }),
    plan: async ({ experiment }) => plan({ experiment, manifest: manifestOf(experiment, 'x') }),
    mover: { rebuild: async (run) => void told.push(`rebuilt ${specHash(run.plan.manifest.spec)}`) },
    wake: async () => undefined,
    onForged: () => void told.push('forged'),
  } as Parameters<typeof createRebuild>[0]);
  await rebuild(staging, object);
  assert.equal(told.length, 1);
  return told[0] === `rebuilt ${specHash(spec)}` ? 'rebuilt as agreed' : (told[0] ?? '');
}

test('a name or an id that Chaos Mesh made up does not make an object look forged', async () => {
  assert.equal(await rebuilt(slowMethod, { name: 'com.shop.Till-pay-latency-mf3k' }), 'rebuilt as agreed');
  assert.equal(await rebuilt(stress, { uid: '6f1c' }), 'rebuilt as agreed');
});

test('a name that somebody gave stays the one that was agreed to', async () => {
  const parameters = { ...slowMethod.parameters, name: 'slow-till' };
  const named = { ...slowMethod, parameters };
  assert.equal(await rebuilt(named, {}), 'rebuilt as agreed');
  assert.equal(await rebuilt(named, { name: 'other' }), 'forged');
});

test('another value of what was agreed to is a forgery, whoever wrote it', async () => {
  assert.equal(await rebuilt(slowMethod, { latency: 5_000, name: 'made' }), 'forged');
  assert.equal(await rebuilt(stress, { uid: 'made', mode: 'all' }), 'forged');
  assert.equal(actionOf(stress).on, 'machines');
});
