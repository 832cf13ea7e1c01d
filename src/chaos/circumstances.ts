// What stands around a target and decides what a fault would really do: autoscalers, zones, marks of namespaces, the installation.

import type { Installation } from './installation.ts';

/** What may say `never` or `allowed`: the labels and annotations of an object. */
export interface Marks {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Autoscaler {
  readonly namespace: string;
  readonly name: string;
  readonly scales: { readonly kind: string; readonly name: string };
  readonly most: number;
  readonly current: number;
  readonly desired: number;
  /** Resources whose use it follows, `cpu`. */
  readonly follows: readonly string[];
}

export interface ClusterNode {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#topologykubernetesiozone */
export function zoneOf(node: ClusterNode | undefined): string | undefined {
  return node?.labels['topology.kubernetes.io/zone'];
}

/** Each part is absent where it is not known: not listed yet, or no right to read it. */
export interface Circumstances {
  readonly autoscalers?: readonly Autoscaler[];
  /** By name. */
  readonly nodes?: ReadonlyMap<string, ClusterNode>;
  readonly namespaces?: ReadonlyMap<string, Marks>;
  readonly installation?: Installation;
}
