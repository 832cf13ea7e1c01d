import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  ChaosObject,
  Cluster,
  ClusterCache,
  CreateAnswer,
  Pod,
  Workload,
} from '../../../src/chaos/cluster.ts';
import { matchesLabels } from '../../../src/chaos/selector.ts';
import { createClusterEffects } from '../../../src/runs/effects/cluster-effects.ts';
import type { ClusterEffectDeps, LatchState } from '../../../src/runs/effects/ports.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { aWorkload, aPod as pod } from '../chaos/sample-objects.ts';
import { after, ana, draft, object, plan, T0, target, untilRunning, untilStarting } from './sample-run.ts';

const signal = new AbortController().signal;
const context = { now: T0, signal };
const ours = {
  labels: { 'faultline.dev/run': 'r-234567' },
  annotations: { 'faultline.dev/digest': plan().digest },
};

interface World {
  readonly standing?: ChaosObject;
  readonly create?: CreateAnswer;
  readonly latch?: LatchState;
  readonly pods?: readonly Pod[];
  readonly residue?: readonly string[];
  /** Absent: in every namespace. */
  readonly residueIn?: string;
  readonly remove?: Awaited<ReturnType<Cluster['remove']>>;
  readonly synced?: boolean;
  readonly workloads?: readonly Workload[];
}

function effects(world: World) {
  const calls: string[] = [];
  const cluster = {
    name: 'staging',
    production: false,
    get: async () => {
      calls.push('get');
      return world.standing;
    },
    create: async () => {
      calls.push('create');
      return world.create ?? { ok: true, object: object(ours) };
    },
    remove: async () => world.remove ?? { ok: true, gone: false },
    pods: async (namespace: string, labels: Readonly<Record<string, string>>) =>
      (world.pods ?? []).filter((one) => one.namespace === namespace && matchesLabels(labels, one.labels)),
    residue: async (namespace: string) =>
      (world.residueIn ?? namespace) === namespace ? (world.residue ?? []) : [],
  } as unknown as Cluster;
  const cache = {
    synced: () => world.synced ?? true,
    workloads: () => world.workloads ?? [],
    pods: () => world.pods ?? [],
  } as unknown as ClusterCache;
  const deps: ClusterEffectDeps = {
    clusters: (name) => (name === 'staging' ? { cluster, cache } : undefined),
    planAgain: async () => plan(),
    chooseAsked: async () => [],
    latch: async () => world.latch ?? { state: 'open' },
    rightOfWay: async () => undefined,
    sealed: (record) => record.plan.manifest,
  };
  return { runners: createClusterEffects(deps), calls };
}

const starting = (): RunRecord => after(draft(), ...untilStarting());
const tried = (): RunRecord => after(draft(), ...untilStarting(), { kind: 'creating' });
const running = (): RunRecord => after(draft(), ...untilRunning());

test('before anything is known of the cluster nothing is checked and nothing goes through the gate', async () => {
  const { runners } = effects({ synced: false });
  const unknown = /what is in staging is not known yet/;
  await assert.rejects(async () => runners.check.run({ kind: 'check' }, draft(), context), unknown);
  await assert.rejects(async () => runners.gate.run({ kind: 'gate' }, draft(), context), unknown);
});

test('a first create asks the latch and posts; what stands is not asked for', async () => {
  const { runners, calls } = effects({});
  const answer = await runners.create.run({ kind: 'create' }, starting(), context);
  assert.equal(answer?.kind, 'created');
  assert.deepEqual(calls, ['create']);
});

test('after a create whose answer was lost, what stands under the name is taken', async () => {
  const { runners, calls } = effects({ standing: object(ours) });
  assert.equal((await runners.create.run({ kind: 'create' }, tried(), context))?.kind, 'created');
  assert.deepEqual(calls, ['get']);
});

test('AlreadyExists with the same run and digest is done, with another it is a refusal', async () => {
  const exists: CreateAnswer = {
    ok: false,
    refusal: { reason: 'exists', sentence: 'already exists', fields: [] },
  };
  const same = effects({ standing: object(ours), create: exists });
  assert.equal((await same.runners.create.run({ kind: 'create' }, starting(), context))?.kind, 'created');
  const other = effects({ standing: object(), create: exists });
  assert.equal(
    (await other.runners.create.run({ kind: 'create' }, starting(), context))?.kind,
    'create-refused',
  );
});

