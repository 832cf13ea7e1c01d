// The digest that approvers approve: the binding part of a plan, and nothing that changes without meaning anything.

import { canonicalJson, sha256Hex } from '../chaos/canonical-json.ts';
import type { Verdict } from '../policy/verdict.ts';
import { ceilingsOf } from './ceilings.ts';
import type { Plan } from './plan.ts';

/** Hex. Pod names stay out: rollouts would void every vote, and Chaos Mesh picks the pods later anyway. */
export function digestOf(plan: Omit<Plan, 'digest' | 'findings' | 'dryRun'>): string {
  return sha256Hex(
    canonicalJson({
      manifest: plan.manifest,
      cluster: plan.experiment.target.cluster,
      workloads: workloadNames(plan),
      ceilings: ceilingsOf(plan),
      rule: plan.verdict.rule,
      approvals: approvalsOf(plan.verdict),
    }),
  );
}

/** `Deployment/web`, or `orders/Deployment/web` in another namespace than the object's, sorted. */
export function workloadNames({ workloads }: Pick<Plan, 'workloads'>): readonly string[] {
  return workloads
    .map(({ namespace, kind, name }) => [namespace, kind, name].filter(Boolean).join('/'))
    .toSorted();
}

function approvalsOf(verdict: Verdict): unknown {
  if (verdict.kind !== 'approvals') return verdict.kind;
  return verdict.approvals.map(({ group, count }) => ({ group, count }));
}
