// The clusters: versions, connection, halts, what runs there, and the inventory of machines and further clusters.

import type { Cluster, Machine } from '../chaos/cluster.ts';
import type { ClusterFacts } from '../chaos/cluster-facts.ts';
import type { Latches } from '../halt/latch.ts';
import type { Answer, ClusterState } from './answer.ts';
import type { Asking } from './asking.ts';
import { haltsOf } from './release.ts';
import type { SeenExperiments } from './seen-experiments.ts';
import type { KnownCluster } from './where.ts';

export interface InventoryPorts {
  readonly known: readonly KnownCluster[];
  readonly clusters: readonly Cluster[];
  readonly latches: Latches;
  readonly seen: Pick<SeenExperiments, 'all'>;
  /** As last looked at; never asked for. */
  readonly facts: (cluster: string) => ClusterFacts | undefined;
  readonly machines: (cluster: string, namespace: string) => readonly Machine[];
}

export async function clusters(asking: Asking, ports: InventoryPorts): Promise<Answer> {
  const halts = await haltsOf(ports.clusters, asking, ports.latches);
  const states = ports.known.map((cluster): ClusterState => {
    const { name, production } = cluster;
    const facts = ports.facts(name);
    return {
      ...{ name, production, connected: cluster.synced() },
      halts: halts.filter((note) => note.cluster === name),
      ...runningIn(name, ports),
      machines: cluster.namespaces().flatMap((namespace) => ports.machines(name, namespace)).length,
      ...(facts !== undefined && { facts }),
    };
  });
  return { kind: 'clusters', clusters: states };
}

function runningIn(name: string, { seen }: InventoryPorts): Pick<ClusterState, 'ours' | 'foreign'> {
  const there = seen.all().filter(({ cluster, state }) => cluster === name && state !== 'finished');
  const ours = there.filter(({ run }) => run !== undefined).length;
  return { ours, foreign: there.length - ours };
}