test('an object of ours that somebody deletes already is taken: it must not be made again', async () => {
  const { runners } = effects({ standing: object({ ...ours, deleting: true }) });
  assert.equal((await runners.create.run({ kind: 'create' }, tried(), context))?.kind, 'created');
});

test('a refusal with nothing standing ends the start in the server’s words; a throttled one is tried again', async () => {
  const denied = effects({
    create: { ok: false, refusal: { reason: 'denied', sentence: 'no rights', fields: [] } },
  });
  const answer = await denied.runners.create.run({ kind: 'create' }, starting(), context);
  assert.ok(answer?.kind === 'create-refused' && answer.refusal.sentence === 'no rights');
  const slow = effects({
    create: { ok: false, refusal: { reason: 'throttled', sentence: 'slow down', fields: [] } },
  });
  await assert.rejects(slow.runners.create.run({ kind: 'create' }, starting(), context), /slow down/);
});

test('a latch that closed after the gate stops the create; an unreadable one delays it', async () => {
  const closed = effects({ latch: { state: 'closed', sentence: 'halted by Jon' } });
  assert.equal(
    (await closed.runners.create.run({ kind: 'create' }, starting(), context))?.kind,
    'create-refused',
  );
  assert.deepEqual(closed.calls, []);
  const unread = effects({ latch: { state: 'unreadable' } });
  await assert.rejects(unread.runners.create.run({ kind: 'create' }, starting(), context), /latch/);
});

test('the gate notes the pods as they were before', async () => {
  const { runners } = effects({
    pods: [pod('web-a'), pod('web-b', { ready: false }), pod('cart', { labels: { app: 'cart' } })],
  });
  const gate = await runners.gate.run({ kind: 'gate' }, starting(), context);
  assert.ok(gate?.kind === 'gate');
  assert.equal(gate.before?.ready, 1);
  assert.deepEqual(Object.keys(gate.before?.pods ?? {}), ['shop/web-a', 'shop/web-b']);
});

test('the check refuses while starts are halted, before anybody is asked', async () => {
  const { runners } = effects({ latch: { state: 'closed', sentence: 'staging was halted by Jon' } });
  const checked = await runners.check.run({ kind: 'check' }, starting(), context);
  assert.ok(checked?.kind === 'checked');
  assert.equal(checked.plan.findings[0]?.sentence, 'staging was halted by Jon.');
});

test('the gate passes on why it is closed', async () => {
  const { runners } = effects({ latch: { state: 'closed', sentence: 'halted by Jon' } });
  const gate = await runners.gate.run({ kind: 'gate' }, starting(), context);
  assert.ok(gate?.kind === 'gate' && gate.sentence === 'halted by Jon');
});

test('looking tells of ready pods only while the cache is level with the cluster', async () => {
  const level = effects({ standing: object(ours), pods: [pod('web-a')] });
  const seen = await level.runners.look.run({ kind: 'look' }, running(), context);
  assert.deepEqual(seen?.kind === 'seen' && seen.ready, { now: 1, of: 3 });
  const stale = effects({ standing: object(ours), synced: false });
  const blind = await stale.runners.look.run({ kind: 'look' }, running(), context);
  assert.equal(blind?.kind === 'seen' && blind.ready, undefined);
});

test('a 404 is gone, and so is a stranger under the name of an object never seen', async () => {
  assert.deepEqual(await effects({}).runners.look.run({ kind: 'look' }, running(), context), {
    kind: 'gone',
    uid: 'uid-1',
  });
  const stranger = effects({ standing: object() });
  assert.deepEqual(await stranger.runners.look.run({ kind: 'look' }, tried(), context), { kind: 'gone' });
});

test('a deletion is accepted, or the object was gone already; a refusal is tried again', async () => {
  assert.equal(
    (await effects({}).runners.remove.run({ kind: 'remove' }, running(), context))?.kind,
    'removed',
  );
  const gone = effects({ remove: { ok: true, gone: true } });
  assert.equal((await gone.runners.remove.run({ kind: 'remove' }, running(), context))?.kind, 'gone');
  const refused = effects({
    remove: { ok: false, refusal: { reason: 'forbidden', sentence: 'not allowed', fields: [] } },
  });
  await assert.rejects(refused.runners.remove.run({ kind: 'remove' }, running(), context), /not allowed/);
  assert.equal(await effects({}).runners.remove.run({ kind: 'remove' }, starting(), context), undefined);
});

