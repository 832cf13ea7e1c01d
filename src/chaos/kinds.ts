// Where Chaos Mesh's kinds live in the Kubernetes API.

import type { ObjectRef } from './cluster.ts';

export const CHAOS_API = 'chaos-mesh.org/v1alpha1';

/** Says where a machine is; never injected itself. */
export const MACHINE_KIND = 'PhysicalMachine';

const ROOT = `/apis/${CHAOS_API}`;

/** Every experiment kind's plural is its name in lower case; the others have an s. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  return name.endsWith('chaos') ? name : `${name}s`;
}

/** Path of a kind's collection, in one namespace or in all. */
export function collectionPath(kind: string, namespace?: string): string {
  const plural = encodeURIComponent(pluralOf(kind));
  return namespace === undefined
    ? `${ROOT}/${plural}`
    : `${ROOT}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}

export function objectPath(ref: ObjectRef): string {
  return `${collectionPath(ref.kind, ref.namespace)}/${encodeURIComponent(ref.name)}`;
}

/** Per-pod objects in which network, io and http faults are written down; named like the pod. */
export const POD_FAULT_KINDS = ['PodNetworkChaos', 'PodIOChaos', 'PodHttpChaos'] as const;
