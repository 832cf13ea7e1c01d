import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KubeConfig } from '@kubernetes/client-node';
import { createClock } from '../../../playground/clock.ts';
import { kubeconfigFor } from '../../../playground/cluster/kubeconfig.ts';
import { createSandboxCluster, type SandboxCluster } from '../../../playground/cluster/sandbox.ts';
import { shopObjects } from '../../../playground/cluster/shop.ts';
import { findAction } from '../../../src/chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../../src/chaos/catalogue/parse-parameters.ts';
import type { CacheChange, ChaosObject, Pod } from '../../../src/chaos/cluster.ts';
import { createKubeCache, type KubeCache } from '../../../src/chaos/kube-cache.ts';
import { createKubeCluster, type KubeCluster } from '../../../src/chaos/kube-cluster.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import { proveRecovery } from '../../../src/chaos/proof.ts';
import { resolveTarget } from '../../../src/chaos/target.ts';
import { createLatch, latchCovers } from '../../../src/halt/latch.ts';
import { sealed, verifySeal } from '../../../src/halt/seal.ts';
import { anExperiment } from './sample-objects.ts';

const ROOT = { user: 'root', groups: ['admins'] };
const KEYS = ['a-key'];

interface World {
  readonly sandbox: SandboxCluster;
  readonly cluster: KubeCluster;
  readonly cache: KubeCache;
  /** Resolves with the first change, past or coming, that satisfies the condition. */
  until(condition: (change: CacheChange) => boolean): Promise<CacheChange>;
}

const ADMINS = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'admins' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'everything' },
  subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'admins' }],
};

const EVERYTHING = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'everything' },
  rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
};

async function inSandbox(run: (world: World) => Promise<void>): Promise<void> {
  const sandbox = createSandboxCluster({
    name: 'staging',
    clock: createClock(),
    speed: 50,
    tokens: { 'bot-token': { user: 'bot', groups: ['system:masters'] } },
    objects: [...shopObjects({ replicas: { web: 3, cart: 2 }, namespace: 'shop' }), EVERYTHING, ADMINS],
  });
  await sandbox.start();
  const kubeConfig = new KubeConfig();
  const clusters = [{ name: 'staging', url: sandbox.url, token: 'bot-token' }];
  kubeConfig.loadFromString(kubeconfigFor({ clusters, user: 'bot' }));
  const cluster = createKubeCluster({ name: 'staging', production: false, kubeConfig });
  const cache = createKubeCache({ connection: cluster.connection });
  const until = watching(cache);
  cache.start();
  await cache.whenSynced(AbortSignal.timeout(5000));
  try {
    await until(() => cache.pods('shop').filter((pod) => pod.ready).length === 5);
    await run({ sandbox, cluster, cache, until });
  } finally {
    await cache.stop();
    await cluster.close();
    await sandbox.stop();
  }
}

function watching(cache: KubeCache): World['until'] {
  const changes: CacheChange[] = [];
  let look = (): void => undefined;
  cache.onChange((change) => {
    changes.push(change);
    look();
  });
  return (condition) =>
    new Promise((resolve) => {
      look = () => {
        const found = changes.find(condition);
        if (found !== undefined) resolve(found);
      };
      look();
    });
}

function manifestFor(line: string, name: string) {
  const [verb = '', value] = line.split(' ');
  const action = findAction(verb);
  assert.ok(action);
  const answer = parseParameters(action, {}, value);
  assert.ok(answer.ok);
  const experiment = anExperiment({ kind: action.kind, action: action.id, parameters: answer.parameters });
  return manifestOf(experiment, name);
}

function isInjected({ records }: ChaosObject): boolean {
  return records.length > 0 && records.every((record) => record.phase === 'Injected');
}

function experimentIs(name: string, condition: (object: ChaosObject, gone: boolean) => boolean) {
  return (change: CacheChange): boolean =>
    change.kind === 'experiment' &&
    change.object.name === name &&
    condition(change.object, change.gone !== undefined);
}

