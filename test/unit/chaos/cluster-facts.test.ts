// Versions and remote clusters are looked at by themselves, and grow old where nobody answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClusterFacts } from '../../../src/chaos/cluster-facts.ts';

const remote = {
  metadata: { name: 'edge' },
  spec: { namespace: 'chaos-mesh', version: '2.8.2' },
  status: { currentVersion: '2.8.3', conditions: [{ type: 'Ready', status: 'True' }] },
};

async function seenWhere(
  answers: Readonly<Record<string, { status: number; body?: unknown }>>,
  installed?: string,
) {
  let asked = 0;
  const done = Promise.withResolvers<void>();
  const facts = createClusterFacts({
    connection: {
      cluster: 'staging',
      call: async ({ path }) => {
        asked += 1;
        if (asked === 2) setImmediate(done.resolve);
        const last = path.split('/').at(-1) ?? '';
        return { status: 404, body: undefined, ...answers[last] };
      },
    },
    chaosMesh: () => installed,
    monotonic: () => 5_000,
  });
  assert.equal(facts.seen(), undefined);
  facts.start();
  await done.promise;
  await facts.stop();
  assert.equal(asked, 2, 'one look, and nothing asked between');
  return facts.seen();
}

test('a look finds the versions and what Chaos Mesh calls remote clusters', async () => {
  const answers = {
    version: { status: 200, body: { gitVersion: 'v1.34.2' } },
    remoteclusters: { status: 200, body: { items: [remote] } },
  };
  const seen = await seenWhere(answers, '2.8.3');
  assert.deepEqual(seen, {
    kubernetes: 'v1.34.2',
    chaosMesh: '2.8.3',
    remotes: [{ name: 'edge', namespace: 'chaos-mesh', version: '2.8.3', ready: true }],
    ageMs: 0,
  });
});

test('what may not be read or is not served is left out, and a cluster that fails is not known', async () => {
  const version = { status: 200, body: { gitVersion: 'v1.34.2' } };
  const forbidden = await seenWhere({ version, remoteclusters: { status: 403 } });
  assert.deepEqual(forbidden, { kubernetes: 'v1.34.2', remotes: [], ageMs: 0 });
  assert.equal(await seenWhere({ version, remoteclusters: { status: 500 } }), undefined);
});
