// The frozen answer to "what exactly would happen": computed by make-plan.ts, bound by its digest.

import type { Experiment, Manifest } from '../chaos/experiment.ts';
import type { Hits } from '../chaos/reach/hits.ts';
import type { Verdict } from '../policy/verdict.ts';

/** One thing found wrong or worth knowing, with the field it is about and how to mend it. */
export interface Finding {
  readonly severity: 'block' | 'warn' | 'info';
  /** Stable id of the check, `no-pods`, `L9-host-network`, `policy.max-pods`. */
  readonly check: string;
  /** Path in the manifest or the typed field's name, `spec.selector`, `duration`. */
  readonly path: string;
  readonly sentence: string;
  /** What to do about it, with a line that works where there is one. */
  readonly cure?: string;
}

export interface PlanWorkload {
  readonly kind: string;
  readonly name: string;
  readonly replicas: number;
  readonly ready: number;
  /** Where it is another than the object's own. */
  readonly namespace?: string;
}

export interface Plan {
  readonly experiment: Experiment;
  readonly manifest: Manifest;
  readonly oneShot: boolean;
  /** Takes its targets out of service at once; others only touch them. */
  readonly disruptive: boolean;
  readonly workloads: readonly PlanWorkload[];
  /** Pods or machines the selector matches now, sorted, as `ns/name` outside the object's namespace; the choice is Chaos Mesh's. */
  readonly candidates: readonly string[];
  /** How many match, where that is more than are named: a record must stay small. */
  readonly candidateCount?: number;
  /** What is hit where it is no pods. */
  readonly hits?: Hits;
  /** How many can be hit at once. */
  readonly affected: { readonly least: number; readonly most: number };
  /**
   * Pods that stay ready in the worst case, and what the disruption budget allows now (undefined: no budget). Absent where
   * nobody can see who is ready: of machines and instances.
   */
  readonly headroom?: {
    readonly staysReady: number;
    readonly budget?: { readonly name: string; readonly allowed: number };
  };
  /** Defaults that were used because the line said nothing, as sentences: `1 pod`, `2 minutes`. */
  readonly defaults: readonly string[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  /** sha-256 of the binding part in RFC 8785 form, hex. */
  readonly digest: string;
  /** True when the dry run in the cluster, as the requester, has answered. */
  readonly dryRun: boolean;
}
