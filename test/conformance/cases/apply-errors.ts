// Daemons that refuse to set a fault up, and what a deletion makes of that.
import { type Chapter, onDaemon } from '../case.ts';
import { cpuStress, networkDelay } from '../manifests.ts';
import {
  failuresOf,
  hasFailed,
  isInjected,
  isMarked,
  nameless,
  phaseOf,
  recordLines,
  stateOf,
} from '../seen.ts';

export const applyErrors: Chapter = {
  title: 'errors at apply',
  cases: [
    {
      name: 'a daemon’s error at apply stands in the record, is told as a warning, and is forgotten by nobody once healed',
      ...onDaemon,
      expected: {
        failing: {
          conditions: 'AllRecovered Selected',
          phase: 'Run',
          records: ['container Not Injected 0/0'],
        },
        failures: ['Apply: rpc error: code = Internal desc = no cgroup here'],
        text: 'Failed to apply chaos: rpc error: code = Internal desc = no cgroup here',
        healed: { conditions: 'AllInjected Selected', phase: 'Run', records: ['container Injected 1/0'] },
        still: ['Apply: rpc error: code = Internal desc = no cgroup here'],
        carried: true,
      },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        scene.daemon().failApply('no cgroup here');
        const one = await scene.start(cpuStress('cpu'));
        const failing = await one.until(
          (object) => hasFailed(object) && stateOf(object).conditions !== '',
          'has failed',
        );
        const text = await scene.told.text('cpu', 'Failed');
        scene.daemon().heal();
        const healed = await one.until(isInjected, 'is injected');
        return {
          failing: stateOf(failing),
          failures: failuresOf(failing),
          text,
          healed: stateOf(healed),
          still: failuresOf(healed),
          carried: scene.daemon().carries(pod),
        };
      },
    },
    {
      name: 'of a network fault’s error only a sentence is left, and the record waits',
      ...onDaemon,
      expected: {
        records: ['pod Not Injected/Wait 0/0'],
        failures: ['Apply: failed to apply for pod NS/POD: unable to set tcs for pod POD'],
        healed: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        scene.daemon().failApply('no qdisc here');
        const one = await scene.start(networkDelay('lag'));
        const failing = await one.until(hasFailed, 'has failed');
        scene.daemon().heal();
        const healed = await one.until(isInjected, 'is injected');
        return {
          records: recordLines(failing),
          failures: nameless(failuresOf(failing)),
          healed: stateOf(healed),
        };
      },
    },
    {
      name: 'deleted while its injection fails, a daemon’s fault goes at once and was never there',
      ...onDaemon,
      expected: { last: ['container Not Injected 0/0'], carried: false },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        scene.daemon().failApply('no cgroup here');
        const one = await scene.start(cpuStress('cpu'));
        await one.until(hasFailed, 'has failed');
        await scene.remove('StressChaos', 'cpu');
        const last = recordLines(await one.untilGone());
        return { last, carried: scene.daemon().carries(pod) };
      },
    },
    {
      name: 'deleted while its injection fails, a network fault hangs until it could be applied, then recovers',
      ...onDaemon,
      expected: {
        deleting: ['pod Not Injected/Wait 0/0'],
        hangs: 200,
        last: ['pod Not Injected 1/1'],
        carried: false,
      },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        scene.daemon().failApply('no qdisc here');
        const one = await scene.start(networkDelay('lag'));
        await one.until(hasFailed, 'has failed');
        await scene.remove('NetworkChaos', 'lag');
        const deleting = await one.until(
          (object) => isMarked(object) && phaseOf(object) === 'Stop',
          'is to stop',
        );
        const hangs = (await scene.get('NetworkChaos', 'lag')).code;
        scene.daemon().heal();
        const last = recordLines(await one.untilGone());
        return { deleting: recordLines(deleting), hangs, last, carried: scene.daemon().carries(pod) };
      },
    },
  ],
};
