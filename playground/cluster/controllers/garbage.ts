// Deletes what is left without its owners.

import { type KubeObject, keyOf } from '../objects/kube-object.ts';
import { type Resource, resourceKey } from '../store/resources.ts';
import type { Change } from '../store/store.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { createWorkqueue } from './workqueue.ts';

export function createGarbage({
  registry,
  catalog,
  store,
  clock,
  latencyMs,
  speed,
}: ControlPlane): Controller {
  const rows = new Map(catalog.all.map((row) => [resourceKey(row), row]));
  const dependents = new Map<string, Set<string>>();

  function note({ type, resource, object }: Change): void {
    const ref = `${resource}|${keyOf(object)}`;
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const known = dependents.get(uid) ?? new Set();
      dependents.set(uid, known.add(ref));
    }
    if (type !== 'DELETED') return;
    if (dependents.has(object.metadata.uid)) queue.add(object.metadata.uid);
  }

  function remove(row: Resource, object: KubeObject): void {
    registry.remove(row, object.metadata.namespace, object.metadata.name);
  }

  /** An object with another living owner only loses the reference in Kubernetes; here it simply stays. */
  function isOrphan(object: KubeObject, goneUid: string): boolean {
    const owners = object.metadata.ownerReferences ?? [];
    return owners.every(({ uid }) => uid === goneUid);
  }

  const queue = createWorkqueue({
    clock,
    latencyMs,
    speed,
    reconcile(uid) {
      for (const ref of dependents.get(uid) ?? []) {
        const [resource = '', key = ''] = ref.split('|');
        const [namespace, name = ''] = key.split('/');
        const row = rows.get(resource);
        const found = store.get(resource, namespace, name);
        if (row !== undefined && found !== undefined && isOrphan(found, uid)) remove(row, found);
      }
      dependents.delete(uid);
      return {};
    },
  });

  return followStore({ store, queue, onChange: note });
}
