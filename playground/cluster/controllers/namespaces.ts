// Empties a namespace that is being deleted, and lets it go once nothing but events is left in it.

import type { KubeObject } from '../objects/kube-object.ts';
import { isTerminating } from '../objects/pod.ts';
import { resourceKey } from '../store/resources.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { createWorkqueue } from './workqueue.ts';

export function createNamespaces(plane: ControlPlane): Controller {
  const { registry, catalog, store, clock, latencyMs, speed } = plane;
  const namespaces = catalog.plural('namespaces');
  const events = catalog.plural('events');
  const contents = catalog.all.filter((row) => row.namespaced && row !== events);

  function isEnding(name: string | undefined): boolean {
    const found = registry.get(namespaces, undefined, name ?? '');
    return found !== undefined && isTerminating(found);
  }

  /** Asks everything inside to go; says whether all of it went at once. */
  function emptied(name: string): boolean {
    for (const row of contents)
      for (const { metadata } of registry.list(row, name)) registry.remove(row, name, metadata.name);
    return contents.every((row) => registry.list(row, name).length === 0);
  }

  function finish(namespace: KubeObject): void {
    const { name } = namespace.metadata;
    for (const { metadata } of registry.list(events, name)) registry.remove(events, name, metadata.name);
    store.remove(resourceKey(namespaces), namespace);
  }

  const queue = createWorkqueue({
    clock,
    latencyMs,
    speed,
    reconcile(name) {
      const found = registry.get(namespaces, undefined, name);
      if (found !== undefined && isTerminating(found) && emptied(name)) finish(found);
      return {};
    },
  });

  return followStore({
    store,
    queue,
    onChange({ type, resource, object }) {
      const { namespace, name } = object.metadata;
      if (resource === resourceKey(namespaces)) queue.add(name);
      else if (type === 'DELETED' && isEnding(namespace)) queue.add(namespace ?? '');
    },
  });
}
