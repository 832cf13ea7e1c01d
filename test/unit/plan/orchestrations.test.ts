// What a Schedule or Workflow could do at most, and what the policy says of all of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phraseOf } from '../../../src/chaos/describe.ts';
import type { Experiment } from '../../../src/chaos/experiment.ts';
import { checkYaml } from '../../../src/chaos/yaml/check-yaml.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { changed, SCHEDULE, WORKFLOW } from '../chaos/orchestration-yaml.ts';
import { aPod, aWorkload } from '../chaos/sample-objects.ts';
import { request } from './shop.ts';

const pods = [
  ...['web-a', 'web-b', 'web-c'].map((name) => aPod(name)),
  ...['cart-a', 'cart-b', 'cart-c', 'cart-d'].map((name) =>
    aPod(name, { labels: { app: 'cart' }, owner: { kind: 'Deployment', name: 'cart' } }),
  ),
];
const picture = { pods, workloads: [aWorkload('web'), aWorkload('cart', { replicas: 4, ready: 4 })] };
const limits = { maxDurationSeconds: 600, maxPods: 10, maxShare: 1 };
const free = { name: 'free', outcome: { kind: 'allow' }, limits: {} } as const;
const policy = createPolicy({ protectedNamespaces: ['vault'], limits, rules: [free] });

function experiment(text: string): Experiment {
  const checked = checkYaml(text, { cluster: 'staging', namespace: 'shop' });
  assert.ok(checked.ok);
  const [document] = checked.documents;
  assert.ok(document?.experiment, JSON.stringify(document?.findings));
  return document.experiment;
}

const planOf = (text: string, over = {}) =>
  makePlan(request(picture, { experiment: experiment(text), policy, ...over }));

test('a Schedule says what it does, how often, and until when', async () => {
  const plan = await planOf(SCHEDULE);
  assert.equal(phraseOf(plan.experiment).title, 'Every 10 minutes: delay 200 ms');
  assert.deepEqual(plan.affected, { least: 1, most: 1 });
  assert.equal(plan.experiment.durationSeconds, 7_200);
  assert.equal(plan.manifest.metadata.annotations?.['faultline.dev/for'], '2h');
  const starts = plan.findings.find(({ check }) => check === 'next-starts');
  assert.match(starts?.sentence ?? '', /12 times until it is deleted/);
});

test('the next three starts of a cron expression are told with their day and zone', async () => {
  const plan = await planOf(changed(SCHEDULE, ['@every 10m', '0 9 * * 1-5'], ['2h', '24h']), {
    now: Date.UTC(2026, 10, 25, 8, 30),
  });
  const starts = plan.findings.find(({ check }) => check === 'next-starts');
  assert.match(starts?.sentence ?? '', /1 time until it is deleted: 25 Nov 09:00 UTC\./);
});

test('runs of a Schedule that may overlap are added up', async () => {
  const plan = await planOf(changed(SCHEDULE, ['Forbid', 'Allow'], ['30s', '15m']), { policy: open() });
  assert.equal(plan.affected.most, 2);
});

function open() {
  return createPolicy({
    protectedNamespaces: [],
    limits: { ...limits, maxDurationSeconds: 3_600 },
    rules: [free],
  });
}

test('of a Workflow what runs side by side is added up, and what follows is not', async () => {
  const plan = await planOf(WORKFLOW);
  assert.equal(phraseOf(plan.experiment).title, 'Workflow of 4 steps: delay 200 ms, fail');
  assert.equal(plan.affected.most, 3);
  assert.deepEqual(
    plan.workloads.map(({ name }) => name),
    ['cart', 'web'],
  );
  assert.equal(plan.candidates.length, 7);
  assert.equal(plan.experiment.durationSeconds, 30 + 10 + 30 + 60);
});

test('one part that is refused refuses the whole', async () => {
  const away = 'labelSelectors: { app: cart }, namespaces: [vault]';
  const plan = await planOf(changed(WORKFLOW, ['labelSelectors: { app: cart }', away]));
  assert.equal(plan.verdict.kind, 'refuse');
  assert.equal(plan.verdict.rule, 'protected-namespaces');
});

test('whoever must agree to any part must agree to the whole', async () => {
  const asking = (group: string, action: string, start: 'auto' | 'requester') => ({
    name: group,
    when: `action == "${action}"`,
    outcome: { kind: 'approvals', approvals: [{ group, count: 1 }], start, expireSeconds: 60 } as const,
    limits: {},
  });
  const rules = [asking('sre', 'delay', 'auto'), asking('owners', 'pod-failure', 'requester')];
  const plan = await planOf(WORKFLOW, { policy: createPolicy({ protectedNamespaces: [], limits, rules }) });
  assert.ok(plan.verdict.kind === 'approvals');
  assert.deepEqual(
    plan.verdict.approvals.map(({ group }) => group),
    ['sre', 'owners'],
  );
  assert.equal(plan.verdict.start, 'requester');
});

test('a Workflow with a Task is judged as one that runs code', async () => {
  const task = 'Task, deadline: 10s, task: { container: { name: a, image: busybox } } }';
  const rule = {
    name: 'no code',
    when: 'risk == "code"',
    outcome: { kind: 'refuse', sentence: 'No code.' },
    limits: {},
  } as const;
  const plan = await planOf(changed(WORKFLOW, [/Suspend.*/u, task]), {
    policy: createPolicy({ protectedNamespaces: [], limits, rules: [rule, free] }),
  });
  assert.equal(plan.verdict.kind, 'refuse');
});

test('a limit on pods is asked about all that can be hit at one time', async () => {
  const few = createPolicy({ protectedNamespaces: [], limits: { ...limits, maxPods: 2 }, rules: [free] });
  const plan = await planOf(WORKFLOW, { policy: few });
  assert.match(plan.verdict.kind === 'refuse' ? plan.verdict.sentence : '', /can hit 3 pods/);
});

test('what is found in a part stands where that part stands', async () => {
  const plan = await planOf(changed(WORKFLOW, ["value: '2'", "value: '4'"]));
  assert.ok(
    plan.findings.some(({ path }) => path.startsWith('spec.templates[4].podChaos')),
    JSON.stringify(plan.findings),
  );
});

test('another interval, step or length is another digest', async () => {
  const plans = [SCHEDULE, changed(SCHEDULE, ['10m', '11m']), changed(SCHEDULE, ['2h', '3h'])];
  const digests = await Promise.all(plans.map(async (text) => (await planOf(text)).digest));
  assert.equal(new Set(digests).size, 3);
});
