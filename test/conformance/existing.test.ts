// The suite on a cluster of one's own: a sandbox stands in for it, reached by a kubeconfig and nothing else.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createClock } from '../../playground/clock.ts';
import { kubeconfigFor } from '../../playground/cluster/kubeconfig.ts';
import { createSandboxCluster } from '../../playground/cluster/sandbox.ts';
import { shopObjects } from '../../playground/cluster/shop.ts';
import { life } from './cases/life.ts';
import { openExisting } from './existing-world.ts';
import { createScene } from './scene.ts';
import { hasPower } from './world.ts';

test('a kubeconfig is enough to hold a cluster to the cases, but for those that break what is behind it', async (t) => {
  const cluster = createSandboxCluster({
    name: 'mine',
    clock: createClock(),
    tokens: { token: { user: 'admin', groups: ['system:masters'] } },
    objects: shopObjects({ replicas: {}, namespace: 'shop' }),
  });
  await cluster.start();
  t.after(() => cluster.stop());
  const folder = await mkdtemp(join(tmpdir(), 'faultline-existing-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'kubeconfig.yaml');
  await writeFile(
    path,
    kubeconfigFor({ user: 'me', clusters: [{ name: 'mine', url: cluster.url, token: 'token' }] }),
  );
  const { world, close } = await openExisting(path);
  const [one] = life.cases;
  assert.ok(one);
  const scene = await createScene(world);
  assert.deepEqual(await one.observe(scene), one.expected);
  await scene.close();
  await close();
  assert.deepEqual(
    (['daemon', 'controller', 'probe'] as const).filter((power) => hasPower(world, power)),
    [],
  );
});
