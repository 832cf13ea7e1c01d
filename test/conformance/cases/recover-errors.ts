// Daemons that refuse to take a fault away: what is told, what hangs, what stays.
import { type Chapter, onDaemon } from '../case.ts';
import type { Json } from '../client.ts';
import { cpuStress, forcing, networkDelay, touching } from '../manifests.ts';
import {
  failuresOf,
  hasFailed,
  isInjected,
  isRecovered,
  nameless,
  phaseOf,
  recordLines,
  recordsOf,
  stateOf,
} from '../seen.ts';
import { untilTime } from '../waiting.ts';

function triesOf(object: Json): number {
  return recordsOf(object)[0]?.events?.length ?? 0;
}

export const recoverErrors: Chapter = {
  title: 'errors at recover',
  cases: [
    {
      name: 'a network fault that cannot be recovered stays deleting, forced or not, and ends by itself once it can',
      ...onDaemon,
      expected: {
        records: ['pod Injected/Wait 1/0'],
        failures: ['Recover: failed to apply for pod NS/POD: unable to set tcs for pod POD'],
        forced: { code: 200, finalizers: ['chaos-mesh/records'] },
        last: ['pod Not Injected 1/1'],
        carried: [true, false],
      },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        const one = await scene.start(networkDelay('stuck'));
        await one.until(isInjected, 'is injected');
        scene.daemon().failRecover('no such set');
        await scene.remove('NetworkChaos', 'stuck');
        const failing = await one.until(hasFailed, 'has failed');
        const carried = scene.daemon().carries(pod);
        await scene.change('NetworkChaos', 'stuck', forcing);
        const tries = triesOf(failing);
        await one.until((object) => triesOf(object) > tries, 'has failed again');
        const { code, body } = await scene.get('NetworkChaos', 'stuck');
        scene.daemon().heal();
        const last = recordLines(await one.untilGone());
        return {
          records: recordLines(failing),
          failures: nameless(failuresOf(failing)),
          forced: { code, finalizers: body.metadata.finalizers },
          last,
          carried: [carried, scene.daemon().carries(pod)],
        };
      },
    },
    {
      name: 'a stressor that cannot be ended says nothing and is not tried again until somebody touches the object',
      ...onDaemon,
      expected: {
        state: { conditions: 'AllInjected Selected', phase: 'Stop', records: ['container Injected 1/0'] },
        failures: [],
        carried: true,
        touched: {
          conditions: 'AllRecovered Selected',
          phase: 'Stop',
          records: ['container Not Injected 1/1'],
        },
        told: false,
      },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        const one = await scene.start(cpuStress('silent', { duration: '5s' }));
        await one.until(isInjected, 'is injected');
        scene.daemon().failRecover('no such process');
        await one.until((object) => phaseOf(object) === 'Stop', 'is to stop');
        await scene.told.all('silent', ['time-up']);
        // Long enough for many a try, were there any.
        await untilTime(Date.now() + 2_000);
        scene.daemon().heal();
        await untilTime(Date.now() + 2_000);
        const { body } = await scene.get('StressChaos', 'silent');
        const carried = scene.daemon().carries(pod);
        const told = await scene.told.all('silent', ['time-up']);
        await scene.change('StressChaos', 'silent', touching);
        return {
          state: stateOf(body),
          failures: failuresOf(body),
          carried,
          touched: stateOf(await one.until(isRecovered, 'is recovered')),
          told: told.some((line) => line.includes('failed')),
        };
      },
    },
    {
      name: 'a forced deletion of a stressor that cannot be ended is quick, and the fault stays',
      ...onDaemon,
      expected: { last: ['container Injected 1/0'], carried: true },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        const one = await scene.start(cpuStress('forced'));
        await one.until(isInjected, 'is injected');
        scene.daemon().failRecover('no such process');
        await scene.remove('StressChaos', 'forced');
        await one.until((object) => phaseOf(object) === 'Stop', 'is to stop');
        await scene.change('StressChaos', 'forced', forcing);
        const last = recordLines(await one.untilGone());
        return { last, carried: scene.daemon().carries(pod) };
      },
    },
  ],
};
