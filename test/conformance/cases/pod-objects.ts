// The objects through which Chaos Mesh works on a pod, and what stays of them.
import { type Case, type Chapter, onDaemon } from '../case.ts';
import type { Json } from '../client.ts';
import { chaos, web } from '../manifests.ts';
import { failuresOf, hasFailed, isInjected, recordLines } from '../seen.ts';

const taken = { mode: 'all', selector: web };
const io = { ...taken, action: 'latency', delay: '10ms', volumePath: '/data', path: '/data/*', percent: 50 };
const http = { ...taken, target: 'Request', port: 80, path: '*', abort: true };

function left(kind: string, spec: Json, expected: Json): Case {
  return {
    name: `after ${kind} the pod’s object is emptied, not deleted`,
    needs: ['daemon'],
    expected,
    async observe(scene) {
      const [pod] = await scene.deploy('web', 1);
      const one = await scene.start(chaos(kind, 'brief', spec));
      await one.until(isInjected, 'is injected');
      const during = (await scene.get(`Pod${kind}`, pod.metadata.name)).body.spec;
      await scene.remove(kind, 'brief');
      await one.untilGone();
      const { code, body } = await scene.get(`Pod${kind}`, pod.metadata.name);
      return { during: Object.keys(during).sort(), after: { code, spec: Object.keys(body.spec).sort() } };
    },
  };
}

export const podObjects: Chapter = {
  title: 'pod objects',
  cases: [
    left('IOChaos', io, {
      during: ['actions', 'container', 'volumeMountPath'],
      after: { code: 200, spec: ['container', 'volumeMountPath'] },
    }),
    left('HTTPChaos', http, { during: ['rules'], after: { code: 200, spec: [] } }),
    {
      name: 'a failing IOChaos waits, and the pod’s object has the daemon’s words',
      ...onDaemon,
      expected: {
        records: ['container Not Injected/Wait 0/0'],
        failed: true,
        healed: ['container Injected 1/0'],
      },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        scene.daemon().failApply('no toda here');
        const one = await scene.start(chaos('IOChaos', 'stuck', io));
        const failing = await one.until(hasFailed, 'has failed');
        const { body } = await scene.get('PodIOChaos', pod.metadata.name);
        scene.daemon().heal();
        const healed = await one.until(isInjected, 'is injected');
        const failed = String(body.status.failedMessage).includes('no toda here');
        return { records: recordLines(failing), failed, healed: recordLines(healed) };
      },
    },
    {
      name: 'a failing TimeChaos goes as soon as it is deleted',
      ...onDaemon,
      expected: {
        failures: ['Apply: rpc error: code = Internal desc = no vdso here'],
        last: ['container Not Injected 0/0'],
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        scene.daemon().failApply('no vdso here');
        const one = await scene.start(chaos('TimeChaos', 'stuck', { ...taken, timeOffset: '-5m' }));
        const failing = await one.until(hasFailed, 'has failed');
        await scene.remove('TimeChaos', 'stuck');
        return { failures: failuresOf(failing), last: recordLines(await one.untilGone()) };
      },
    },
  ],
};
