// Makes plans for runs: finds the cluster's parts and names the object after the run.

import type { Cluster, ClusterCache } from '../chaos/cluster.ts';
import type { Experiment } from '../chaos/experiment.ts';
import { objectName } from '../chaos/manifest.ts';
import type { Person } from '../identity/person.ts';
import type { Policy } from '../policy/policy.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

export interface PlanQuestion {
  readonly experiment: Experiment;
  readonly by: Person;
  readonly runId: string;
  readonly defaults: readonly string[];
}

export interface Planner {
  /**
   * Rejects with ClusterUnavailable when a dry run was asked for and the cluster did not answer it,
   * and with an Error for a cluster that the configuration does not name.
   */
  plan(question: PlanQuestion, options?: { readonly dryRun: boolean }): Promise<Plan>;
}

export interface PlannerDeps {
  readonly cluster: (name: string) => { readonly cluster: Cluster; readonly cache: ClusterCache };
  readonly policy: Policy;
  /** Milliseconds of wall clock; only shown, never compared. */
  readonly now?: () => number;
}

export function createPlanner({ cluster: find, policy, now = Date.now }: PlannerDeps): Planner {
  return {
    async plan({ experiment, by, runId, defaults }, { dryRun } = { dryRun: false }) {
      const { cluster, cache } = find(experiment.target.cluster);
      return makePlan({
        experiment,
        person: by,
        cluster,
        cache,
        policy,
        name: objectName(experiment, runId),
        defaults,
        now: now(),
        ...(dryRun ? { dryRun: (manifest) => cluster.create(manifest, by, { dryRun: true }) } : {}),
      });
    },
  };
}
