// Puts the first objects into a sandbox cluster, as an administrator's `kubectl create` would.

import type { ControlPlane } from './controllers/control-plane.ts';
import {
  type Fields,
  fieldsAt,
  isFields,
  type KubeObject,
  type Metadata,
  textAt,
} from './objects/kube-object.ts';
import { withInitialStatus } from './store/initial-status.ts';
import type { Resource } from './store/resources.ts';

/** What a seed says of a status is kept: nodes, for one, have nobody else to say it. */
function completed(value: Fields, resource: Resource): KubeObject {
  const given = fieldsAt(value, 'metadata') as unknown as Metadata;
  const namespace = resource.namespaced ? { namespace: given.namespace ?? 'default' } : {};
  const object = { ...value, metadata: { ...given, ...namespace } } as KubeObject;
  return value['status'] === undefined ? withInitialStatus(resource, object) : object;
}

export function seed({ registry, catalog }: ControlPlane, objects: readonly unknown[]): void {
  for (const value of objects) {
    const copy: unknown = structuredClone(value);
    if (!isFields(copy)) throw new Error('a seeded object is not an object');
    const [apiVersion, kind] = [textAt(copy, 'apiVersion'), textAt(copy, 'kind')];
    const resource = catalog.byKind(apiVersion, kind);
    if (resource === undefined) throw new Error(`the sandbox serves no ${apiVersion} ${kind}`);
    registry.create(resource, completed(copy, resource));
  }
}