function verifying(records = [target('shop/web-a', 'Not Injected', [1, 1])]): RunRecord {
  const last = object({ deleting: true, desiredPhase: 'Stop', records });
  return after(draft(), ...untilRunning(), { kind: 'stop', by: ana }, { kind: 'gone', uid: 'uid-1', last });
}

async function complete(record: RunRecord, world: World): Promise<boolean | undefined> {
  const proof = await effects(world).runners.prove.run({ kind: 'prove' }, record, context);
  return proof?.kind === 'proved' ? proof.proof.complete : undefined;
}

const three = [pod('web-a'), pod('web-b'), pod('web-c')];

test('the proof is complete when the pods are ready and carry nothing of ours', async () => {
  assert.equal(await complete(verifying(), { pods: three }), true);
});

test('nothing is proven while a target carries the fault, or is not ready, or too few are', async () => {
  assert.equal(await complete(verifying(), { pods: three, residue: ['shop/delay-web-r-234567'] }), false);
  assert.equal(
    await complete(verifying(), { pods: [pod('web-a', { ready: false }), ...three.slice(1)] }),
    false,
  );
  assert.equal(await complete(verifying(), { pods: three.slice(0, 2) }), false);
});

test('the other end of a network fault is looked at too, in whatever namespace it stands', async () => {
  const ends = ['shop/web-a', 'orders/cart-a'].map((id) => target(id, 'Not Injected', [1, 1]));
  const record = { ...verifying(), records: ends };
  const pods = [...three, pod('cart-a', { namespace: 'orders', labels: { app: 'cart' } })];
  const residue = ['shop/delay-web-r-234567'];
  assert.equal(await complete(record, { pods }), true);
  assert.equal(await complete(record, { pods, residue, residueIn: 'orders' }), false);
});

test('an object that still stands and has not stopped proves nothing', async () => {
  const standing = object({
    ...ours,
    desiredPhase: 'Run',
    records: [target('shop/web-a', 'Injected', [1, 0])],
  });
  const stopped = after(draft(), ...untilRunning(), { kind: 'stop', by: ana });
  assert.equal(await complete({ ...stopped, phase: 'stuck' }, { standing, pods: three }), false);
});

test('that nothing was ever made is the cluster’s to say, and only once nothing can land any more', async () => {
  const sent = { ...starting(), createSentAt: T0 - 5_000 };
  assert.equal(await effects({}).runners.prove.run({ kind: 'prove' }, sent, context), undefined);
  assert.equal(await complete({ ...sent, createSentAt: T0 - 15_000 }, {}), true);
  const found = await effects({ standing: object(ours) }).runners.prove.run({ kind: 'prove' }, sent, context);
  assert.equal(found?.kind, 'seen');
});

test('a workload that was scaled down meanwhile is whole with fewer pods', async () => {
  assert.equal(
    await complete(verifying(), { pods: three.slice(0, 2), workloads: [aWorkload('web', { replicas: 2 })] }),
    true,
  );
});

test('a target whose labels were changed is looked for by its name', async () => {
  const moved = [pod('web-a', { labels: { quarantine: 'yes' } }), ...three.slice(1), pod('web-d')];
  assert.equal(await complete(verifying(), { pods: moved, residue: ['shop/delay-web-r-234567'] }), false);
});

test('a cluster that the configuration no longer names is said by name', async () => {
  const elsewhere = { ...plan().experiment, target: { ...plan().experiment.target, cluster: 'old' } };
  const record = { ...running(), plan: plan({ experiment: elsewhere }) };
  await assert.rejects(effects({}).runners.look.run({ kind: 'look' }, record, context), /no cluster old/);
});

test('pods chosen by name are proven with those their workload made anew', async () => {
  const selector = { pods: { shop: ['web-a'] } };
  const killed = running();
  const experiment = {
    ...killed.plan.experiment,
    target: { ...killed.plan.experiment.target, labels: {}, selector },
  };
  const record: RunRecord = {
    ...killed,
    plan: { ...killed.plan, experiment },
    before: { ready: 3, pods: {} },
  };
  const anew = ['web-b', 'web-c', 'web-d'].map((name) => pod(name));
  const stranger = pod('cart-a', { owner: { kind: 'Deployment', name: 'cart' } });
  const { runners } = effects({ pods: [...anew, stranger], workloads: [aWorkload('web')], residue: [] });
  const answer = await runners.prove.run({ kind: 'prove' }, record, context);
  assert.ok(answer?.kind === 'proved');
  assert.deepEqual(answer.ready, { now: 3, of: 3 });
});
