// May it run, who must agree, and why not: protected places, limits, then the first rule whose condition holds.

import { actsOn } from '../chaos/catalogue/catalogue.ts';
import type { OptMarks } from '../chaos/marks.ts';
import { namespacesOf, targetNamespaces } from '../chaos/namespaces.ts';
import { secondsInAll } from '../chaos/steps.ts';
import type { PolicyConfig, RuleConfig } from '../config/config.ts';
import { type Breach, breachesOf } from './breaches.ts';
import { type Condition, type ConditionFacts, createCondition } from './condition.ts';
import type { PolicyQuestion } from './question.ts';
import type { Verdict } from './verdict.ts';

export interface Decision {
  readonly verdict: Verdict;
  /** Limits that are passed too, beyond the one the verdict names. */
  readonly alsoPassed: readonly Breach[];
}

export interface Policy {
  decide(question: PolicyQuestion): Verdict;
  /** The verdict and everything else that would have to change. */
  judge(question: PolicyQuestion): Decision;
  /** What says no, and what has to say yes, to being a target. */
  readonly marks: OptMarks;
}

interface Rule extends RuleConfig {
  readonly condition: Condition;
}

const ALWAYS: Condition = () => ({ ok: true, holds: true });

export function createPolicy(config: PolicyConfig): Policy {
  const rules = config.rules.map((rule) => ({
    ...rule,
    condition: rule.when === undefined ? ALWAYS : createCondition(rule.when),
  }));
  const judge = (question: PolicyQuestion) => judgeBy(config, rules, question);
  const { optOut = [], optIn = [] } = config;
  return { judge, decide: (question) => judge(question).verdict, marks: { optOut, optIn } };
}

type Refusal = Extract<Verdict, { kind: 'refuse' }>;

function judgeBy(config: PolicyConfig, rules: readonly Rule[], question: PolicyQuestion): Decision {
  const general = breachesOf(config.limits, 'the policy', question);
  const place = placeRefusal(config, question);
  if (place) return { verdict: place, alsoPassed: general };
  const { verdict, breaches } = byRules(rules, question);
  // The rule's own first: it is the narrower, and what satisfies it satisfies the general one.
  const [first, ...others] = [...breaches, ...general];
  if (first === undefined || verdict.kind === 'refuse') return { verdict, alsoPassed: general };
  const rule = breaches.includes(first) ? verdict.rule : 'limits';
  return { verdict: refusal(rule, first.sentence, first.pass), alsoPassed: distinct(first, others) };
}

/** One sentence per limit, although the rule and the policy may both have it. */
function distinct(first: Breach, others: readonly Breach[]): readonly Breach[] {
  const seen = [first, ...others].map(({ check }) => check);
  return others.filter(({ check }, at) => seen.indexOf(check) === at + 1);
}

