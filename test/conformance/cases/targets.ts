// Which pods an experiment takes, and when it chooses.
import type { Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { networkDelay, paused, podFailure, podKill, resuming, touching } from '../manifests.ts';
import type { Scene } from '../scene.ts';
import {
  hasConditions,
  isInjected,
  isRecovered,
  isTrue,
  nothingTrue,
  phaseOf,
  recordLines,
  recordsOf,
  stateOf,
} from '../seen.ts';

/**
 * Resolves when the controller is done with all it has been told so far: it takes the objects of a kind one at a time
 * and in order, so a later one that has its conditions says so of the earlier ones.
 */
async function untilQuiet(scene: Scene): Promise<void> {
  const later = await scene.start(podFailure('later', { selector: { labelSelectors: { app: 'nobody' } } }));
  await later.until(hasConditions, 'has conditions');
}

export const targets: Chapter = {
  title: 'targets',
  cases: [
    {
      name: 'new pods trigger nothing, any write to the object selects again',
      expected: {
        before: nothingTrue,
        after: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
      },
      async observe(scene) {
        const one = await scene.start(podFailure('late'));
        await scene.told.text('late', 'Failed');
        await one.until(hasConditions, 'has conditions');
        await untilQuiet(scene);
        await scene.deploy('web', 1);
        const { body } = await scene.get('PodChaos', 'late');
        await scene.change('PodChaos', 'late', touching);
        return { before: stateOf(body), after: stateOf(await one.until(isInjected, 'is injected')) };
      },
    },
    {
      name: 'a write after the end selects as well: late pods are records that were never injected',
      expected: {
        before: { conditions: '', phase: 'Stop', records: [] },
        after: { conditions: 'AllRecovered Selected', phase: 'Stop', records: ['pod Not Injected 0/0'] },
      },
      async observe(scene) {
        const one = await scene.start(podFailure('toolate', { duration: '2s' }));
        await one.until((object) => hasConditions(object) && phaseOf(object) === 'Stop', 'is over');
        await untilQuiet(scene);
        await scene.deploy('web', 1);
        const before = stateOf((await scene.get('PodChaos', 'toolate')).body);
        await scene.change('PodChaos', 'toolate', touching);
        return { before, after: stateOf(await one.until(isRecovered, 'has its target')) };
      },
    },
    {
      name: 'without a selector every pod of the namespace is taken',
      expected: { code: 201, records: ['pod Injected 1/0', 'pod Injected 1/0'] },
      async observe(scene) {
        await scene.deploy('web', 1);
        await scene.deploy('cart', 1);
        const watching = await scene.follow('PodChaos');
        const { selector: _, ...spec } = podFailure('everyone', { mode: 'all' }).spec;
        const { code } = await scene.post({ ...podFailure('everyone'), spec });
        const { object } = await watching.until(({ object }) => isInjected(object), 'is injected');
        return { code, records: recordLines(object) };
      },
    },
    {
      name: 'created paused it freezes its targets, and injects them at resume',
      expected: {
        frozen: {
          conditions: 'AllRecovered Paused Selected',
          phase: 'Stop',
          records: ['pod Not Injected 0/0'],
        },
        resumed: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
        sameTarget: true,
      },
      async observe(scene) {
        await scene.deploy('web', 3);
        const one = await scene.start(podFailure('preview', {}, paused));
        const frozen = await one.until((object) => isTrue(object, 'AllRecovered'), 'has its targets');
        await scene.change('PodChaos', 'preview', resuming);
        const resumed = await one.until(isInjected, 'is injected');
        return {
          frozen: stateOf(frozen),
          resumed: stateOf(resumed),
          sameTarget: recordsOf(frozen)[0].id === recordsOf(resumed)[0].id,
        };
      },
    },
    {
      name: 'records emptied by hand on a paused object are chosen anew',
      expected: { emptied: 200, records: ['pod Not Injected 0/0'], another: true },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('redrawn', { mode: 'all' }, paused));
        const frozen = await one.until((object) => isTrue(object, 'AllRecovered'), 'has its target');
        await scene.replaceOne('web');
        const emptied = { status: { experiment: { containerRecords: [] } } };
        const { code } = await scene.call('PATCH', 'PodChaos', 'redrawn', emptied);
        const isAnew = (object: Json): boolean =>
          recordsOf(object).length > 0 && recordsOf(object)[0].id !== recordsOf(frozen)[0].id;
        const anew = await one.until(isAnew, 'has other targets');
        return { emptied: code, records: recordLines(anew), another: isAnew(anew) };
      },
    },
    {
      name: 'a network fault with a target keeps records of both ends',
      expected: { records: ['.Target pod Injected 1/0', 'pod Injected 1/0'] },
      async observe(scene) {
        await scene.deploy('web', 1);
        await scene.deploy('cart', 1);
        const target = { mode: 'all', selector: { labelSelectors: { app: 'cart' } } };
        const one = await scene.start(networkDelay('between', { direction: 'both', target }));
        return { records: recordLines(await one.until(isInjected, 'is injected')) };
      },
    },
    {
      name: 'a target that matches nothing fails the whole network fault',
      expected: { state: nothingTrue, text: 'Failed to select targets: no pod is selected' },
      async observe(scene) {
        await scene.deploy('web', 1);
        const target = { mode: 'all', selector: { labelSelectors: { app: 'nobody' } } };
        const one = await scene.start(networkDelay('between', { target }));
        const text = await scene.told.text('between', 'Failed');
        return { state: stateOf(await one.until(hasConditions, 'has conditions')), text };
      },
    },
    {
      name: 'a selector may name its pods',
      expected: { records: ['pod Injected 1/0'], theNamed: true },
      async observe(scene) {
        const pods = await scene.deploy('web', 1);
        const name = pods[0].metadata.name;
        const one = await scene.start(
          podKill('named', { selector: { pods: { [scene.namespace]: [name] } } }),
        );
        const injected = await one.until(isInjected, 'is injected');
        return {
          records: recordLines(injected),
          theNamed: recordsOf(injected)[0].id === `${scene.namespace}/${name}`,
        };
      },
    },
  ],
};
