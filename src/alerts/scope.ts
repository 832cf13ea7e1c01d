// What a run can have an effect on, by the names under which alerts speak of it.

import { type AlertContract, contractOf } from '../chaos/alert-contract.ts';
import type { Pod } from '../chaos/cluster.ts';
import { wasAfter, wasBefore } from '../runs/alerts.ts';
import { countsFor, namespacesOfPods, placed } from '../runs/effects/pods.ts';
import { faultOver, isResting } from '../runs/fault-time.ts';
import type { RunRecord } from '../runs/record.ts';

/** Names are `namespace/name`, but for nodes. */
export interface Scope {
  readonly run: string;
  readonly cluster: string;
  readonly namespaces: ReadonlySet<string>;
  readonly workloads: ReadonlySet<string>;
  readonly pods: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
  /** What somebody declared to depend on what is hit, `namespace/name`, with the name of the latter. */
  readonly dependants: ReadonlyMap<string, string>;
  readonly contract: AlertContract;
  /** Whose doing an alert may be that began then, by the sender's clock. */
  readonly doing: (startedAt: number) => Doing;
}

/** `during`: its fault was on; `aftermath`: it had just ended; `before`: it had not begun; `none`: it was long over. */
export type Doing = 'before' | 'during' | 'aftermath' | 'none';

function doingAt(record: RunRecord, startedAt: number): Doing {
  if (wasBefore(record, { startedAt })) return 'before';
  if (wasAfter(record, { startedAt })) return 'none';
  const isOn = startedAt <= (faultOver(record) ?? Number.POSITIVE_INFINITY) && !isResting(record, startedAt);
  return isOn ? 'during' : 'aftermath';
}

/** `checkout` needs `web`: its alerts belong to a fault of web. All `namespace/name`. */
export interface Dependency {
  readonly name: string;
  readonly needs: readonly string[];
}

export interface ScopeDeps {
  /** The pods of a namespace, as the cluster's cache knows them. */
  readonly pods: (cluster: string, namespace: string) => readonly Pod[];
  readonly dependencies: readonly Dependency[];
}

export function scopeOf(record: RunRecord, { pods, dependencies }: ScopeDeps): Scope {
  const { plan } = record;
  const { cluster, namespace } = plan.experiment.target;
  const namespaces = plan.hits === undefined ? namespacesOfPods(record) : [];
  const counts = countsFor(record);
  const now = namespaces.flatMap((one) => pods(cluster, one).filter(counts));
  const workloads = plan.workloads.map((one) => nameIn(placed(one, namespace)));
  const known = [...plan.candidates, ...record.records.map(({ id }) => id), ...now.map(nameIn)];
  return {
    run: record.id,
    cluster,
    namespaces: new Set(namespaces),
    workloads: new Set(workloads),
    pods: new Set(known.map((id) => podIn(id, namespace))),
    nodes: new Set(now.flatMap(({ node }) => node ?? [])),
    dependants: dependantsOf(workloads, dependencies),
    contract: contractOf(plan.manifest.metadata),
    doing: (startedAt) => doingAt(record, startedAt),
  };
}

function nameIn({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

/** `ns/pod` of `ns/pod/container`; a plan leaves its own namespace out. */
function podIn(id: string, own: string): string {
  const [first = '', second] = id.split('/');
  return second === undefined ? `${own}/${first}` : `${first}/${second}`;
}

/** Also those that need it by way of others. */
function dependantsOf(
  workloads: readonly string[],
  dependencies: readonly Dependency[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let reached = workloads.map((name) => ({ name, root: name }));
  while (reached.length > 0) {
    const next = reached.flatMap(({ name, root }) =>
      dependencies.filter(({ needs }) => needs.includes(name)).map((one) => ({ name: one.name, root })),
    );
    reached = next.filter(({ name }) => !found.has(name) && !workloads.includes(name));
    for (const { name, root } of reached) found.set(name, root);
  }
  return found;
}