function placeRefusal(config: PolicyConfig, question: PolicyQuestion): Refusal | undefined {
  for (const namespace of namespacesOf(question.experiment)) {
    const refused = refusalThere(config, question, namespace);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function refusalThere(
  config: PolicyConfig,
  { cluster }: PolicyQuestion,
  namespace: string,
): Refusal | undefined {
  if (config.protectedNamespaces.includes(namespace)) {
    return refusal(
      'protected-namespaces',
      `${namespace} is protected: nothing may be injected there.`,
      'Choose another namespace; the list is `policy.protectedNamespaces` in faultline.yaml.',
    );
  }
  if (cluster.namespaces?.includes(namespace) ?? true) return undefined;
  return refusal(
    'namespaces',
    `${namespace} is not open to experiments on ${cluster.name}.`,
    `Choose one of ${cluster.namespaces?.join(', ')}, or have it added to \`clusters[].namespaces\`.`,
  );
}

interface Ruled {
  readonly verdict: Verdict;
  readonly breaches: readonly Breach[];
}

/** Pods of several namespaces are hit only where the same holds for each of them. */
function byRules(rules: readonly Rule[], question: PolicyQuestion): Ruled {
  const [first = { verdict: noRule(question), breaches: [] }, ...others] = targetNamespaces(
    question.experiment,
  ).map((namespace) => byRulesThere(rules, question, namespace));
  const refused = [first, ...others].find(({ verdict }) => verdict.kind === 'refuse');
  if (refused !== undefined) return refused;
  const other = others.find(({ verdict }) => verdict.rule !== first.verdict.rule);
  return other === undefined
    ? first
    : { verdict: notTheSame(first.verdict.rule, other.verdict.rule), breaches: [] };
}

function notTheSame(one: string, other: string): Refusal {
  return refusal(
    'namespaces',
    `Its namespaces fall under different rules, “${one}” and “${other}”, and one experiment cannot follow both.`,
    'Ask for one experiment in each namespace.',
  );
}

function byRulesThere(rules: readonly Rule[], question: PolicyQuestion, namespace: string): Ruled {
  const facts = factsOf(question, namespace);
  for (const rule of rules.filter((one) => isAbout(one, question))) {
    const answer = rule.condition(facts);
    // A rule that cannot be read might have been the one that refuses: going on to the next would be guessing.
    if (!answer.ok) return { verdict: unreadable(rule, answer.sentence), breaches: [] };
    if (answer.holds) {
      return {
        verdict: verdictOf(rule),
        breaches: breachesOf(rule.limits, `the rule “${rule.name}”`, question),
      };
    }
  }
  return { verdict: noRule(question), breaches: [] };
}

/**
 * Whoever wrote that something may start at once had pods of their own service in mind: of machines and clouds such a rule
 * holds only where it names them. What refuses or asks holds for everything.
 */
function isAbout({ on, outcome }: RuleConfig, { experiment }: PolicyQuestion): boolean {
  const subject = actsOn(experiment);
  if (on !== undefined) return on.includes(subject);
  return subject === 'pods' || outcome.kind !== 'allow';
}

function verdictOf({ name, outcome }: RuleConfig): Verdict {
  switch (outcome.kind) {
    case 'allow':
      return { kind: 'allow', rule: name };
    case 'refuse':
      return refusal(
        name,
        outcome.sentence,
        `The rule “${name}” in faultline.yaml says so; its keeper can change it.`,
      );
    case 'approvals':
      return { ...outcome, rule: name };
    default:
      return outcome satisfies never;
  }
}

function unreadable({ name }: RuleConfig, sentence: string): Refusal {
  return refusal(
    name,
    `The rule “${name}” could not be evaluated here: ${sentence}.`,
    'Its condition in faultline.yaml must hold for every experiment, `"tier" in labels && labels.tier == "web"`.',
  );
}

function noRule({ experiment, person, cluster }: PolicyQuestion): Refusal {
  const where = `${cluster.name}/${experiment.target.namespace}`;
  const subject = actsOn(experiment);
  const unless =
    subject === 'pods' ? '' : ` One that allows at once is about pods, unless it says \`on: [${subject}]\`.`;
  return refusal(
    'no-rule',
    `No rule of the policy lets ${person.user} do ${experiment.action} on ${where}.`,
    `Ask somebody whom a rule names, or have a rule added to \`policy.rules\` in faultline.yaml.${unless}`,
  );
}

function refusal(rule: string, sentence: string, pass: string): Refusal {
  return { kind: 'refuse', rule, sentence, pass };
}

function factsOf(
  { experiment, risk, affected, share, person, cluster }: PolicyQuestion,
  namespace: string,
): ConditionFacts {
  return {
    cluster: cluster.name,
    production: cluster.production,
    ns: namespace,
    kind: experiment.kind,
    action: experiment.action,
    risk,
    pods: affected.most,
    // A condition that asks for a small share must not hold of an unknown one.
    share: share ?? 1,
    durationSeconds: secondsInAll(experiment),
    user: person.user,
    groups: person.groups,
    labels: experiment.target.labels,
  };
}
