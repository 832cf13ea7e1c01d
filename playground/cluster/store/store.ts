// Holds every object of one sandbox cluster, counts resource versions and remembers recent changes.

import { type KubeObject, keyOf } from '../objects/kube-object.ts';

export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: string;
  readonly object: KubeObject;
  readonly previous?: KubeObject;
  readonly version: number;
}

export interface Store {
  get(resource: string, namespace: string | undefined, name: string): KubeObject | undefined;
  /** Sorted by namespace and name, as etcd keys are. */
  list(resource: string, namespace?: string): KubeObject[];
  /** Stores a new version; the object given must not be changed afterwards. */
  put(resource: string, object: KubeObject): KubeObject;
  remove(resource: string, object: KubeObject): KubeObject;
  version(): number;
  /** Changes up to and including this version are forgotten. */
  compacted(): number;
  compact(): void;
  changesSince(resource: string, version: number): Change[];
  subscribe(listener: (change: Change) => void): () => void;
}

const WINDOW = 20_000;

export function createStore(): Store {
  const resources = new Map<string, Map<string, KubeObject>>();
  const listeners = new Set<(change: Change) => void>();
  let history: Change[] = [];
  let version = 1;
  let compacted = 0;

  function table(resource: string): Map<string, KubeObject> {
    const found = resources.get(resource) ?? new Map<string, KubeObject>();
    resources.set(resource, found);
    return found;
  }

  function forget(count: number): void {
    if (count <= 0) return;
    compacted = history[count - 1]?.version ?? compacted;
    history = history.slice(count);
  }

  function emit(change: Change): void {
    history.push(change);
    if (history.length > 2 * WINDOW) forget(history.length - WINDOW);
    for (const listener of [...listeners]) listener(change);
  }

  function stamped(object: KubeObject): KubeObject {
    version += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
  }

  return {
    get: (resource, namespace, name) => table(resource).get(`${namespace ?? ''}/${name}`),
    list(resource, namespace) {
      const rows = [...table(resource)].filter(
        ([key]) => namespace === undefined || key.startsWith(`${namespace}/`),
      );
      return rows.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
    },
    put(resource, object) {
      const previous = table(resource).get(keyOf(object));
      const stored = stamped(object);
      table(resource).set(keyOf(stored), stored);
      const type = previous === undefined ? 'ADDED' : 'MODIFIED';
      emit({ type, resource, object: stored, version, ...(previous === undefined ? {} : { previous }) });
      return stored;
    },
    remove(resource, object) {
      const previous = table(resource).get(keyOf(object));
      table(resource).delete(keyOf(object));
      const removed = stamped(object);
      emit({
        type: 'DELETED',
        resource,
        object: removed,
        version,
        ...(previous === undefined ? {} : { previous }),
      });
      return removed;
    },
    version: () => version,
    compacted: () => compacted,
    compact() {
      forget(history.length);
      // One version ahead, so that even the newest version seen so far is too old.
      version += 1;
      compacted = version;
    },
    changesSince: (resource, since) =>
      history.filter((change) => change.version > since && change.resource === resource),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
