import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject } from '../../../src/chaos/cluster.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import { RUN_LABEL, sealed, verifySeal } from '../../../src/halt/seal.ts';
import { anExperiment, anObject } from '../chaos/sample-objects.ts';

const values = {
  run: 'r-7k3m9q',
  cluster: 'staging',
  spec: 's'.repeat(64),
  requester: 'UANA',
  approvers: ['UJON', 'UMARA'],
  digest: 'd'.repeat(64),
  channel: 'C1',
  plannedEnd: Date.UTC(2026, 10, 22, 11, 7, 10),
  head: 'h'.repeat(64),
};

function created(keys: readonly string[]): ChaosObject {
  const { kind, metadata } = sealed(manifestOf(anExperiment(), 'kill-web-r-7k3m9q'), values, keys);
  return anObject({
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
  });
}

test('a sealed object gives back what it was sealed with', () => {
  assert.deepEqual(verifySeal(created(['new', 'old']), ['new']), { ok: true, values });
  assert.equal(created(['k']).labels[RUN_LABEL], 'r-7k3m9q');
});

test('the first key signs, all verify', () => {
  assert.equal(verifySeal(created(['old']), ['new', 'old']).ok, true);
  assert.equal(verifySeal(created(['new', 'old']), ['old']).ok, false);
  assert.equal(verifySeal(created(['old']), []).ok, false);
  assert.throws(() => created([]), /no key/);
});

test('a seal is void on another object, and when anything it covers is changed', () => {
  const object = created(['k']);
  const forged = (changes: Partial<ChaosObject>) => verifySeal({ ...object, ...changes }, ['k']).ok;
  assert.equal(forged({ name: 'other' }), false);
  assert.equal(forged({ namespace: 'bank' }), false);
  assert.equal(forged({ kind: 'StressChaos' }), false);
  assert.equal(forged({ labels: { [RUN_LABEL]: 'r-000000' } }), false);
  assert.equal(forged({ labels: {} }), false);
  for (const key of Object.keys(object.annotations)) {
    assert.equal(forged({ annotations: { ...object.annotations, [key]: 'x' } }), false, key);
    const { [key]: _, ...rest } = object.annotations;
    assert.equal(forged({ annotations: rest }), false, key);
  }
});

test('labels and annotations that others add do not break the seal', () => {
  const object = created(['k']);
  const annotations = { ...object.annotations, 'experiment.chaos-mesh.org/pause': 'true' };
  assert.equal(
    verifySeal({ ...object, annotations, labels: { ...object.labels, team: 'shop' } }, ['k']).ok,
    true,
  );
});
