// One cluster as `faultline halt` needs it: live lists, the latch, and deletion of what carries our seal.

import { experimentKinds } from '../chaos/catalogue/catalogue.ts';
import type { ChaosObject } from '../chaos/cluster.ts';
import { collectionPath } from '../chaos/kinds.ts';
import type { KubeCluster } from '../chaos/kube-cluster.ts';
import { listAll } from '../chaos/list-all.ts';
import { namespacesOfSpec } from '../chaos/namespaces.ts';
import { asText, at } from '../chaos/narrow.ts';
import { readChaosObject } from '../chaos/objects.ts';
import { ORCHESTRATIONS } from '../chaos/orchestration/body.ts';
import type { HaltHome } from '../cli/run-halt.ts';
import { endMany } from '../halt/end-many.ts';
import type { Latches } from '../halt/latch.ts';

export interface HaltHomeDeps {
  readonly cluster: KubeCluster;
  readonly latches: Pick<Latches, 'close'>;
  readonly isOurs: (object: ChaosObject) => boolean;
  readonly patienceMs?: number;
}

const PATIENCE_MS = 10_000;

export function createHaltHome({
  cluster,
  latches,
  isOurs,
  patienceMs = PATIENCE_MS,
}: HaltHomeDeps): HaltHome {
  const { connection } = cluster;
  const list = async (path: string) =>
    (await listAll(connection, path, false, AbortSignal.timeout(patienceMs))).items;
  const experiments = async (namespace?: string): Promise<readonly ChaosObject[]> => {
    // What a Schedule or Workflow of ours has started goes with it.
    const each = [...ORCHESTRATIONS, ...experimentKinds()].map(async (kind) =>
      (await list(collectionPath(kind, namespace))).flatMap((raw) => readChaosObject(raw, kind) ?? []),
    );
    return (await Promise.all(each)).flat();
  };
  /** An object of another namespace may reach this one; who may not look everywhere ends what stands in it. */
  const reaching = async (namespace: string): Promise<readonly ChaosObject[]> => {
    const all = await experiments().catch(() => experiments(namespace));
    return all.filter(({ namespace: own, spec }) => namespacesOfSpec(own, spec).includes(namespace));
  };
  return {
    name: cluster.name,
    namespaces: async () =>
      (await list('/api/v1/namespaces')).map((raw) => asText(at(raw, 'metadata', 'name'))),
    close: (entry) => latches.close(cluster, entry),
    end: async (namespace) => {
      const found = await (namespace === undefined ? experiments() : reaching(namespace));
      const objects = found.filter((object) => !object.deleting && isOurs(object));
      return endMany({ cluster, objects, isOurs });
    },
  };
}
