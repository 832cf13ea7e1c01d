// What a plan says before anything happens.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterUnavailable, type CreateAnswer } from '../../../src/chaos/cluster.ts';
import { blocked, warns } from '../../../src/plan/drift.ts';
import { makePlan, type PlanRequest } from '../../../src/plan/make-plan.ts';
import { ana, failWeb, killWeb, type Picture, pod, policy, request, web } from './shop.ts';

async function checksOf(picture: Picture, over: Partial<PlanRequest> = {}): Promise<readonly string[]> {
  const { findings } = await makePlan(request(picture, over));
  return findings.map(({ severity, check }) => `${severity} ${check}`);
}

const refused = (
  reason: 'forbidden' | 'invalid' | 'throttled',
  fields: readonly string[] = [],
): CreateAnswer => ({
  ok: false,
  refusal: { reason, sentence: 'The server said no.', fields },
});

test('killing one of three pods finds nothing wrong and names what would happen', async () => {
  const plan = await makePlan(request());
  assert.deepEqual(plan.findings, []);
  assert.deepEqual(plan.verdict, { kind: 'allow', rule: 'free' });
  assert.deepEqual(plan.candidates, ['a', 'b', 'c']);
  assert.deepEqual(plan.affected, { least: 1, most: 1 });
  assert.deepEqual(plan.headroom, { staysReady: 2 });
  assert.deepEqual(plan.workloads, [{ kind: 'Deployment', name: 'web', replicas: 3, ready: 3 }]);
  assert.deepEqual(plan.defaults, ['1 pod', '2 minutes']);
  assert.equal(plan.manifest.metadata.name, 'kill-web-r-7k3m9q');
  assert.equal(plan.oneShot, true);
  assert.equal(plan.dryRun, false);
  assert.match(plan.digest, /^[0-9a-f]{64}$/);
  assert.equal(blocked(plan) || warns(plan), false);
});

test('rollouts change neither the digest nor the promise', async () => {
  const before = await makePlan(request());
  const pods = ['x', 'y', 'z'].map((name) => pod(name, { ready: name !== 'z' }));
  const after = await makePlan(request({ pods, workloads: [web(3, 2)] }));
  assert.equal(after.digest, before.digest);
});

test('another manifest, workload, size, rule or approval is another digest', async () => {
  const prod = { name: 'prod', production: true };
  const plans = await Promise.all([
    makePlan(request()),
    makePlan(request({}, { name: 'kill-web-r-other1' })),
    makePlan(request({ workloads: [{ ...web(3), name: 'web2' }] })),
    makePlan(request({ workloads: [web(4)] })),
    makePlan(request({}, { cluster: prod })),
    makePlan(request({}, { experiment: failWeb })),
    makePlan(request({}, { experiment: { ...killWeb, target: { ...killWeb.target, cluster: 'qa' } } })),
  ]);
  assert.equal(new Set(plans.map(({ digest }) => digest)).size, plans.length);
});

test('a choice across namespaces is planned, counted and bound with all of them', async () => {
  const target = {
    ...killWeb.target,
    labels: {},
    selector: { pods: { shop: ['a'], orders: ['z'] } },
  };
  const elsewhere = { ...web(1), namespace: 'orders' };
  const { cache } = request();
  const both = {
    experiment: { ...killWeb, target },
    cache: {
      ...cache,
      pods: (ns: string) => (ns === 'shop' ? [pod('a')] : [pod('z', { namespace: 'orders' })]),
      workloads: (ns: string) => (ns === 'shop' ? [web(3)] : [elsewhere]),
      budgets: (namespace: string) => [
        { namespace, name: namespace, selector: {}, disruptionsAllowed: namespace === 'shop' ? 1 : 0 },
      ],
    },
  };
  const plan = await makePlan(request({}, both));
  assert.deepEqual(plan.candidates, ['a', 'orders/z']);
  assert.deepEqual(plan.workloads.map(({ namespace }) => namespace).toSorted(), ['orders', undefined]);
  assert.equal(plan.headroom?.budget?.name, 'orders');
  const alone = { ...target, selector: { pods: { shop: ['a'] } } };
  const one = await makePlan(request({}, { ...both, experiment: { ...killWeb, target: alone } }));
  assert.notEqual(one.digest, plan.digest);
});

test('a whole namespace is hit only where it was said outright, and is read before it starts', async () => {
  const selector = { namespaces: ['shop'], podPhaseSelectors: ['Running'] };
  const target = { ...killWeb.target, labels: {}, selector };
  const picture = {
    pods: [pod('a'), pod('b'), pod('c', { owner: { kind: 'Deployment', name: 'cart' } })],
    workloads: [web(2), { ...web(1), name: 'cart' }],
  };
  const said = { experiment: { ...killWeb, target: { ...target, word: 'shop/*' } } };
  assert.deepEqual(await checksOf(picture, said), ['warn several-workloads', 'warn single-replica']);
  const unsaid = await checksOf(picture, {
    experiment: { ...killWeb, target: { ...target, word: 'chosen' } },
  });
  assert.deepEqual(unsaid, ['block empty-selector', 'block several-workloads', 'warn single-replica']);
});

