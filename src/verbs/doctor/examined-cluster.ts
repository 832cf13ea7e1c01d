// One cluster as doctor sees it, and what the checks need besides.

import type { ChaosObject, Cluster, Identity } from '../../chaos/cluster.ts';
import type { KubeCache } from '../../chaos/kube-cache.ts';
import type { PersonConfig } from '../../config/config.ts';
import type { Latches, LatchHome } from '../../halt/latch.ts';
import type { KubeCall } from './kube-question.ts';

export interface ExaminedCluster {
  readonly cluster: LatchHome & Pick<Cluster, 'name' | 'create'>;
  readonly kube: KubeCall;
  readonly cache: Pick<KubeCache, 'synced' | 'faults' | 'namespaces' | 'experiments'>;
  /** Targets the configuration opened; absent: the bot reads the whole cluster. */
  readonly open?: readonly string[];
  /** Namespaces that channels are bound to here. */
  readonly bound: readonly string[];
}

export interface ClusterChecksPorts {
  /** Faultline's own namespace. */
  readonly namespace: string;
  readonly people: readonly PersonConfig[];
  readonly latches: Pick<Latches, 'read'>;
  readonly isOurs: (object: ChaosObject) => boolean;
  readonly monotonic: () => number;
  /** Whoever asks; absent: nothing is tried in anybody's name. */
  readonly as?: Identity;
}

export function areaOf({ cluster }: Pick<ExaminedCluster, 'cluster'>): string {
  return `cluster ${cluster.name}`;
}

/** Where rights are asked about: each opened namespace, or the whole cluster at once. */
export function placesOf({ open }: Pick<ExaminedCluster, 'open'>): readonly (string | undefined)[] {
  return open ?? [undefined];
}
