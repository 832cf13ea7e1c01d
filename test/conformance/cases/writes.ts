// Creating, changing and removing, as the API server answers it.
import type { Chapter } from '../case.ts';
import type { Json, Reply } from '../client.ts';
import { podFailure, web } from '../manifests.ts';
import { pathOf } from '../places.ts';
import { refusalOf } from '../refusal.ts';
import { isInjected, stateOf } from '../seen.ts';
import { watchFrom } from '../watching.ts';

const asApply = { type: 'application/apply-patch+yaml', query: { fieldManager: 'conformance' } };

export const writes: Chapter = {
  title: 'writes',
  cases: [
    {
      name: 'of two creations under one name the second is told that it exists',
      expected: {
        first: 201,
        second: { code: 409, reason: 'AlreadyExists', by: 'podchaos.chaos-mesh.org "twice" already exists' },
      },
      async observe(scene) {
        const first = await scene.post(podFailure('twice'));
        return { first: first.code, second: refusalOf(await scene.post(podFailure('twice'))) };
      },
    },
    {
      name: 'a manifest applied a second time changes nothing',
      expected: {
        codes: [201, 200],
        sameObject: true,
        sameSpec: true,
        state: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        const watching = await scene.follow('PodChaos');
        const apply = (): Promise<Reply> =>
          scene.client.ask(
            'PATCH',
            pathOf('PodChaos', scene.namespace, 'again'),
            podFailure('again'),
            asApply,
          );
        const first = await apply();
        await watching.until(({ object }) => isInjected(object), 'is injected');
        const second = await apply();
        return {
          codes: [first.code, second.code],
          sameObject: first.body.metadata.uid === second.body.metadata.uid,
          sameSpec: JSON.stringify(first.body.spec) === JSON.stringify(second.body.spec),
          state: stateOf(second.body),
        };
      },
    },
    {
      name: 'a dry run passes every check, is answered like a creation and leaves nothing behind',
      expected: {
        answer: { code: 201, namespaces: true, status: { experiment: {} } },
        afterwards: 404,
        refused: { code: 403, reason: 'Forbidden', by: 'vpodchaos.kb.io', fields: ['Spec.Duration'] },
      },
      async observe(scene) {
        const dryRun = { dryRun: 'All' };
        const { code, body } = await scene.post(podFailure('dry'), dryRun);
        const namespaces = body.spec.selector.namespaces?.[0] === scene.namespace;
        const refused = await scene.post(podFailure('dry', { duration: 'soon' }), dryRun);
        return {
          answer: { code, namespaces, status: body.status },
          afterwards: (await scene.get('PodChaos', 'dry')).code,
          refused: refusalOf(refused),
        };
      },
    },
    {
      name: 'a replacement that knows an old version, or none, is refused',
      expected: {
        old: { code: 409, reason: 'Conflict' },
        none: { code: 422, reason: 'Invalid', by: 'schema', fields: ['metadata.resourceVersion'] },
        uid: { code: 409, reason: 'Conflict' },
      },
      async observe(scene) {
        const created = await scene.make(
          podFailure('raced', { selector: { labelSelectors: { app: 'nobody' } } }),
        );
        await scene.told.all('raced', ['failed']);
        const old = await scene.call('PUT', 'PodChaos', 'raced', created);
        const { resourceVersion: _, ...metadata } = created.metadata;
        const none = await scene.call('PUT', 'PodChaos', 'raced', { ...created, metadata });
        const preconditions = { uid: '00000000-0000-0000-0000-000000000000' };
        const uid = await scene.call('DELETE', 'PodChaos', 'raced', { preconditions });
        const { by: __, ...oldRefusal } = refusalOf(old);
        const { by: ___, ...uidRefusal } = refusalOf(uid);
        return { old: oldRefusal, none: refusalOf(none), uid: uidRefusal };
      },
    },
    {
      name: 'a spec cannot be changed, labels and annotations can',
      expected: {
        spec: { code: 403, reason: 'Forbidden', by: 'vpodchaos.kb.io', text: 'Cannot update chaos spec' },
        labels: { code: 200, generation: 0 },
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('fixed'));
        const injected = await one.until(isInjected, 'is injected');
        const spec = await scene.call('PATCH', 'PodChaos', 'fixed', { spec: { duration: '1h' } });
        const labels = await scene.call('PATCH', 'PodChaos', 'fixed', {
          metadata: { labels: { by: 'ana' } },
        });
        const generation = labels.body.metadata.generation - injected.metadata.generation;
        return { spec: refusalOf(spec), labels: { code: labels.code, generation } };
      },
    },
    {
      name: 'a watch by label tells an object that loses the label as deleted',
      expected: ['ADDED', 'DELETED', 'ADDED'],
      async observe(scene) {
        const kind = pathOf('PodChaos', scene.namespace);
        const { body } = await scene.client.ask('GET', kind);
        const query = { labelSelector: 'team=web', resourceVersion: body.metadata.resourceVersion };
        const watching = watchFrom(scene.client, kind, query);
        const label = (team: string | null): Promise<Json> =>
          scene.change('PodChaos', 'led', { metadata: { labels: { team } } });
        const empty = { selector: { labelSelectors: { app: 'nobody' } } };
        await scene.make(podFailure('led', empty, { labels: { team: 'web' } }));
        await watching.until(({ type }) => type === 'ADDED', 'is added');
        await label(null);
        await watching.until(({ type }) => type === 'DELETED', 'is told deleted');
        await label('web');
        const types = (): string[] =>
          watching
            .events()
            .map(({ type }) => type)
            .filter((type) => type !== 'MODIFIED');
        await watching.untilAll(() => types().length === 3, 'is added again');
        watching.close();
        return types();
      },
    },
    {
      name: 'a watch from an old version tells what came since, from the next change on',
      expected: { first: 'MODIFIED', last: 'DELETED', versionsRise: true },
      async observe(scene) {
        const created = await scene.make(podFailure('past'));
        await scene.told.all('past', ['failed']);
        await scene.remove('PodChaos', 'past');
        const { resourceVersion } = created.metadata;
        const watching = watchFrom(scene.client, pathOf('PodChaos', scene.namespace), { resourceVersion });
        await watching.until(({ type }) => type === 'DELETED', 'is deleted');
        watching.close();
        const events = watching.events();
        const versions = events.map(({ object }) => Number(object.metadata.resourceVersion));
        return {
          first: events[0]?.type,
          last: events.at(-1)?.type,
          versionsRise: [Number(resourceVersion), ...versions].every(
            (version, index, all) => index === 0 || version > (all[index - 1] ?? 0),
          ),
        };
      },
    },
    {
      name: 'a status sent along at creation is believed, forged records and all',
      expected: {
        state: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
        images: 1,
      },
      async observe(scene) {
        const pods = await scene.deploy('web', 1);
        const id = `${scene.namespace}/${pods[0].metadata.name}`;
        const record = { id, selectorKey: '.', phase: 'Injected', injectedCount: 1, recoveredCount: 0 };
        const status = { experiment: { desiredPhase: 'Run', containerRecords: [record] } };
        const one = await scene.start({ ...podFailure('forged', { selector: web }), status });
        const seen = await one.until(isInjected, 'is injected');
        const images = new Set((await scene.pods('web')).map(({ spec }) => spec.containers[0].image)).size;
        return { state: stateOf(seen), images };
      },
    },
  ],
};