test('all findings come at once, those that block first', async () => {
  const experiment = { ...failWeb, mode: { mode: 'all' as const }, durationSeconds: 900 };
  const dryRun = async () => refused('invalid', ['spec.value']);
  const budgets = [{ namespace: 'shop', name: 'web', selector: { app: 'web' }, disruptionsAllowed: 1 }];
  const checks = await checksOf({ budgets }, { experiment, dryRun });
  assert.deepEqual(checks, [
    'block policy.max-pods',
    'block dry-run.invalid',
    'warn L25-all-replicas',
    'warn headroom.budget',
  ]);
});

test('a target without pods is blocked', async () => {
  const plan = await makePlan(request({ pods: [], workloads: [] }));
  assert.deepEqual(
    plan.findings.map(({ check }) => check),
    ['no-pods'],
  );
  assert.equal(blocked(plan), true);
});

test('where policy refuses a protected place, the lint does not say it again', async () => {
  const experiment = { ...killWeb, target: { ...killWeb.target, namespace: 'kube-system' } };
  const pods = ['a', 'b'].map((name) => pod(name, { namespace: 'kube-system' }));
  const plan = await makePlan(request({ pods }, { experiment }));
  assert.deepEqual(
    plan.findings.filter(({ check }) => check.startsWith('L12')),
    [],
  );
  assert.equal(plan.verdict.rule, 'protected-namespaces');
  assert.equal(blocked(plan), true);
});

test('when too few pods are ready for the worst choice, the plan warns', async () => {
  const pods = [pod('a'), pod('b', { ready: false }), pod('c', { ready: false })];
  const plan = await makePlan(request({ pods }));
  assert.deepEqual(
    plan.findings.map(({ sentence }) => sentence),
    ['Only 1 of 3 pods is ready now: if Chaos Mesh picks the worst, none stays ready.'],
  );
  assert.equal(warns(plan), true);
  assert.deepEqual(
    await checksOf({ pods: [...pods, pod('d', { ready: false })].map((one) => ({ ...one, ready: false })) }),
    ['warn headroom.none-ready'],
  );
});

test('a disruption budget that allows nothing offers no number of pods', async () => {
  const budgets = [{ namespace: 'shop', name: 'web', selector: { app: 'web' }, disruptionsAllowed: 0 }];
  const { findings } = await makePlan(request({ budgets }));
  assert.equal(findings[0]?.cure, undefined);
  const wide = [{ ...budgets[0], disruptionsAllowed: 2, namespace: 'shop', name: 'web', selector: {} }];
  assert.deepEqual(await checksOf({ budgets: wide }), []);
});

test('a picture that is not fresh is said to be old, and none at all blocks', async () => {
  assert.deepEqual(await checksOf({ synced: false }), ['warn cache.stale']);
  assert.deepEqual(await checksOf({ synced: false, pods: [], workloads: [] }), ['block cache.unknown']);
});

test("a dry run that passes is noted, one that does not gives the cluster's words", async () => {
  const fine = async (): Promise<CreateAnswer> => ({ ok: true, object: {} as never });
  assert.equal((await makePlan(request({}, { dryRun: fine }))).dryRun, true);
  const plan = await makePlan(request({}, { dryRun: async () => refused('forbidden') }));
  assert.deepEqual(plan.findings, [
    {
      severity: 'block',
      check: 'dry-run.forbidden',
      path: 'metadata',
      sentence: 'The server said no.',
      cure: `The cluster's rights are asked as ${ana.user}: a RoleBinding that lets them create this kind is missing.`,
    },
  ]);
  assert.equal(blocked(plan), true);
});

test('a dry run that was put off or not answered makes no plan', async () => {
  await assert.rejects(
    makePlan(request({}, { dryRun: async () => refused('throttled') })),
    ClusterUnavailable,
  );
  const silent = () => Promise.reject(new ClusterUnavailable('staging', 'no answer'));
  await assert.rejects(makePlan(request({}, { dryRun: silent })), ClusterUnavailable);
});

test('what opted out is named, although the rest of the plan could go on', async () => {
  const marks = { optOut: ['faultline.dev/chaos=never'], optIn: [] };
  const never = { 'faultline.dev/chaos': 'never' };
  const over = { policy: { ...policy, marks } };
  const pods = [pod('a'), pod('b', { annotations: never }), pod('c', { labels: { app: 'web', ...never } })];
  const byPod = await makePlan(request({ pods }, over));
  const [first] = byPod.findings;
  assert.equal(first?.check, 'opted-out');
  assert.match(first?.sentence ?? '', /^b, c opted out \(faultline\.dev\/chaos=never\)/);
  const byWorkload = await makePlan(request({ workloads: [{ ...web(3), annotations: never }] }, over));
  assert.match(byWorkload.findings[0]?.sentence ?? '', /^Deployment web opted out/);
  const { cache } = request();
  const namespaces = new Map([['shop', { labels: never, annotations: {} }]]);
  const around = { ...cache, circumstances: () => ({ namespaces }) };
  const byNamespace = await makePlan(request({}, { ...over, cache: around }));
  assert.match(byNamespace.findings[0]?.sentence ?? '', /^namespace shop opted out/);
  assert.ok(blocked(byNamespace));
});

