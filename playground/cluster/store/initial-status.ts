// The status an object starts with, whatever its creator sent: only controllers say how things are.

import type { KubeObject } from '../objects/kube-object.ts';
import type { Resource } from './resources.ts';

const INITIAL: Readonly<Record<string, unknown>> = {
  Namespace: { phase: 'Active' },
  Pod: { phase: 'Pending' },
};

/** Kinds without a status subresource keep what was sent, which is how forged records get in. */
export function withInitialStatus(resource: Resource, object: KubeObject): KubeObject {
  if (!resource.statusSubresource) return object;
  const { status: _, ...rest } = object;
  const initial = INITIAL[resource.kind];
  return (initial === undefined ? rest : { ...rest, status: initial }) as KubeObject;
}
