// Whether a newer plan is still what was approved, and what of it has changed, in sentences.

import { canonicalJson } from '../chaos/canonical-json.ts';
import { counted, nounOf } from '../chaos/reach/words.ts';
import type { Verdict } from '../policy/verdict.ts';
import { ceilingsOf } from './ceilings.ts';
import { workloadNames } from './digest.ts';
import type { Plan } from './plan.ts';

/** Something forbids it: a finding that blocks, or policy. */
export function blocked(plan: Plan): boolean {
  return plan.verdict.kind === 'refuse' || plan.findings.some(({ severity }) => severity === 'block');
}

/** Something to read before it is started: `go` does not skip the plan then. */
export function warns(plan: Plan): boolean {
  return plan.findings.some(({ severity }) => severity === 'warn');
}

/** Empty: still what was approved. Fewer pods, more headroom or a milder verdict are no drift. */
export function drift(approved: Plan, now: Plan): readonly string[] {
  return [
    manifestDrift(approved, now),
    workloadDrift(approved, now),
    podsDrift(approved, now),
    shareDrift(approved, now),
    headroomDrift(approved, now),
    verdictDrift(approved.verdict, now.verdict),
    ...newBlocks(approved, now),
  ].filter((sentence) => sentence !== undefined);
}

/**
 * What would happen now is not what was agreed to: votes bind to the digest, so it must be asked for again.
 * Drift with the same digest, such as a pod that is not ready, may pass by itself.
 */
export function isAnother(approved: Plan, now: Plan): boolean {
  return blocked(now) || (now.digest !== approved.digest && drift(approved, now).length > 0);
}

type Check = (approved: Plan, now: Plan) => string | undefined;

const manifestDrift: Check = (approved, now) =>
  canonicalJson(approved.manifest) === canonicalJson(now.manifest)
    ? undefined
    : 'The experiment itself is another one now.';

const workloadDrift: Check = (approved, now) => {
  const [before, after] = [workloadNames(approved), workloadNames(now)].map((names) => names.join(', '));
  if (before === after) return undefined;
  return `It would hit ${after || 'no workload'} now, not ${before || 'no workload'}.`;
};

const podsDrift: Check = (approved, now) => {
  const [before, after] = [ceilingsOf(approved).pods, ceilingsOf(now).pods];
  return after <= before
    ? undefined
    : `Up to ${counted(now.hits?.on ?? 'pods', after)} would be hit now, not ${before}.`;
};

const shareDrift: Check = (approved, now) => {
  const [before, after] = [ceilingsOf(approved).sharePerMille, ceilingsOf(now).sharePerMille];
  return after <= before
    ? undefined
    : `It would be ${percent(after)} of the ${nounOf(now.hits?.on ?? 'pods', 2)} now, not ${percent(before)}.`;
};

/** The floor is what was promised by replicas, or what people read on the plan where that was less. */
const headroomDrift: Check = (approved, now) => {
  if (approved.headroom === undefined || now.headroom === undefined) return undefined;
  const floor = Math.min(ceilingsOf(approved).headroomFloor, approved.headroom.staysReady);
  const after = now.headroom.staysReady;
  return after >= floor
    ? undefined
    : `Only ${after} ${after === 1 ? 'pod' : 'pods'} would stay ready now, not ${floor}.`;
};

function verdictDrift(before: Verdict, after: Verdict): string | undefined {
  if (after.kind === 'refuse') return before.kind === 'refuse' ? undefined : after.sentence;
  if (after.kind === 'allow' || before.kind === 'refuse') return undefined;
  const known = new Map(
    before.kind === 'approvals' ? before.approvals.map((one) => [one.group, one.count]) : [],
  );
  const more = after.approvals.filter(({ group, count }) => count > (known.get(group) ?? 0));
  if (more.length > 0) {
    const wanted = more.map(({ group, count }) => `${count} of ${group}`).join(' and ');
    return `The rule “${after.rule}” now asks for ${wanted}.`;
  }
  const waits = after.start === 'requester' && before.kind === 'approvals' && before.start === 'auto';
  return waits ? `The rule “${after.rule}” now leaves the start to the requester.` : undefined;
}

function newBlocks(approved: Plan, now: Plan): readonly string[] {
  const known = new Set(approved.findings.map(({ check }) => check));
  return now.findings
    .filter(({ severity, check }) => severity === 'block' && !known.has(check))
    .map(({ sentence }) => sentence);
}

function percent(perMille: number): string {
  return `${Math.round(perMille / 10)} %`;
}
