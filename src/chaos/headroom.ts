// How many pods stay ready if Chaos Mesh picks the worst, and what the disruption budget would allow.

import type { Budget } from './cluster.ts';
import type { Preview } from './preview.ts';
import { matchesLabels } from './selector.ts';

export interface Headroom {
  /** Ready pods left of those the target's labels match. */
  readonly staysReady: number;
  /** The tightest budget that covers a candidate; absent when none does. */
  readonly budget?: { readonly name: string; readonly allowed: number };
}

export function headroomOf(preview: Preview, budgets: readonly Budget[]): Headroom {
  const ready = preview.candidates.filter((pod) => pod.ready && !pod.deleting).length;
  const staysReady = Math.max(0, ready - preview.affected.most);
  const [tightest] = budgets
    .filter((budget) => preview.candidates.some((pod) => covers(budget, pod)))
    .sort((a, b) => a.disruptionsAllowed - b.disruptionsAllowed || (a.name < b.name ? -1 : 1));
  if (tightest === undefined) return { staysReady };
  return { staysReady, budget: { name: tightest.name, allowed: tightest.disruptionsAllowed } };
}

/** An empty selector of a policy/v1 budget covers every pod of its namespace. */
function covers(budget: Budget, pod: Preview['candidates'][number]): boolean {
  return budget.namespace === pod.namespace && matchesLabels(budget.selector, pod.labels);
}
