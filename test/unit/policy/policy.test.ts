// What policy says of an experiment: places, limits, rules, and a way to pass in every refusal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyConfig, RuleConfig } from '../../../src/config/config.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import type { PolicyQuestion } from '../../../src/policy/question.ts';
import type { Verdict } from '../../../src/policy/verdict.ts';
import { fc } from '../../seeded.ts';

const free: RuleConfig = {
  name: 'free',
  when: 'cluster == "staging" && "shop-developers" in groups',
  outcome: { kind: 'allow' },
  limits: {},
};

const production: RuleConfig = {
  name: 'production',
  when: 'production',
  outcome: {
    kind: 'approvals',
    approvals: [{ group: 'shop-owners', count: 1 }],
    start: 'requester',
    expireSeconds: 3_600,
  },
  limits: { maxShare: 0.25, maxPods: 3 },
};

function policyOf(rules: readonly RuleConfig[], over: Partial<PolicyConfig> = {}) {
  return createPolicy({
    protectedNamespaces: ['kube-system'],
    limits: { maxDurationSeconds: 600, maxPods: 10, maxShare: 1 },
    rules,
    ...over,
  });
}

interface Asked {
  readonly kind?: string;
  readonly cluster?: PolicyQuestion['cluster'];
  readonly namespace?: string;
  readonly durationSeconds?: number;
  readonly most?: number;
  readonly total?: number;
  readonly oneShot?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

function ask(asked: Asked = {}): PolicyQuestion {
  const { namespace = 'shop', durationSeconds = 120, most = 1, total = 3, oneShot = false } = asked;
  const cluster = asked.cluster ?? { name: 'staging', production: false };
  return {
    experiment: {
      kind: asked.kind ?? 'PodChaos',
      action: 'pod-kill',
      target: { cluster: cluster.name, namespace, word: 'web', labels: asked.labels ?? { app: 'web' } },
      mode: { mode: 'one' },
      durationSeconds,
      parameters: {},
    },
    risk: 'healed',
    oneShot,
    affected: { least: most, most },
    total,
    share: most / total,
    person: { id: 'U1', name: 'ana', email: 'ana@x', user: 'ana@x', groups: ['shop-developers'] },
    cluster,
  };
}

const prod = { name: 'prod', production: true };

function refusalOf(verdict: Verdict) {
  assert.equal(verdict.kind, 'refuse');
  assert(verdict.kind === 'refuse' && verdict.pass);
  return `${verdict.rule}: ${verdict.sentence} ${verdict.pass}`;
}

test('the first rule whose condition holds decides', () => {
  const policy = policyOf([free, production]);
  assert.deepEqual(policy.decide(ask()), { kind: 'allow', rule: 'free' });
  assert.deepEqual(policy.decide(ask({ cluster: prod, total: 12 })), {
    kind: 'approvals',
    rule: 'production',
    approvals: [{ group: 'shop-owners', count: 1 }],
    start: 'requester',
    expireSeconds: 3_600,
  });
});

test('a rule without a condition holds always', () => {
  const policy = policyOf([{ name: 'any', outcome: { kind: 'allow' }, limits: {} }]);
  assert.equal(policy.decide(ask()).rule, 'any');
});

test('where no rule holds the answer is no, and says whom to ask', () => {
  const text = refusalOf(policyOf([production]).decide(ask()));
  assert.match(text, /no-rule: No rule of the policy lets ana@x do pod-kill on staging\/shop/);
});

test('a protected namespace is refused before any rule', () => {
  assert.match(
    refusalOf(policyOf([free]).decide(ask({ namespace: 'kube-system' }))),
    /kube-system is protected/,
  );
});

test('a namespace that is not open on the cluster is refused', () => {
  const cluster = { name: 'staging', production: false, namespaces: ['shop', 'web'] };
  const policy = policyOf([free]);
  assert.match(refusalOf(policy.decide(ask({ cluster, namespace: 'billing' }))), /Choose one of shop, web/);
  assert.equal(policy.decide(ask({ cluster })).kind, 'allow');
});

test('the other end of a network fault must be in an open namespace too', () => {
  const policy = policyOf([free]);
  const to = (selector: object): PolicyQuestion => {
    const question = ask();
    const parameters = { target: { selector, mode: 'all' } };
    return { ...question, experiment: { ...question.experiment, kind: 'NetworkChaos', parameters } };
  };
  assert.equal(policy.decide(to({ namespaces: ['shop'], labelSelectors: { app: 'cart' } })).kind, 'allow');
  for (const selector of [{ namespaces: ['shop', 'kube-system'] }, { pods: { 'kube-system': ['dns'] } }]) {
    assert.match(refusalOf(policy.decide(to(selector))), /kube-system is protected/);
  }
});

test('every general limit refuses with the words that would pass', () => {
  const policy = policyOf([free], { limits: { maxDurationSeconds: 600, maxPods: 2, maxShare: 0.5 } });
  assert.match(refusalOf(policy.decide(ask({ durationSeconds: 900 }))), /15m is longer .* `for 10m`/);
  assert.match(refusalOf(policy.decide(ask({ most: 3, total: 12 }))), /can hit 3 pods; .* 2\. .*`pods 2`/);
  assert.match(refusalOf(policy.decide(ask({ most: 2, total: 3 }))), /2 of 3 pods, 67 %; .* `pods 1`/);
  assert.match(refusalOf(policy.decide(ask({ most: 1, total: 1 }))), /Choose a target with more pods/);
});

test('all steps of a ramp count together', () => {
  const policy = policyOf([free], { limits: { maxDurationSeconds: 600, maxPods: 9, maxShare: 1 } });
  const question = ask({ durationSeconds: 300 });
  const ramp = {
    ...question.experiment,
    steps: [{ mode: 'one' } as const, { mode: 'fixed', value: 2 } as const],
  };
  assert.match(
    refusalOf(policy.decide({ ...question, experiment: ramp })),
    /15m in all its steps is longer than the 10m .* `for 3m20s`/,
  );
});

test('a condition on the length sees all steps of a ramp', () => {
  const short = { ...free, name: 'short', when: 'durationSeconds <= 300' };
  const policy = policyOf([short], { limits: { maxDurationSeconds: 9_000, maxPods: 9, maxShare: 1 } });
  const question = ask({ durationSeconds: 300 });
  const ramp = { ...question.experiment, steps: [{ mode: 'one' } as const] };
  assert.equal(policy.decide(question).kind, 'allow');
  assert.equal(policy.decide({ ...question, experiment: ramp }).kind, 'refuse');
});

test('how long a one-shot is watched passes no limit', () => {
  assert.equal(policyOf([free]).decide(ask({ durationSeconds: 3_600, oneShot: true })).kind, 'allow');
});

test("a rule's own limit is named with its rule and comes before the general one", () => {
  const { verdict, alsoPassed } = policyOf([free, production]).judge(
    ask({ cluster: prod, most: 12, total: 12, durationSeconds: 900 }),
  );
  assert.match(refusalOf(verdict), /production: It can hit 12 pods; the rule “production” allows 3/);
  assert.deepEqual(
    alsoPassed.map(({ check }) => check),
    ['policy.max-share', 'policy.max-duration'],
  );
});

test('limits that are passed are told together with a refusal by place or rule', () => {
  const policy = policyOf([free]);
  assert.equal(policy.judge(ask({ namespace: 'kube-system', most: 11, total: 20 })).alsoPassed.length, 1);
  assert.equal(policy.judge(ask({ cluster: prod, durationSeconds: 900 })).alsoPassed.length, 1);
});

test('a rule that refuses says its own sentence', () => {
  const closed: RuleConfig = {
    name: 'closed',
    when: 'ns == "shop"',
    outcome: { kind: 'refuse', sentence: 'Sale today.' },
    limits: {},
  };
  assert.match(refusalOf(policyOf([closed, free]).decide(ask())), /closed: Sale today\./);
});

test('a condition that cannot be evaluated refuses, naming its rule, and later rules are not tried', () => {
  const tier: RuleConfig = {
    name: 'tier',
    when: 'labels.tier == "web"',
    outcome: { kind: 'allow' },
    limits: {},
  };
  const policy = policyOf([tier, free]);
  assert.match(
    refusalOf(policy.decide(ask())),
    /tier: The rule “tier” could not be evaluated here: No such key: tier/,
  );
  assert.deepEqual(policy.decide(ask({ labels: { tier: 'web' } })), { kind: 'allow', rule: 'tier' });
});

test('conditions see pods, share and duration as numbers', () => {
  const when = 'pods > 1 && share >= 0.5 && durationSeconds == 120 && risk == "healed" && kind == "PodChaos"';
  const policy = policyOf([{ name: 'many', when, outcome: { kind: 'allow' }, limits: {} }]);
  assert.equal(policy.decide(ask({ most: 2, total: 4 })).kind, 'allow');
  assert.equal(policy.decide(ask({ most: 1, total: 4 })).kind, 'refuse');
});

test('whatever is asked, nothing beyond a general limit is ever allowed', () => {
  const any: RuleConfig = { name: 'any', outcome: { kind: 'allow' }, limits: {} };
  const limits = { maxDurationSeconds: 600, maxPods: 5, maxShare: 0.5 };
  const policy = policyOf([any], { limits });
  fc.assert(
    fc.property(
      fc.nat(40),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(1_200),
      (pods, total, durationSeconds) => {
        const most = Math.min(pods, total);
        const inside = most <= 5 && most / total <= 0.5 && durationSeconds <= 600;
        assert.equal(policy.decide(ask({ most, total, durationSeconds })).kind, inside ? 'allow' : 'refuse');
      },
    ),
  );
});

test('pods of several namespaces are hit only where protection and the same rule hold for each', () => {
  const inShop: RuleConfig = { ...free, name: 'shop', when: 'ns == "shop"' };
  const policy = policyOf([
    inShop,
    { ...free, name: 'orders', when: 'ns == "orders"' },
    { ...free, name: 'rest', when: 'ns.startsWith("q")' },
  ]);
  const across = (...namespaces: readonly string[]): Verdict => {
    const asked = ask();
    const target = { ...asked.experiment.target, selector: { namespaces } };
    return policy.decide({ ...asked, experiment: { ...asked.experiment, target } });
  };
  assert.deepEqual(across('shop'), { kind: 'allow', rule: 'shop' });
  assert.match(
    refusalOf(across('shop', 'orders')),
    /^namespaces: .*“shop” and “orders”.*one experiment in each/,
  );
  assert.match(refusalOf(across('shop', 'bank')), /^no-rule: /);
  assert.match(refusalOf(across('shop', 'kube-system')), /^protected-namespaces: /);
});

const KINDS = { machines: 'PhysicalMachineChaos', cloud: 'AWSChaos' } as const;

test('what may start at once was written about pods: a machine or an instance never starts by it', () => {
  const asks = { ...production, when: 'cluster == "staging"' };
  for (const kind of Object.values(KINDS)) {
    const alone = policyOf([free]).decide(ask({ kind }));
    assert.equal(alone.kind, 'refuse');
    assert.match(alone.kind === 'refuse' ? (alone.pass ?? '') : '', /about pods, unless it says `on: \[/);
    assert.equal(policyOf([free, { ...asks, limits: {} }]).decide(ask({ kind })).kind, 'approvals');
  }
  assert.equal(policyOf([free]).decide(ask()).kind, 'allow');
});

test('a rule that names machines may allow them at once, and is about nothing else', () => {
  const machines: RuleConfig = { ...free, name: 'drills', on: ['machines'] };
  const policy = policyOf([machines]);
  assert.deepEqual(policy.decide(ask({ kind: KINDS.machines })), { kind: 'allow', rule: 'drills' });
  assert.equal(policy.decide(ask({ kind: KINDS.cloud })).kind, 'refuse');
  assert.equal(policy.decide(ask()).kind, 'refuse');
});

test('limits count machines as pods, in words of their own; an unknown share passes no limit and meets no condition', () => {
  const verdict = policyOf([production]).decide(
    ask({ kind: KINDS.machines, cluster: { name: 'prod', production: true }, most: 4, total: 40 }),
  );
  assert.match(verdict.kind === 'refuse' ? verdict.sentence : '', /It can hit 4 machines; .* allows 3\./);
  const { share: _, ...unknown } = ask({ kind: KINDS.cloud, cluster: { name: 'prod', production: true } });
  assert.equal(policyOf([production]).decide(unknown).kind, 'approvals');
  const few: RuleConfig = { ...free, when: 'share < 1.0', on: ['cloud'] };
  assert.equal(policyOf([few]).decide(unknown).kind, 'refuse');
});
