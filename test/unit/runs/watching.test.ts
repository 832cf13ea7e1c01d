// What the watches tell a run: the DELETED event is a last word, an object missing from a list is not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { CacheChange, Cluster, Gone, Pod } from '../../../src/chaos/cluster.ts';
import { RUN_LABEL } from '../../../src/halt/seal.ts';
import type { Input } from '../../../src/runs/input.ts';
import { createWatching } from '../../../src/runs/watching.ts';
import { object } from './sample-run.ts';

const ours = object({ labels: { [RUN_LABEL]: 'r-234567' } });
const cluster = { name: 'staging' } as Cluster;

function watching(parts: Partial<Parameters<typeof createWatching>[0]>): ReturnType<typeof createWatching> {
  return createWatching({
    mover: { observe: async () => ({ record: undefined, changed: true }) },
    isOurs: () => true,
    consider: async () => undefined,
    wake: async () => undefined,
    onError: (error) => assert.fail(String(error)),
    ...parts,
  });
}

async function toldOf(gone: Gone): Promise<readonly Input[]> {
  const told: Input[] = [];
  const onChange = watching({
    mover: {
      async observe(_id, observation) {
        told.push(observation);
        return { record: undefined, changed: true };
      },
    },
  });
  const change: CacheChange = { kind: 'experiment', object: ours, gone };
  onChange(cluster, change);
  await turn();
  return told;
}

test('the object of a DELETED event is the last word on its run', async () => {
  assert.deepEqual(await toldOf('deleted'), [{ kind: 'gone', uid: 'uid-1', last: ours }]);
});

test('an object that a later list no longer has is gone, and what was seen of it before proves nothing', async () => {
  assert.deepEqual(await toldOf('missing'), [{ kind: 'gone', uid: 'uid-1' }]);
});

test('news of a pod wakes the runs that have an object in its namespace, as long as they have', async () => {
  const woken: string[] = [];
  const onChange = watching({ wake: async (id) => void woken.push(id) });
  const pod = { namespace: 'shop', name: 'web-a' } as Pod;
  const elsewhere = { namespace: 'bank', name: 'ledger' } as Pod;
  onChange(cluster, { kind: 'experiment', object: ours, gone: undefined });
  onChange(cluster, { kind: 'pod', pod, gone: undefined });
  onChange(cluster, { kind: 'pod', pod: elsewhere, gone: undefined });
  await turn();
  assert.deepEqual(woken, ['r-234567']);
  onChange(cluster, { kind: 'experiment', object: ours, gone: 'deleted' });
  await turn();
  woken.length = 0;
  onChange(cluster, { kind: 'pod', pod, gone: undefined });
  await turn();
  assert.deepEqual(woken, []);
});

test('news of a pod wakes the run that hits it from another namespace', async () => {
  const woken: string[] = [];
  const onChange = watching({ wake: async (id) => void woken.push(id) });
  const selector = { namespaces: ['bank'], labelSelectors: { app: 'ledger' } };
  const spec = { ...ours.spec, selector, target: { selector: { namespaces: ['cellar'] } } };
  const reaching = { ...ours, spec };
  onChange(cluster, { kind: 'experiment', object: reaching, gone: undefined });
  for (const namespace of ['bank', 'cellar', 'attic'])
    onChange(cluster, { kind: 'pod', pod: { namespace, name: 'a' } as Pod, gone: undefined });
  await turn();
  assert.deepEqual(woken, ['r-234567', 'r-234567']);
  onChange(cluster, { kind: 'experiment', object: reaching, gone: 'missing' });
  await turn();
  woken.length = 0;
  onChange(cluster, { kind: 'pod', pod: { namespace: 'bank', name: 'a' } as Pod, gone: undefined });
  await turn();
  assert.deepEqual(woken, []);
});
