// What the headroom of a plan is worth telling: nothing stays ready, or more is hit than the disruption budget allows.

import type { Headroom } from '../chaos/headroom.ts';
import type { Preview } from '../chaos/preview.ts';
import type { Finding } from './plan.ts';

/** Of pods alone: nobody sees how many machines are up. */
export function headroomFindings(
  { headroom, preview }: { readonly headroom?: Headroom; readonly preview?: Preview },
  disruptive: boolean,
): readonly Finding[] {
  if (headroom === undefined || preview === undefined) return [];
  const all = preview.candidates.length;
  const findings: readonly (Finding | undefined)[] = [
    // That all pods are hit is a lint already.
    preview.affected.most < all && headroom.staysReady === 0 ? noneReady(preview) : undefined,
    disruptive ? overBudget(headroom, preview) : undefined,
  ];
  return findings.filter((finding) => finding !== undefined);
}

function noneReady({ candidates }: Preview): Finding {
  const ready = candidates.filter((pod) => pod.ready).length;
  return {
    severity: 'warn',
    check: 'headroom.none-ready',
    path: 'pods',
    sentence: `Only ${ready} of ${candidates.length} pods ${ready === 1 ? 'is' : 'are'} ready now: if Chaos Mesh picks the worst, none stays ready.`,
    cure: 'Wait until more pods are ready, or ask for fewer.',
  };
}

/** Chaos Mesh deletes and kills past any PodDisruptionBudget: only evictions ask it. */
function overBudget({ budget }: Headroom, { affected }: Preview): Finding | undefined {
  if (budget === undefined || affected.most <= budget.allowed) return undefined;
  return {
    severity: 'warn',
    check: 'headroom.budget',
    path: 'pods',
    sentence: `The disruption budget ${budget.name} allows ${budget.allowed} now, and ${affected.most} would be hit; Chaos Mesh does not ask it.`,
    ...(budget.allowed > 0 ? { cure: `Ask for fewer: pods ${budget.allowed}.` } : {}),
  };
}
