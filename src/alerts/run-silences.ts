// What is silenced for a run in one Alertmanager: its contract on its workloads, in its cluster.

import { contractOf } from '../chaos/alert-contract.ts';
import { namespacesOfPods, placed } from '../runs/effects/pods.ts';
import type { RunRecord } from '../runs/record.ts';
import type { LabelNames } from './place.ts';
import { type RunSilences, silencesFor } from './silence-matchers.ts';

export interface Naming {
  readonly labels: LabelNames;
  /** What monitoring calls our clusters, by what they are called here. */
  readonly clusterNames: ReadonlyMap<string, string>;
}

/** `meant`: the cluster that alerts of this Alertmanager mean when no label says one. */
export function silencesOf(record: RunRecord, naming: Naming, meant: string | undefined): RunSilences {
  const { plan } = record;
  const { cluster, namespace } = plan.experiment.target;
  const namespaces = plan.hits === undefined ? namespacesOfPods(record) : [];
  return silencesFor({
    contract: contractOf(plan.manifest.metadata),
    workloads: plan.workloads
      .map((one) => placed(one, namespace))
      .filter((one) => namespaces.includes(one.namespace)),
    labels: naming.labels,
    cluster: { names: namesOf(cluster, naming.clusterNames), isMeant: meant === cluster },
  });
}

/** Its own name too, unless monitoring means another one by it. */
function namesOf(cluster: string, names: Naming['clusterNames']): readonly string[] {
  const called = [...names].filter(([, name]) => name === cluster).map(([other]) => other);
  const own = names.get(cluster) ?? cluster;
  return [...(own === cluster && !called.includes(cluster) ? [cluster] : []), ...called];
}
