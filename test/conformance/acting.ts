// People with rights of their own in a scene, and the question what they may do.
import type { Client, Json, Person } from './client.ts';
import { role, roleBinding } from './manifests.ts';
import { pathOf } from './places.ts';
import type { Scene } from './scene.ts';

export const all = ['create', 'get', 'list', 'watch', 'delete', 'update', 'patch'];
export const chaosRule = {
  apiGroups: ['chaos-mesh.org'],
  resources: ['podchaos', 'networkchaos'],
  verbs: all,
};

/** A person with rights on two kinds in the scene's namespace and nowhere else. */
export async function dora(
  scene: Scene,
  rules: readonly Json[] = [chaosRule],
): Promise<{ person: Person; client: Client }> {
  const person = { user: `dora@${scene.namespace}`, groups: [] };
  await scene.make(role('chaos', rules));
  await scene.make(roleBinding('chaos', person.user));
  await untilAllowed(scene, person.user, { verb: 'get', resource: 'podchaos', namespace: scene.namespace });
  return { person, client: scene.client.as(person) };
}

/** The API server learns of its own rules by a watch, a moment after they were written. */
export async function untilAllowed(scene: Scene, user: string, attributes: Json): Promise<void> {
  for (let may = false; !may; may = await allows(scene, user, attributes));
}

export async function allows(scene: Scene, user: string, attributes: Json): Promise<boolean> {
  const resourceAttributes = { verb: 'create', group: 'chaos-mesh.org', ...attributes };
  const head = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview' };
  const review = { ...head, spec: { user, resourceAttributes } };
  return (await scene.client.ask('POST', pathOf(head.kind, undefined), review)).body.status.allowed;
}
