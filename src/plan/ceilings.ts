// What a plan promises not to pass: pods, share and how many stay, counted by desired replicas, which do not flicker.

import type { Plan } from './plan.ts';

export interface Ceilings {
  readonly pods: number;
  /** Of the target's pods, in whole per mille, so that it is the same text everywhere. */
  readonly sharePerMille: number;
  /** Pods that are left alone. */
  readonly headroomFloor: number;
}

type Counted = Pick<Plan, 'candidates' | 'candidateCount'>;

/** Of all pods that match, named or not. */
export function matchedPods({ candidates, candidateCount }: Counted): number {
  return candidateCount ?? candidates.length;
}

export function ceilingsOf(plan: Counted & Pick<Plan, 'affected' | 'workloads'>): Ceilings {
  const { most } = plan.affected;
  const total = totalPods(plan);
  return {
    pods: most,
    sharePerMille: Math.ceil(shareOf(most, total) * 1_000 - 1e-9),
    headroomFloor: Math.max(0, total - most),
  };
}

/** Desired replicas; pods that belong to no known workload are counted as they are. */
export function totalPods(plan: Counted & Pick<Plan, 'workloads'>): number {
  const desired = plan.workloads.reduce((sum, { replicas }) => sum + replicas, 0);
  return desired > 0 ? desired : matchedPods(plan);
}

/** From 0 to 1; more candidates than desired replicas (a rollout's surge) is still all of them. */
export function shareOf(most: number, total: number): number {
  return total === 0 ? 0 : Math.min(1, most / total);
}
