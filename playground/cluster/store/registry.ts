// Creates, changes and removes objects by the rules of the API server: versions, generations, finalizers.

import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../clock.ts';
import { type KubeObject, kubeTime, type Metadata } from '../objects/kube-object.ts';
import { alreadyExists, conflict, invalid, notFound } from '../objects/status-error.ts';
import { isFree, markedDeleted, waits } from './deletion.ts';
import { metadataProblems } from './metadata-rules.ts';
import { type Resource, resourceKey } from './resources.ts';
import type { Store } from './store.ts';

export interface Removal {
  readonly uid?: string;
  readonly resourceVersion?: string;
  /** Only pods wait: they stay terminating until the kubelet has stopped them. */
  readonly graceSeconds?: number;
  readonly dryRun?: boolean;
}

export interface Registry {
  get(resource: Resource, namespace: string | undefined, name: string): KubeObject | undefined;
  list(resource: Resource, namespace?: string): KubeObject[];
  create(resource: Resource, object: KubeObject, dryRun?: boolean): KubeObject;
  /** Replaces the object; a resourceVersion in it must be the current one. */
  update(resource: Resource, next: KubeObject, dryRun?: boolean): KubeObject;
  /** Clones, changes and stores what is there; undefined when it is gone. */
  edit(
    resource: Resource,
    namespace: string | undefined,
    name: string,
    change: (draft: KubeObject) => void,
  ): KubeObject | undefined;
  remove(resource: Resource, namespace: string | undefined, name: string, removal?: Removal): KubeObject;
}

export interface RegistryDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly newUid: () => string;
  readonly randomText: (length: number) => string;
}

const DRAWS = 8;

export function createRegistry({ store, clock, newUid, randomText }: RegistryDeps): Registry {
  const get: Registry['get'] = (resource, namespace, name) =>
    store.get(resourceKey(resource), namespace, name);

  function existing(resource: Resource, namespace: string | undefined, name: string): KubeObject {
    const found = get(resource, namespace, name);
    if (found === undefined) throw notFound(resource, name);
    return found;
  }

  /** A drawn name that is taken is drawn again, as the API server does it. */
  function draw(resource: Resource, { generateName, namespace }: Metadata): string {
    if (!generateName) return '';
    const names = Array.from({ length: DRAWS }, () => generateName + randomText(5));
    return names.find((name) => get(resource, namespace, name) === undefined) ?? (names[0] || '');
  }

  function fresh(resource: Resource, object: KubeObject): KubeObject {
    const { metadata } = object;
    const name = metadata.name || draw(resource, metadata);
    const { deletionTimestamp: _, deletionGracePeriodSeconds: __, ...kept } = metadata;
    const stamps = { uid: newUid(), generation: 1, creationTimestamp: kubeTime(clock.now()) };
    return { ...object, metadata: { ...kept, name, ...stamps, resourceVersion: '' } };
  }

  function create(resource: Resource, object: KubeObject, dryRun = false): KubeObject {
    const made = fresh(resource, object);
    const problems = metadataProblems(made);
    if (problems.length > 0) throw invalid(resource, made.metadata.name, problems);
    if (get(resource, made.metadata.namespace, made.metadata.name) !== undefined) {
      throw alreadyExists(resource, made.metadata.name);
    }
    return dryRun ? made : store.put(resourceKey(resource), made);
  }

  function update(resource: Resource, next: KubeObject, dryRun = false): KubeObject {
    const current = existing(resource, next.metadata.namespace, next.metadata.name);
    checkSame(resource, current, next);
    const merged = carried(resource, current, next);
    if (isDeepStrictEqual(merged, current)) return current;
    const problems = metadataProblems(merged);
    if (problems.length > 0) throw invalid(resource, merged.metadata.name, problems);
    if (dryRun) return merged;
    // Who takes away the last finalizer deletes what was stored before: watches are told that, finalizer and all.
    return isFree(resource, merged)
      ? store.remove(resourceKey(resource), current)
      : store.put(resourceKey(resource), merged);
  }

  function remove(
    resource: Resource,
    namespace: string | undefined,
    name: string,
    removal: Removal = {},
  ): KubeObject {
    const current = existing(resource, namespace, name);
    checkPreconditions(resource, current, removal);
    if (removal.dryRun === true) return current;
    const graceSeconds = removal.graceSeconds ?? 0;
    if (!waits(resource, current, graceSeconds)) return store.remove(resourceKey(resource), current);
    if (current.metadata.deletionTimestamp !== undefined) return current;
    return store.put(resourceKey(resource), markedDeleted(resource, current, graceSeconds, clock.now()));
  }

  return {
    get,
    list: (resource, namespace) => store.list(resourceKey(resource), namespace),
    create,
    update,
    edit(resource, namespace, name, change) {
      const current = get(resource, namespace, name);
      if (current === undefined) return undefined;
      const draft = structuredClone(current);
      change(draft);
      return update(resource, draft);
    },
    remove,
  };
}

function checkSame(resource: Resource, current: KubeObject, next: KubeObject): void {
  const { name, resourceVersion, uid } = next.metadata;
  if (uid && uid !== current.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`;
    throw conflict(resource, name, why);
  }
  if (resourceVersion && resourceVersion !== current.metadata.resourceVersion) throw conflict(resource, name);
}

function checkPreconditions(
  resource: Resource,
  current: KubeObject,
  { uid, resourceVersion }: Removal,
): void {
  const { name, uid: ownUid, resourceVersion: ownVersion } = current.metadata;
  if (uid !== undefined && uid !== ownUid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${ownUid}). The object might have been deleted and then recreated`;
    throw conflict(resource, name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== ownVersion) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${ownVersion}). The object might have been modified`;
    throw conflict(resource, name, why);
  }
}

/** What a client cannot change is carried over; the generation rises as the resource's kind demands. */
function carried(resource: Resource, current: KubeObject, next: KubeObject): KubeObject {
  const { uid, creationTimestamp, resourceVersion, deletionTimestamp, deletionGracePeriodSeconds } =
    current.metadata;
  const kept = {
    uid,
    creationTimestamp,
    resourceVersion,
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
  };
  const generation = (current.metadata.generation ?? 1) + (bumps(resource, current, next) ? 1 : 0);
  return { ...next, metadata: { ...next.metadata, ...kept, generation } };
}

function bumps(resource: Resource, current: KubeObject, next: KubeObject): boolean {
  if (!resource.custom || resource.statusSubresource)
    return !isDeepStrictEqual(current['spec'], next['spec']);
  // Chaos kinds have no status subresource, so their status writes raise the generation too.
  return !isDeepStrictEqual({ ...current, metadata: 0 }, { ...next, metadata: 0 });
}