test('only namespaces that opted in are open where the policy asks for it, and what is not known is closed', async () => {
  const over = { policy: { ...policy, marks: { optOut: [], optIn: ['chaos=welcome'] } } };
  const { cache } = request();
  const asked = (labels: Readonly<Record<string, string>> | undefined) => {
    const namespaces = labels && new Map([['shop', { labels, annotations: {} }]]);
    const around = { ...cache, circumstances: () => ({ ...(namespaces && { namespaces }) }) };
    return checksOf({}, { ...over, cache: around });
  };
  assert.ok(!(await asked({ chaos: 'welcome' })).includes('block not-opted-in'));
  assert.ok((await asked({})).includes('block not-opted-in'));
  assert.ok((await asked(undefined)).includes('block not-opted-in'));
});

test('what Chaos Mesh does not serve is blocked by what its installation says', async () => {
  const { cache } = request();
  const installation = {
    ...{ daemons: { wanted: 3, ready: 3 }, dnsServer: true, kernelServer: true, kinds: [] },
    ...{ filtersNamespaces: false, onlyNamespace: 'orders', version: '2.8.3' },
  };
  const around = { ...cache, circumstances: () => ({ installation, autoscalers: [], nodes: new Map() }) };
  assert.deepEqual(await checksOf({}, { cache: around }), ['block L12-not-served']);
});

test('of a thousand pods fifty are named and all are counted', async () => {
  const pods = Array.from({ length: 1_000 }, (_, at) => pod(`web-${String(at).padStart(4, '0')}`));
  const plan = await makePlan(request({ pods, workloads: [] }));
  assert.equal(plan.candidates.length, 50);
  assert.equal(plan.candidateCount, 1_000);
  assert.deepEqual(plan.affected, { least: 1, most: 1 });
  assert.ok(JSON.stringify(plan).length < 8_000);
  const few = await makePlan(request());
  assert.ok(!('candidateCount' in few));
});

test('whoever asks for more pods than there are is told how many there are', async () => {
  const experiment = { ...killWeb, mode: { mode: 'fixed', value: 1_000 } } as const;
  const checks = await checksOf({}, { experiment });
  assert.ok(checks.includes('info fewer-than-asked'));
});

test('a choice by labels of nodes is judged where the nodes are known, and counts all where they are not', async () => {
  const pods = [pod('a', { node: 'n1' }), pod('b', { node: 'n2' }), pod('c', { node: 'n3' })];
  const selector = { namespaces: ['shop'], labelSelectors: { app: 'web' }, podPhaseSelectors: ['Running'] };
  const asked = (disk: string, isKnown: boolean) => {
    const target = { ...killWeb.target, selector: { ...selector, nodeSelectors: { disk }, nodes: ['n3'] } };
    const nodes = new Map([['n1', { name: 'n1', labels: { disk: 'fast' } }]]);
    const { cache } = request({ pods });
    const around = { ...cache, circumstances: () => (isKnown ? { nodes } : {}) };
    return makePlan(request({ pods }, { experiment: { ...killWeb, target }, cache: around }));
  };
  const known = await asked('fast', true);
  assert.deepEqual(known.candidates, ['a', 'c']);
  assert.ok(!known.findings.some(({ check }) => check === 'selector-unknown'));
  assert.deepEqual((await asked('slow', true)).candidates, ['c']);
  const unknown = await asked('fast', false);
  assert.deepEqual(unknown.candidates, ['a', 'b', 'c']);
  assert.ok(unknown.findings.some(({ check }) => check === 'selector-unknown'));
  assert.deepEqual(known.manifest, unknown.manifest);
});

test('a healthy cluster around it adds nothing to a plan', async () => {
  const { cache } = request();
  const pods = ['a', 'b', 'c'].map((name, at) => pod(name, { node: `n${at}` }));
  const nodes = new Map(
    pods.map(({ node = '' }) => [node, { name: node, labels: { 'topology.kubernetes.io/zone': node } }]),
  );
  const installation = {
    ...{ daemons: { wanted: 3, ready: 3 }, dnsServer: true, kernelServer: true, kinds: ['PodChaos'] },
    ...{ filtersNamespaces: false, version: '2.8.3' },
  };
  const scales = { kind: 'Deployment', name: 'web' };
  const scaler = {
    namespace: 'shop',
    name: 'web',
    scales,
    most: 6,
    current: 3,
    desired: 3,
    follows: ['cpu'],
  };
  const namespaces = new Map([['shop', { labels: {}, annotations: {} }]]);
  const around = { installation, autoscalers: [scaler], nodes, namespaces };
  const over = { cache: { ...cache, pods: () => pods, circumstances: () => around } };
  assert.deepEqual((await makePlan(request({}, over))).findings, []);
});
