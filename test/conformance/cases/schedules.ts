// Schedules: when they start, what they do about a run that is not over, and what they keep.

import type { Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { pausing, resuming } from '../manifests.ts';
import { added, begin, children, goneOf, schedule } from '../schedule-runs.ts';
import { isInjected } from '../seen.ts';

export const schedules: Chapter = {
  title: 'schedules',
  cases: [
    {
      name: 'the first run comes a period after creation, with its schedule’s label, owner and a drawn name',
      expected: {
        atOnce: 0,
        label: 'beat',
        owner: ['Schedule', 'beat', true],
        drawn: true,
        told: 'Create new object: RUN',
        active: true,
      },
      async observe(scene) {
        const beats = await scene.follow('Schedule');
        const runs = await begin(scene, schedule('beat', {}, { duration: '1s' }));
        const atOnce = added(runs).length;
        const [run] = await children(runs, 1);
        const { name, labels, ownerReferences } = run.metadata;
        const [owner] = ownerReferences;
        const text = await scene.told.text('beat', 'Spawned');
        const isActive = ({ object }: { object: Json }): boolean => (object.status?.active ?? []).length >= 1;
        const { object } = await beats.until(isActive, 'knows of its run');
        return {
          atOnce,
          label: labels['managed-by'],
          owner: [owner.kind, owner.name, owner.controller],
          drawn: /^beat-[a-z0-9]{5}$/.test(name),
          told: text.replace(name, 'RUN'),
          active: isActive({ object }),
        };
      },
    },
    {
      name: 'Forbid postpones a run while the last is not over',
      expected: { overlap: false, told: true },
      async observe(scene) {
        const spec = { concurrencyPolicy: 'Forbid', schedule: '@every 2s' };
        const runs = await begin(scene, schedule('alone', spec, { duration: '5s' }));
        const [first] = await children(runs, 1);
        const text = await scene.told.text('alone', 'Forbid');
        await children(runs, 2);
        const versions = runs.events();
        const second = versions.findIndex(
          ({ type, object }) => type === 'ADDED' && object.metadata.uid !== first.metadata.uid,
        );
        const before = versions
          .slice(0, second)
          .findLast(({ object }) => object.metadata.uid === first.metadata.uid);
        const isOver = before?.object.status.experiment.desiredPhase === 'Stop';
        return { overlap: !isOver, told: text.startsWith('Forbid spawning new job because: ') };
      },
    },
    {
      name: 'Allow starts the next run while the last goes on',
      expected: { bothInjected: true },
      async observe(scene) {
        const runs = await begin(
          scene,
          schedule('crowd', { concurrencyPolicy: 'Allow' }, { duration: '10m' }),
        );
        const pair = await children(runs, 2);
        const injected = pair
          .slice(0, 2)
          .map(({ metadata }) =>
            runs.until(
              ({ object }) => object.metadata.uid === metadata.uid && isInjected(object),
              'is injected',
            ),
          );
        return { bothInjected: (await Promise.all(injected)).length === 2 };
      },
    },
    {
      name: 'no more finished runs are kept than the history limit says',
      expected: { oldestGone: true, kept: true },
      async observe(scene) {
        const runs = await begin(
          scene,
          schedule('short', { historyLimit: 1, concurrencyPolicy: 'Allow' }, { duration: '1s' }),
        );
        const [first] = await children(runs, 2);
        await goneOf(runs, 1);
        const [gone] = runs.events().filter(({ type }) => type === 'DELETED');
        return {
          oldestGone: gone?.object.metadata.uid === first.metadata.uid,
          kept: (await scene.list('PodChaos')).length >= 1,
        };
      },
    },
    {
      name: 'without a history limit an endless run goes as soon as it is there',
      expected: { goneIsFirst: true, injected: false },
      async observe(scene) {
        const object = schedule('blink', {});
        const { historyLimit: _, ...spec } = object.spec;
        const runs = await begin(scene, { ...object, spec });
        const [first] = await children(runs, 1);
        await goneOf(runs, 1);
        const seen = runs.events().filter(({ object }) => object.metadata.uid === first.metadata.uid);
        return {
          goneIsFirst: seen.at(-1)?.type === 'DELETED',
          injected: seen.some(({ object }) => isInjected(object)),
        };
      },
    },
    {
      name: 'a pause passes on to its runs, a resume as well',
      expected: { paused: 'true', resumed: 'false' },
      async observe(scene) {
        const spec = { concurrencyPolicy: 'Forbid' };
        const runs = await begin(scene, schedule('rest', spec, { duration: '10m' }));
        const [run] = await children(runs, 1);
        const mark = ({ metadata }: Json): string =>
          metadata.annotations?.['experiment.chaos-mesh.org/pause'];
        const marked = async (text: string): Promise<string> => {
          const isSo = ({ object }: { object: Json }): boolean =>
            object.metadata.uid === run.metadata.uid && mark(object) === text;
          return mark((await runs.until(isSo, `is marked ${text}`)).object);
        };
        await scene.change('Schedule', 'rest', pausing);
        const paused = await marked('true');
        await scene.change('Schedule', 'rest', resuming);
        return { paused, resumed: await marked('false') };
      },
    },
    {
      name: 'a deleted Schedule takes its runs along, recovered',
      expected: { last: 'Not Injected', left: 0 },
      async observe(scene) {
        const runs = await begin(scene, schedule('ends', {}, { duration: '10m' }));
        const [run] = await children(runs, 1);
        await runs.until(
          ({ object }) => object.metadata.uid === run.metadata.uid && isInjected(object),
          'is injected',
        );
        await scene.remove('Schedule', 'ends');
        const isGone = ({ type, object }: { type: string; object: Json }): boolean =>
          type === 'DELETED' && object.metadata.uid === run.metadata.uid;
        const { object } = await runs.until(isGone, 'is gone');
        const left = (await scene.list('PodChaos')).filter(
          ({ metadata }) => metadata.uid === run.metadata.uid,
        ).length;
        return { last: object.status.experiment.containerRecords[0].phase, left };
      },
    },
  ],
};
