// Who may do what: RBAC first, then Chaos Mesh's own question about the namespaces that a selector names.

import { all, allows, chaosRule, dora } from '../acting.ts';
import type { Chapter } from '../case.ts';
import type { Client, Json, Reply } from '../client.ts';
import { cpuStress, pausing, podFailure, web } from '../manifests.ts';
import { pathOf } from '../places.ts';
import { refusalOf } from '../refusal.ts';

function create(
  client: Client,
  namespace: string,
  object: Json,
  query: Record<string, string> = {},
): Promise<Reply> {
  return client.ask('POST', pathOf(object.kind, namespace), object, { query });
}

function selecting(namespace: string): Json {
  return podFailure('abroad', { selector: { ...web, namespaces: [namespace] } });
}

export const rights: Chapter = {
  title: 'rights',
  cases: [
    {
      name: 'a person creates where they may, dry or not',
      expected: { dry: 201, real: 201, paused: 200, removed: 200 },
      async observe(scene) {
        const { client } = await dora(scene);
        const dry = await create(client, scene.namespace, podFailure('mine'), { dryRun: 'All' });
        const real = await create(client, scene.namespace, podFailure('mine'));
        const path = pathOf('PodChaos', scene.namespace, 'mine');
        const paused = await client.ask('PATCH', path, pausing);
        const removed = await client.ask('DELETE', path);
        return { dry: dry.code, real: real.code, paused: paused.code, removed: removed.code };
      },
    },
    {
      name: 'a selector that names a namespace without rights is denied by the auth webhook',
      expected: {
        byNamespaces: {
          code: 403,
          reason: 'Forbidden',
          by: 'vauth.kb.io',
          text: 'WHO is forbidden on namespace THERE',
        },
        byPods: {
          code: 403,
          reason: 'Forbidden',
          by: 'vauth.kb.io',
          text: 'WHO is forbidden on namespace THERE',
        },
        dry: 403,
      },
      async observe(scene) {
        const elsewhere = await scene.another();
        const { client, person } = await dora(scene);
        const said = (reply: Reply): Json => {
          const refusal = refusalOf(reply);
          const text = refusal.text?.trim().replace(person.user, 'WHO').replace(elsewhere, 'THERE');
          return { ...refusal, text };
        };
        const byPods = podFailure('abroad', { selector: { pods: { [elsewhere]: ['web-1'] } } });
        return {
          byNamespaces: said(await create(client, scene.namespace, selecting(elsewhere))),
          byPods: said(await create(client, scene.namespace, byPods)),
          dry: (await create(client, scene.namespace, selecting(elsewhere), { dryRun: 'All' })).code,
        };
      },
    },
    {
      name: 'a creation in a namespace without rights never reaches a webhook',
      expected: {
        code: 403,
        reason: 'Forbidden',
        by: 'podchaos.chaos-mesh.org is forbidden: User "WHO" cannot create resource "podchaos" in API group "chaos-mesh.org" in the namespace "THERE"',
      },
      async observe(scene) {
        const elsewhere = await scene.another();
        const { client, person } = await dora(scene);
        const { by = '', ...refusal } = refusalOf(await create(client, elsewhere, podFailure('abroad')));
        return { ...refusal, by: by.replace(person.user, 'WHO').replace(elsewhere, 'THERE') };
      },
    },
    {
      name: 'a kind that the role does not name is refused',
      expected: { code: 403, reason: 'Forbidden' },
      async observe(scene) {
        const { client } = await dora(scene);
        const { by: _, ...refusal } = refusalOf(await create(client, scene.namespace, cpuStress('cpu')));
        return refusal;
      },
    },
    {
      name: 'pausing needs the right to update beside that to patch, for the webhook asks by operation',
      expected: { paused: { code: 403, reason: 'Forbidden', by: 'vauth.kb.io' }, created: 403 },
      async observe(scene) {
        await scene.make(podFailure('theirs'));
        const verbs = all.filter((verb) => !['create', 'update'].includes(verb));
        const { client } = await dora(scene, [{ ...chaosRule, verbs }]);
        const path = pathOf('PodChaos', scene.namespace, 'theirs');
        const { text: _, ...paused } = refusalOf(await client.ask('PATCH', path, pausing));
        const created = (await create(client, scene.namespace, podFailure('mine'))).code;
        return { paused, created };
      },
    },
    {
      name: 'the API server answers for a person and a namespace what it would allow',
      expected: { here: true, elsewhere: false, otherKind: false, everywhere: false, somebodyElse: false },
      async observe(scene) {
        const elsewhere = await scene.another();
        const { person } = await dora(scene);
        const may = (user: string, attributes: Json): Promise<boolean> => allows(scene, user, attributes);
        const { user } = person;
        return {
          here: await may(user, { resource: 'podchaos', namespace: scene.namespace }),
          elsewhere: await may(user, { resource: 'podchaos', namespace: elsewhere }),
          otherKind: await may(user, { resource: 'stresschaos', namespace: scene.namespace }),
          everywhere: await may(user, { resource: 'podchaos' }),
          somebodyElse: await may('otto@nowhere', { resource: 'podchaos', namespace: scene.namespace }),
        };
      },
    },
  ],
};
