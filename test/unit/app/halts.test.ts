// A halt of one namespace holds back and ends what reaches into it from another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clusters } from '../../../src/app/clusters.ts';
import { createHaltHome } from '../../../src/app/halt-home.ts';
import { latchState } from '../../../src/app/latch-state.ts';
import type { KubeCluster } from '../../../src/chaos/kube-cluster.ts';
import type { Latch, Latches } from '../../../src/halt/latch.ts';
import { endAll } from '../../../src/verbs/end-now.ts';
import { anObject } from '../chaos/sample-objects.ts';
import { ana, draft } from '../runs/sample-run.ts';

const selector = { pods: { shop: ['web-a'], orders: ['cart-a'] } };
const reaching = anObject({ name: 'far', uid: 'far', spec: { action: 'pod-failure', selector } });
const staying = anObject({ name: 'near', uid: 'near' });

function latched(...scopes: readonly string[]): Latches {
  const entries = scopes.map((scope) => ({ scope, by: 'Mara', at: 1, reason: 'errors' }));
  const latch = { state: scopes.length === 0 ? 'open' : 'closed', scopes: entries } as unknown as Latch;
  return { read: async () => latch } as unknown as Latches;
}

test('a run starts only while every namespace that it touches is open', async () => {
  const record = draft();
  const { experiment } = record.plan;
  const target = { ...experiment.target, labels: {}, selector };
  const across = { ...record, plan: { ...record.plan, experiment: { ...experiment, target } } };
  const clusters = { get: () => ({ cluster: {} }) } as unknown as Clusters;
  const state = async (latches: Latches) => (await latchState(across, clusters, latches)).state;
  assert.equal(await state(latched()), 'open');
  assert.equal(await state(latched('ns/bank')), 'open');
  assert.equal(await state(latched('ns/orders')), 'closed');
  const { sentence } = await latchState(across, clusters, latched('ns/orders'));
  assert.match(sentence ?? '', /halted by Mara: errors/);
});

test('ending a namespace ends the experiments that reach into it', async () => {
  const removed: string[] = [];
  const cluster = {
    name: 'staging',
    remove: async (_ref: unknown, uid: string) => {
      removed.push(uid);
      return { ok: true, gone: false };
    },
  } as unknown as KubeCluster;
  const home = { cluster, cache: { experiments: () => [reaching, staying] } };
  const { accepted } = await endAll(home, 'orders', ana, () => true, 1_000);
  assert.deepEqual([accepted, removed], [1, ['far']]);
});

function haltHome(mayLookEverywhere: boolean) {
  const asked: string[] = [];
  const removed: string[] = [];
  const raw = ({ kind, namespace, name, uid, spec }: typeof reaching) => ({
    kind,
    metadata: { namespace, name, uid },
    spec,
  });
  const call = async ({ path }: { readonly path: string }) => {
    asked.push(path);
    if (!path.includes('podchaos')) return { status: 200, body: { items: [], metadata: {} } };
    const everywhere = !path.includes('/namespaces/');
    if (everywhere && !mayLookEverywhere) return { status: 403, body: { kind: 'Status', message: 'no' } };
    return { status: 200, body: { items: everywhere ? [raw(reaching), raw(staying)] : [], metadata: {} } };
  };
  const cluster = {
    name: 'staging',
    connection: { cluster: 'staging', call },
    remove: async (_ref: unknown, uid: string) => {
      removed.push(uid);
      return { ok: true, gone: false };
    },
  } as unknown as KubeCluster;
  return { home: createHaltHome({ cluster, latches: latched(), isOurs: () => true }), asked, removed };
}

test('from a terminal too, and who may not look everywhere still ends what stands there', async () => {
  const all = haltHome(true);
  await all.home.end('orders');
  assert.deepEqual(all.removed, ['far']);
  const own = haltHome(false);
  await own.home.end('orders');
  assert.ok(own.asked.some((path) => path.includes('/namespaces/orders/podchaos')));
});
