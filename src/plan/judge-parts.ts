// The policy's word on everything a plan may do: the strictest over all of its faults.

import { treeOfExperiment } from '../chaos/orchestration/compose.ts';
import { runsCode } from '../chaos/orchestration/tree.ts';
import type { Sight } from '../chaos/reach/reach.ts';
import type { Decision, Policy } from '../policy/policy.ts';
import type { PolicyQuestion } from '../policy/question.ts';
import type { Approval, Verdict } from '../policy/verdict.ts';
import { shareOf, totalPods } from './ceilings.ts';
import type { PartSeen } from './parts-seen.ts';
import type { Plan } from './plan.ts';

type Asked = Pick<PolicyQuestion, 'experiment' | 'person' | 'cluster'>;

interface Seen {
  readonly parts: readonly PartSeen[];
  /** All of them as one. */
  readonly sight: Sight;
}

export function judgeParts(
  { experiment: whole, person, cluster }: Asked,
  { parts, sight }: Seen,
  plan: Pick<Plan, 'affected' | 'workloads' | 'candidates' | 'candidateCount'>,
  policy: Policy,
): Decision {
  const total = sight.hits === undefined ? totalPods(plan) : sight.total;
  const isCode = whole.orchestrated !== undefined && runsCode(treeOfExperiment(whole.orchestrated));
  const decisions = parts.map(({ experiment, action, sight: own }) =>
    policy.judge({
      ...{ experiment, person, cluster, total: total ?? plan.affected.most },
      risk: isCode ? 'code' : action.risk,
      oneShot: action.oneShot,
      // Each is judged as hitting as much as all that can be under way beside it.
      affected: { least: own.affected.least, most: plan.affected.most },
      ...(total !== undefined && { share: Math.max(shareOf(plan.affected.most, total), ownShare(own)) }),
    }),
  );
  const verdict = strictest(decisions.map((one) => one.verdict));
  return { verdict, alsoPassed: distinct(decisions.flatMap((one) => one.alsoPassed)) };
}

/** Of its own workloads, which others of the whole may not touch. */
function ownShare({ affected, workloads, candidates, hits }: Sight): number {
  return hits === undefined ? shareOf(affected.most, totalPods({ workloads, candidates })) : 0;
}

function distinct(all: Decision['alsoPassed']): Decision['alsoPassed'] {
  return [...new Map(all.map((one) => [`${one.check} ${one.sentence}`, one])).values()];
}

/** A refusal of any is one of all; what any of them asks for must be given. */
function strictest(verdicts: readonly Verdict[]): Verdict {
  const [first, ...more] = verdicts;
  if (first === undefined) throw new TypeError('a plan without a fault');
  return more.reduce(stricter, first);
}

type Approvals = Extract<Verdict, { kind: 'approvals' }>;

function stricter(a: Verdict, b: Verdict): Verdict {
  if (a.kind === 'refuse' || b.kind === 'allow')
    return b.kind === 'allow' && a.kind === 'allow' ? named(a, b) : a;
  if (b.kind === 'refuse' || a.kind === 'allow') return b;
  return bothOf(a, b);
}

function bothOf(a: Approvals, b: Approvals): Approvals {
  return {
    ...named(a, b),
    approvals: mostOf([...a.approvals, ...b.approvals]),
    start: a.start === 'requester' ? 'requester' : b.start,
    expireSeconds: Math.min(a.expireSeconds, b.expireSeconds),
  };
}

function named<T extends Verdict>(a: T, b: Verdict): T {
  return a.rule.split(' and ').includes(b.rule) ? a : { ...a, rule: `${a.rule} and ${b.rule}` };
}

function mostOf(all: readonly Approval[]): readonly Approval[] {
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.map((group) => ({
    group,
    count: Math.max(...all.filter((one) => one.group === group).map(({ count }) => count)),
  }));
}
