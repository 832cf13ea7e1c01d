// Daemons that are away, and a controller that is down or was restarted.
import { type Chapter, onDaemon } from '../case.ts';
import type { Json } from '../client.ts';
import { cpuStress, pausing, podFailure } from '../manifests.ts';
import { refusalOf } from '../refusal.ts';
import type { Scene } from '../scene.ts';
import { failuresOf, hasFailed, isInjected, isRecovered, recordLines, recordsOf, stateOf } from '../seen.ts';
import { untilTime } from '../waiting.ts';

const needsController = { needs: ['controller'], alone: true } as const;

/** Where the daemon of a record's pod sits. */
async function nodeOf(scene: Scene, record: Json): Promise<string> {
  const { body } = await scene.get('Pod', record.id.split('/')[1]);
  return body.spec.nodeName;
}

export const outages: Chapter = {
  title: 'outages',
  cases: [
    {
      name: 'while one node’s daemon is away its pods alone are not injected, and it is made good on its return',
      ...onDaemon,
      expected: {
        failing: ['container Injected 1/0', 'container Injected 1/0', 'container Not Injected 0/0'],
        unavailable: true,
        healed: {
          conditions: 'AllInjected Selected',
          phase: 'Run',
          records: Array(3).fill('container Injected 1/0'),
        },
      },
      async observe(scene) {
        const pods = await scene.deploy('web', 3, { spec: spread });
        const node = pods[0].spec.nodeName;
        await scene.daemon().stopOn(node);
        try {
          const one = await scene.start(cpuStress('partly'));
          const failing = await one.until(
            (object) =>
              hasFailed(object) && recordLines(object).filter((line) => line.includes(' 1/0')).length === 2,
            'is injected in part',
          );
          await scene.daemon().startOn(node);
          const healed = await one.until(isInjected, 'is injected');
          const isThere =
            (await nodeOf(
              scene,
              recordsOf(failing).find(({ phase }) => phase === 'Not Injected'),
            )) === node;
          return {
            failing: recordLines(failing),
            unavailable:
              isThere && /code = Unavailable .*connection refused/.test(failuresOf(failing)[0] ?? ''),
            healed: stateOf(healed),
          };
        } finally {
          await scene
            .daemon()
            .startOn(node)
            .catch(() => undefined);
        }
      },
    },
    {
      name: 'without the controller nothing is created, paused or torn loose, and a deletion waits for its return',
      ...needsController,
      expected: {
        created: { code: 500, reason: 'InternalError', hook: 'mpodchaos.kb.io' },
        paused: { code: 500, reason: 'InternalError', hook: 'mpodchaos.kb.io' },
        torn: { code: 500, reason: 'InternalError', hook: 'mpodchaos.kb.io' },
        removed: 200,
        waiting: { code: 200, finalizers: ['chaos-mesh/records'], records: ['pod Injected 1/0'] },
        last: ['pod Not Injected 1/1'],
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('left'));
        await one.until(isInjected, 'is injected');
        await scene.controller().stop();
        try {
          const created = hookOf(await scene.post(podFailure('more')));
          const paused = hookOf(await scene.call('PATCH', 'PodChaos', 'left', pausing));
          const removed = (await scene.remove('PodChaos', 'left')).code;
          const torn = hookOf(
            await scene.call('PATCH', 'PodChaos', 'left', { metadata: { finalizers: [] } }),
          );
          const { code, body } = await scene.get('PodChaos', 'left');
          const waiting = { code, finalizers: body.metadata.finalizers, records: recordLines(body) };
          await scene.controller().start();
          return { created, paused, torn, removed, waiting, last: recordLines(await one.untilGone()) };
        } finally {
          await scene.controller().start();
        }
      },
    },
    {
      name: 'a controller restarted mid-run changes nothing, and ends at once what became due meanwhile',
      ...needsController,
      expected: {
        after: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
        overdue: { conditions: 'AllRecovered Selected', phase: 'Stop', records: ['pod Not Injected 1/1'] },
        fresh: { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] },
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        await scene.deploy('cart', 1);
        await scene.deploy('pay', 1);
        const selecting = (app: string): Json => ({ selector: { labelSelectors: { app } } });
        const lasting = await scene.start(podFailure('lasting'));
        const brief = await scene.start(podFailure('brief', { ...selecting('cart'), duration: '4s' }));
        await lasting.until(isInjected, 'is injected');
        await brief.until(isInjected, 'is injected');
        await scene.controller().stop();
        await untilTime(Date.parse(brief.created.metadata.creationTimestamp) + 4_000);
        await scene.controller().start();
        const overdue = stateOf(await brief.until(isRecovered, 'is recovered'));
        const next = await scene.start(podFailure('fresh', selecting('pay')));
        const fresh = stateOf(await next.until(isInjected, 'is injected'));
        const { body } = await scene.get('PodChaos', 'lasting');
        return { after: stateOf(body), overdue, fresh };
      },
    },
  ],
};

/** One pod on each node, wherever the scheduler would rather put them. */
const spread = {
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    },
  ],
};

function hookOf(reply: { code: number; body: Json }): Json {
  const { code, reason } = refusalOf(reply);
  return { code, reason, hook: /failed calling webhook "([^"]+)"/.exec(reply.body.message)?.[1] };
}