async function residueOf(
  cluster: KubeCluster,
  pods: readonly Pod[],
): Promise<Record<string, readonly string[]>> {
  const entries = pods.map(
    async (pod) => [`shop/${pod.name}`, await cluster.residue('shop', pod.name)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

test('the cache knows what can be hit', async () => {
  await inSandbox(async ({ cache }) => {
    assert.ok(cache.namespaces().includes('shop'));
    const around = { namespace: 'shop', workloads: cache.workloads('shop'), pods: cache.pods('shop') };
    const answer = resolveTarget('web', around);
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.deepEqual(answer.labels, { app: 'web' });
    assert.equal(answer.workload?.replicas, 3);
    assert.equal(cache.budgets('shop')[0]?.name, 'web');
    assert.deepEqual(cache.faults(), []);
  });
});

for (const line of ['kill', 'fail', 'delay 200ms', 'cpu 80%']) {
  test(`${line}: created as a person, seen injected, deleted, and proven recovered`, async () => {
    await inSandbox(async ({ sandbox, cluster, cache, until }) => {
      const [verb] = line.split(' ');
      const name = `${verb}-web-r-1`;
      const before = cache.pods('shop').filter((pod) => pod.labels['app'] === 'web');
      const manifest = sealed(
        manifestFor(line, name),
        {
          ...{ run: 'r-1', cluster: 'staging', spec: 's', requester: 'U1', approvers: [] },
          ...{ digest: 'd', channel: 'C', plannedEnd: 0, head: 'h' },
        },
        KEYS,
      );
      const dry = await cluster.create(manifest, ROOT, { dryRun: true });
      assert.ok(dry.ok, JSON.stringify(dry));
      const created = await cluster.create(manifest, ROOT);
      assert.ok(created.ok, JSON.stringify(created));
      assert.equal(verifySeal(created.object, KEYS).ok, true);
      await until(experimentIs(name, isInjected));
      const { uid } = created.object;
      assert.deepEqual(await cluster.remove(manifestRef(manifest), uid), { ok: true, gone: false });
      const gone = await until(experimentIs(name, (_, isGone) => isGone));
      assert.equal(await cluster.get(manifestRef(manifest)), undefined);
      assert.ok(gone.kind === 'experiment');
      await proven({ sandbox, cluster, before, object: gone.object });
    });
  });
}

function manifestRef({ kind, metadata }: ReturnType<typeof manifestFor>) {
  return { kind, namespace: metadata.namespace, name: metadata.name };
}

interface Ended {
  readonly sandbox: SandboxCluster;
  readonly cluster: KubeCluster;
  readonly before: readonly Pod[];
  readonly object: ChaosObject;
}

/** Looks again until the proof is complete, as verifying does; the test runner's own limit ends it otherwise. */
async function proven({ sandbox, cluster, before, object }: Ended): Promise<void> {
  for (;;) {
    const pods = await cluster.pods('shop', { app: 'web' });
    const proof = proveRecovery({
      object,
      absent: true,
      pods,
      residue: await residueOf(cluster, pods),
      before: Object.fromEntries(before.map((pod) => [`shop/${pod.name}`, pod])),
      expectedReady: 3,
      counts: ({ labels }) => labels['app'] === 'web',
    });
    if (proof.clean !== 'clean') continue;
    assert.ok(proof.targets.length > 0);
    for (const pod of pods) assert.deepEqual(sandbox.carriesFault('shop', pod.name), []);
    return;
  }
}

test('stress’s silent error is never proven recovered', async () => {
  await inSandbox(async ({ sandbox, cluster, cache, until }) => {
    const manifest = manifestFor('cpu 80%', 'cpu-web-r-2');
    const created = await cluster.create(manifest, ROOT);
    assert.ok(created.ok);
    await until(experimentIs('cpu-web-r-2', isInjected));
    sandbox.faults.set({ stressSilentRecover: true });
    await cluster.remove(manifestRef(manifest), created.object.uid);
    await until(experimentIs('cpu-web-r-2', (object) => object.desiredPhase === 'Stop'));
    const object = await cluster.get(manifestRef(manifest));
    assert.ok(object);
    const proof = proveRecovery({
      object,
      absent: false,
      pods: await cluster.pods('shop', { app: 'web' }),
      residue: {},
      before: Object.fromEntries(cache.pods('shop').map((pod) => [`shop/${pod.name}`, pod])),
      expectedReady: 3,
      counts: ({ labels }) => labels['app'] === 'web',
    });
    assert.equal(proof.clean, 'carries');
  });
});

test('a person without rights gets the cluster’s refusal in words, and Chaos Mesh’s webhooks theirs', async () => {
  await inSandbox(async ({ sandbox, cluster }) => {
    const nobody = await cluster.create(manifestFor('kill', 'x'), { user: 'olga', groups: [] });
    assert.ok(!nobody.ok);
    assert.equal(nobody.refusal.reason, 'forbidden');
    assert.match(nobody.refusal.sentence, /olga/);
    const { spec, ...rest } = manifestFor('fail', 'y');
    const wrong = await cluster.create({ ...rest, spec: { ...spec, mode: 'fixed', value: '0' } }, ROOT);
    assert.equal(!wrong.ok && wrong.refusal.reason, 'denied');
    const unknown = await cluster.create({ ...rest, spec: { ...spec, foo: 1 } }, ROOT);
    assert.ok(!unknown.ok);
    assert.equal(unknown.refusal.reason, 'invalid');
    assert.deepEqual(unknown.refusal.fields, ['spec.foo']);
    sandbox.faults.set({ controllerDown: true });
    const down = await cluster.create({ ...rest, spec }, ROOT);
    assert.equal(!down.ok && down.refusal.reason, 'no-webhook');
  });
});

test('a pause is set and taken away as a person, on that very object alone', async () => {
  await inSandbox(async ({ cluster, until }) => {
    const created = await cluster.create(manifestFor('delay 1s', 'held'), ROOT);
    assert.ok(created.ok);
    const paused = await cluster.pause(created.object, true, ROOT, { dryRun: true });
    assert.equal(paused.ok && paused.object.paused, true);
    assert.equal((await cluster.get(created.object))?.paused, false);
    assert.ok((await cluster.pause(created.object, true, ROOT)).ok);
    await until(experimentIs('held', ({ desiredPhase }) => desiredPhase === 'Stop'));
    assert.ok((await cluster.pause(created.object, false, ROOT)).ok);
    assert.equal((await cluster.get(created.object))?.paused, false);
    const other = await cluster.pause({ ...created.object, uid: 'another' }, true, ROOT);
    assert.equal(!other.ok && other.refusal.reason, 'conflict');
    const stranger = await cluster.pause(created.object, true, { user: 'eve', groups: [] });
    assert.equal(!stranger.ok && stranger.refusal.reason, 'forbidden');
  });
});

test('the latch is kept in the cluster', async () => {
  await inSandbox(async ({ sandbox, cluster }) => {
    const latch = createLatch({ namespace: 'faultline' });
    assert.equal((await latch.read(cluster)).state, 'open');
    await latch.close(cluster, { scope: 'all', by: 'ana', at: 1, reason: 'page' });
    assert.equal(latchCovers(await latch.read(cluster), 'shop'), true);
    await latch.askRelease(cluster, { by: 'ana', at: 2, reason: 'over' });
    assert.equal((await latch.confirmRelease(cluster, 'jon')).ok, true);
    assert.equal((await latch.read(cluster)).state, 'open');
    sandbox.faults.set({ http500: {} });
    assert.equal((await latch.read(cluster)).state, 'unreadable');
  });
});

test('watches that are cut and versions that expire lose nothing', async () => {
  await inSandbox(async ({ sandbox, cluster, cache, until }) => {
    sandbox.faults.set({ watchCut: true, compact: true });
    const created = await cluster.create(manifestFor('delay 1s', 'late'), ROOT);
    assert.ok(created.ok);
    await until(experimentIs('late', isInjected));
    assert.deepEqual(
      cache.experiments().map(({ name }) => name),
      ['late'],
    );
  });
});
