// The life of one experiment that nothing goes wrong with.
import type { Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { networkDelay, podFailure } from '../manifests.ts';
import {
  conditionsOf,
  isInjected,
  isRecovered,
  orderOf,
  phaseOf,
  recordLines,
  recordsOf,
  stateOf,
} from '../seen.ts';
import { written } from '../telling.ts';

const hasFinalizer = ({ metadata }: Json): boolean =>
  metadata.finalizers?.includes('chaos-mesh/records') === true;
const isMarked = ({ metadata }: Json): boolean => metadata.deletionTimestamp !== undefined;

export const life: Chapter = {
  title: 'life',
  cases: [
    {
      name: 'an experiment is written finalizer first, conditions before records, and then tells that it is injected',
      expected: {
        created: { phase: '-', generation: 1, finalizers: undefined },
        order: ['finalizer', 'run', 'conditions', 'records', 'injected'],
        state: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
        generation: 5,
        told: [
          'desiredphase: started',
          'desiredphase: updated',
          'initFinalizers: finalizer-inited',
          'initFinalizers: updated',
          'records: applied',
          'records: updated',
        ],
      },
      async observe(scene) {
        await scene.deploy('web', 2);
        const one = await scene.start(podFailure('fail'));
        const injected = await one.until(isInjected, 'is injected');
        const { generation, finalizers } = one.created.metadata;
        return {
          created: { phase: phaseOf(one.created), generation, finalizers },
          order: orderOf(one.versions(), {
            finalizer: hasFinalizer,
            run: (object) => phaseOf(object) === 'Run',
            conditions: (object) => conditionsOf(object) === '',
            records: (object) => recordsOf(object).length > 0,
            injected: isInjected,
          }),
          state: stateOf(injected),
          generation: injected.metadata.generation,
          told: await scene.told.all('fail', [...written, 'finalizer-inited', 'started', 'applied']),
        };
      },
    },
    {
      name: 'at the end of its duration it recovers by itself and stays as a record of that',
      expected: {
        order: ['injected', 'stop', 'records', 'recovered'],
        state: { conditions: 'AllRecovered Selected', phase: 'Stop', records: ['pod Not Injected 1/1'] },
        finalizers: ['chaos-mesh/records'],
        told: [
          'desiredphase: started',
          'desiredphase: time-up',
          'desiredphase: updated',
          'initFinalizers: finalizer-inited',
          'initFinalizers: updated',
          'records: applied',
          'records: recovered',
          'records: updated',
        ],
        text: 'Time up according to the duration',
      },
      async observe(scene) {
        await scene.deploy('web', 2);
        const one = await scene.start(podFailure('brief', { duration: '4s' }));
        const ended = await one.until(isRecovered, 'is recovered');
        return {
          order: orderOf(one.versions(), {
            injected: isInjected,
            stop: (object) => phaseOf(object) === 'Stop',
            records: (object) => recordLines(object)[0] === 'pod Not Injected 1/1',
            recovered: isRecovered,
          }),
          state: stateOf(ended),
          finalizers: ended.metadata.finalizers,
          told: await scene.told.all('brief', [...written, 'time-up', 'recovered']),
          text: await scene.told.text('brief', 'TimeUp'),
        };
      },
    },
    {
      name: 'a deletion recovers first, and the last version a watch tells has the proof in its records',
      expected: {
        answer: 200,
        order: ['injected', 'marked', 'stop', 'records'],
        last: { phase: 'Stop', records: ['pod Not Injected 1/1'], finalizers: ['chaos-mesh/records'] },
        afterwards: 404,
        told: [
          'desiredphase: deleted',
          'desiredphase: started',
          'desiredphase: updated',
          'initFinalizers: finalizer-inited',
          'initFinalizers: finalizer-removed',
          'initFinalizers: updated',
          'records: applied',
          'records: recovered',
          'records: updated',
        ],
      },
      async observe(scene) {
        await scene.deploy('web', 2);
        const one = await scene.start(podFailure('gone'));
        await one.until(isInjected, 'is injected');
        const answer = await scene.remove('PodChaos', 'gone');
        const last = await one.untilGone();
        return {
          answer: answer.code,
          order: orderOf(one.versions(), {
            injected: isInjected,
            marked: isMarked,
            stop: (object) => phaseOf(object) === 'Stop',
            records: (object) => recordLines(object)[0] === 'pod Not Injected 1/1',
          }),
          last: { phase: phaseOf(last), records: recordLines(last), finalizers: last.metadata.finalizers },
          afterwards: (await scene.get('PodChaos', 'gone')).code,
          told: await scene.told.all('gone', [...written, 'deleted', 'recovered', 'finalizer-removed']),
        };
      },
    },
    {
      name: 'a network fault stands in the PodNetworkChaos of each pod, which it leaves behind empty',
      expected: {
        records: ['pod Injected 1/0', 'pod Injected 1/0'],
        during: [['tcs'], ['tcs']],
        after: [[], []],
        observed: [true, true],
      },
      async observe(scene) {
        const pods = await scene.deploy('web', 2);
        const one = await scene.start(networkDelay('lag'));
        const injected = await one.until(isInjected, 'is injected');
        const during = await networksOf(scene, pods);
        await scene.remove('NetworkChaos', 'lag');
        await one.untilGone();
        const after = await networksOf(scene, pods);
        return {
          records: recordLines(injected),
          during: during.map(({ spec }) => Object.keys(spec)),
          after: after.map(({ spec }) => Object.keys(spec)),
          observed: after.map(({ metadata, status }) => status.observedGeneration === metadata.generation),
        };
      },
    },
  ],
};

async function networksOf(
  scene: Parameters<Chapter['cases'][number]['observe']>[0],
  pods: readonly Json[],
): Promise<Json[]> {
  const replies = pods.map(({ metadata }) => scene.get('PodNetworkChaos', metadata.name));
  return (await Promise.all(replies)).map(({ body }) => body);
}
