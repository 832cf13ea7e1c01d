// What a deletion has to wait for, and how an object looks meanwhile.

import { fieldsAt, type KubeObject, kubeTime } from '../objects/kube-object.ts';
import type { Resource } from './resources.ts';

/** A namespace always waits: it goes when its contents are gone. */
function isNamespace(resource: Resource): boolean {
  return resource.plural === 'namespaces';
}

function hasFinalizers(object: KubeObject): boolean {
  return (object.metadata.finalizers ?? []).length > 0;
}

export function waits(resource: Resource, object: KubeObject, graceSeconds: number): boolean {
  return isNamespace(resource) || hasFinalizers(object) || graceSeconds > 0;
}

/** Whether a write that left the object like this also ends it. The kubelet lets pods go, a controller namespaces. */
export function isFree(resource: Resource, object: KubeObject): boolean {
  const isHeld = resource.plural === 'pods' || isNamespace(resource);
  return object.metadata.deletionTimestamp !== undefined && !hasFinalizers(object) && !isHeld;
}

export function markedDeleted(
  resource: Resource,
  object: KubeObject,
  graceSeconds: number,
  now: number,
): KubeObject {
  const { metadata } = object;
  const marks = {
    deletionTimestamp: kubeTime(now + graceSeconds * 1000),
    deletionGracePeriodSeconds: graceSeconds,
    generation: (metadata.generation ?? 1) + 1,
  };
  const marked = { ...object, metadata: { ...metadata, ...marks } };
  return isNamespace(resource)
    ? { ...marked, status: { ...fieldsAt(object, 'status'), phase: 'Terminating' } }
    : marked;
}
