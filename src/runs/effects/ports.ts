// What the effects on clusters need, handed in by app.ts.

import type { Cluster, ClusterCache } from '../../chaos/cluster.ts';
import type { Person } from '../../identity/person.ts';
import type { Plan } from '../../plan/plan.ts';
import { manifestNow } from '../ramp.ts';
import type { RunRecord } from '../record.ts';
import type { RightOfWay } from '../right-of-way.ts';
import type { RunSignals } from '../signals.ts';

export type Measures = Pick<RunSignals, 'names' | 'from' | 'stepSeconds'>;

export interface ClusterParts {
  readonly cluster: Cluster;
  readonly cache: ClusterCache;
}

export interface ClusterEffectDeps {
  /** Undefined for a cluster that the configuration no longer names. */
  readonly clusters: (name: string) => ClusterParts | undefined;
  /** The plan of this run as it would be made now. */
  readonly planAgain: (record: RunRecord, options: { readonly dryRun: boolean }) => Promise<Plan>;
  /** The fewest people whose votes suffice. */
  readonly chooseAsked: (record: RunRecord, plan: Plan) => Promise<readonly Person[]>;
  /** Reads the latch by GET; unreadable means no start. */
  readonly latch: (record: RunRecord) => Promise<LatchState>;
  /** Why this run must wait for another one on its workloads; undefined: it may start. */
  readonly rightOfWay: RightOfWay;
  /** Somebody tells us of alerts. */
  readonly hearsAlerts?: true;
  /** Slack ids of those who carry the pagers of this run's place. */
  readonly onCall?: (record: RunRecord) => Promise<readonly string[]>;
  /** What is measured beside this run, and why it must not start as that stands now; undefined: nothing is. */
  readonly measuring?: (
    record: RunRecord,
    now: number,
    signal: AbortSignal,
  ) => Promise<{ readonly measures?: Measures; readonly held?: string } | undefined>;
  /** Somebody lets us silence alerts that are expected. */
  readonly silences?: true;
  /** There is a Grafana for this run to be marked in. */
  readonly annotates?: (record: RunRecord) => boolean;
  /** The create body: the plan's manifest with labels, annotations and the seal over them. */
  readonly sealed: (record: RunRecord, now: number) => Plan['manifest'];
}

export interface LatchState {
  readonly state: 'open' | 'closed' | 'unreadable';
  readonly sentence?: string;
}

export function partsOf(deps: ClusterEffectDeps, record: RunRecord): ClusterParts {
  const name = record.plan.experiment.target.cluster;
  const parts = deps.clusters(name);
  if (!parts) throw new Error(`the configuration names no cluster ${name}`);
  return parts;
}

export function refOf(record: RunRecord): { kind: string; namespace: string; name: string } {
  const { kind, metadata } = manifestNow(record);
  return { kind, namespace: metadata.namespace, name: metadata.name };
}
