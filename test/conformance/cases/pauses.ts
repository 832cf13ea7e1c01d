// Pausing and resuming, one-shots, and the clock.
import type { Chapter } from '../case.ts';
import { paused, pausing, podFailure, podKill, resuming } from '../manifests.ts';
import { isInjected, isRecovered, isTrue, recordLines, stateOf } from '../seen.ts';
import { written } from '../telling.ts';
import { untilTime } from '../waiting.ts';

const endAfter = (
  { created }: { created: { metadata: { creationTimestamp: string } } },
  seconds: number,
): number => Date.parse(created.metadata.creationTimestamp) + seconds * 1000;

export const pauses: Chapter = {
  title: 'pauses',
  cases: [
    {
      name: 'a pause recovers, a resume inside the duration injects the same targets again',
      expected: {
        paused: {
          conditions: 'AllRecovered Paused Selected',
          phase: 'Stop',
          records: ['pod Not Injected 1/1'],
        },
        resumed: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 2/1'] },
        told: [
          'desiredphase: paused',
          'desiredphase: started',
          'desiredphase: updated',
          'initFinalizers: finalizer-inited',
          'initFinalizers: updated',
          'records: applied',
          'records: recovered',
          'records: updated',
        ],
      },
      async observe(scene) {
        await scene.deploy('web', 2);
        const one = await scene.start(podFailure('held', { duration: '10m' }));
        await one.until(isInjected, 'is injected');
        await scene.change('PodChaos', 'held', pausing);
        const stopped = await one.until(
          (object) => isTrue(object, 'Paused') && isRecovered(object),
          'is paused',
        );
        await scene.change('PodChaos', 'held', resuming);
        const again = (object: unknown): boolean =>
          isInjected(object) && recordLines(object)[0] === 'pod Injected 2/1';
        const resumed = await one.until(again, 'is injected again');
        return {
          paused: stateOf(stopped),
          resumed: stateOf(resumed),
          told: await scene.told.all('held', [...written, 'paused', 'recovered']),
        };
      },
    },
    {
      name: 'a pause that outlasts the duration ends it without a word: the resume injects nothing',
      expected: {
        state: { conditions: 'AllRecovered Selected', phase: 'Stop', records: ['pod Not Injected 1/1'] },
        timeUp: false,
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('overslept', { duration: '8s' }));
        await one.until(isInjected, 'is injected');
        await scene.change('PodChaos', 'overslept', pausing);
        await one.until((object) => isTrue(object, 'Paused') && isRecovered(object), 'is paused');
        await untilTime(endAfter(one, 8));
        await scene.change('PodChaos', 'overslept', resuming);
        const resumed = await one.until(
          (object) =>
            recordLines(object)[0] === 'pod Not Injected 1/1' &&
            isRecovered(object) &&
            !isTrue(object, 'Paused'),
          'is not paused',
        );
        const told = await scene.told.all('overslept', [...written, 'recovered']);
        return { state: stateOf(resumed), timeUp: told.some((line) => line.includes('time-up')) };
      },
    },
    {
      name: 'only the exact text true pauses',
      expected: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
      async observe(scene) {
        await scene.deploy('web', 1);
        const yes = { annotations: { 'experiment.chaos-mesh.org/pause': 'yes' } };
        const one = await scene.start(podFailure('unheld', {}, yes));
        return stateOf(await one.until(isInjected, 'is injected'));
      },
    },
    {
      name: 'a pod-kill stays injected for ever, whatever its duration, and never says that it started',
      expected: {
        state: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
        later: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
        told: [
          'initFinalizers: finalizer-inited',
          'initFinalizers: updated',
          'records: applied',
          'records: updated',
          'desiredphase: updated',
        ].sort(),
        replaced: true,
      },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        const pods = await scene.follow('Pod');
        const one = await scene.start(podKill('killed', { duration: '1s' }));
        const injected = await one.until(isInjected, 'is injected');
        await pods.until(
          ({ type, object }) => type === 'DELETED' && object.metadata.uid === pod.metadata.uid,
          'is gone',
        );
        await pods.until(
          ({ type, object }) => type === 'ADDED' && object.metadata.uid !== pod.metadata.uid,
          'comes anew',
        );
        await untilTime(endAfter(one, 2));
        const later = (await scene.get('PodChaos', 'killed')).body;
        const told = await scene.told.all('killed', [...written, 'applied']);
        return { state: stateOf(injected), later: stateOf(later), told, replaced: true };
      },
    },
    {
      name: 'a one-shot fires although it was created paused, and is only shown as paused',
      expected: { conditions: 'AllInjected Paused Selected', phase: 'Run', records: ['pod Injected 1/0'] },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podKill('paused', {}, paused));
        return stateOf(await one.until(isInjected, 'is injected'));
      },
    },
    {
      name: 'a container-kill goes by container and stays injected',
      expected: { conditions: 'AllInjected Selected', phase: 'Run', records: ['container Injected 1/0'] },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(
          podFailure('ck', { action: 'container-kill', containerNames: ['web'] }),
        );
        return stateOf(await one.until(isInjected, 'is injected'));
      },
    },
    {
      name: 'a deleted one-shot counts a recovery although nothing can be undone',
      expected: ['pod Not Injected 1/1'],
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podKill('undone'));
        await one.until(isInjected, 'is injected');
        await scene.remove('PodChaos', 'undone');
        return recordLines(await one.untilGone());
      },
    },
    {
      name: 'a negative duration is over at once and never injects',
      expected: {
        state: { conditions: 'AllRecovered Selected', phase: 'Stop', records: ['pod Not Injected 0/0'] },
        told: [
          'desiredphase: time-up',
          'desiredphase: updated',
          'initFinalizers: finalizer-inited',
          'initFinalizers: updated',
          'records: updated',
        ],
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('minus', { duration: '-5s' }));
        const state = stateOf(await one.until(isRecovered, 'is over'));
        return { state, told: await scene.told.all('minus', [...written, 'time-up']) };
      },
    },
  ],
};
