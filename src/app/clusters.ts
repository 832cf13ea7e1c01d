// The clusters of the configuration: a client and a cache each.

import type { CacheChange, Cluster } from '../chaos/cluster.ts';
import { createClusterFacts, type FactsReader } from '../chaos/cluster-facts.ts';
import { createKubeCache, type KubeCache } from '../chaos/kube-cache.ts';
import { createKubeCluster, type KubeCluster } from '../chaos/kube-cluster.ts';
import { loadKubeConfig } from '../chaos/kube-config.ts';
import type { ClusterAccess } from '../config/config.ts';
import type { KnownCluster } from '../verbs/where.ts';

export interface ClusterParts {
  readonly cluster: KubeCluster;
  readonly cache: KubeCache;
  readonly facts: FactsReader;
  /** What the verbs may know of it without a call. */
  readonly known: KnownCluster;
}

export interface Clusters {
  readonly all: readonly ClusterParts[];
  find(name: string): ClusterParts | undefined;
  /** Throws for a name that the configuration does not have. */
  get(name: string): ClusterParts;
  onChange(listener: (cluster: Cluster, change: CacheChange) => void): void;
  start(): void;
  stop(): Promise<void>;
}

export interface ClustersDeps {
  readonly config: ClusterAccess;
  readonly home: string | undefined;
  readonly onFault: (error: unknown) => void;
  /** `status` is undefined for a call without an answer. */
  readonly onCall?: (cluster: string, method: string, status: number | undefined) => void;
}

export function createClusters({ config, home, onFault, onCall }: ClustersDeps): Clusters {
  const kubeConfig = loadKubeConfig({
    ...(config.kubeconfig === undefined ? {} : { kubeconfig: config.kubeconfig }),
    ...(home === undefined ? {} : { home }),
  });
  const all = config.clusters.map((entry) => {
    const { name, production, context, namespaces } = entry;
    const cluster = createKubeCluster({
      name,
      production,
      kubeConfig,
      ...(onCall && { onCall: (method, status) => onCall(name, method, status) }),
      ...(context === undefined ? {} : { context }),
    });
    const served = namespaces === undefined ? {} : { namespaces };
    const told = (path: string, cause: unknown): void =>
      onFault(new Error(`${path} of ${name} is not being followed`, { cause }));
    const cache = createKubeCache({ connection: cluster.connection, onFault: told, ...served });
    const known: KnownCluster = {
      name,
      production,
      ...(namespaces === undefined ? {} : { open: namespaces }),
      ...cache,
    };
    const facts = createClusterFacts({
      connection: cluster.connection,
      chaosMesh: () => cache.installation?.()?.installation?.version,
    });
    return { cluster, cache, facts, known };
  });
  const find = (name: string): ClusterParts | undefined => all.find(({ cluster }) => cluster.name === name);
  return {
    all,
    find,
    get(name) {
      const parts = find(name);
      if (!parts) throw new Error(`the configuration names no cluster ${name}`);
      return parts;
    },
    onChange(listener) {
      for (const { cluster, cache } of all) cache.onChange((change) => listener(cluster, change));
    },
    start() {
      for (const { cache, facts } of all) {
        cache.start();
        facts.start();
      }
    },
    async stop() {
      await Promise.all(all.flatMap(({ cache, facts }) => [cache.stop(), facts.stop()]));
      await Promise.all(all.map(({ cluster }) => cluster.close()));
    },
  };
}
