// Pods that go away while they carry a fault.
import type { Chapter } from '../case.ts';
import { barePod, networkDelay, podFailure } from '../manifests.ts';
import { isInjected, isTrue, recordLines, stateOf } from '../seen.ts';

const injectedOne = { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] };

export const lostPods: Chapter = {
  title: 'lost pods',
  cases: [
    {
      name: 'a pod that goes away mid-run leaves its record injected, and its replacement untouched',
      expected: {
        during: injectedOne,
        replaced: { annotated: false, image: true },
        last: ['pod Not Injected 1/1'],
        recovered: true,
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('lost'));
        await one.until(isInjected, 'is injected');
        const pod = await scene.replaceOne('web');
        const during = stateOf((await scene.get('PodChaos', 'lost')).body);
        await scene.remove('PodChaos', 'lost');
        const last = recordLines(await one.untilGone());
        const told = await scene.told.all('lost', ['recovered']);
        const annotated = JSON.stringify(pod.metadata.annotations ?? {}).includes('chaos-mesh-lost');
        const image = pod.spec.containers[0].image === scene.image;
        return {
          during,
          replaced: { annotated, image },
          last,
          recovered: told.includes('records: recovered'),
        };
      },
    },
    {
      name: 'a pod replaced under its own name carries nothing, and its recovery makes an empty PodNetworkChaos',
      expected: {
        records: ['pod Injected 1/0'],
        before: 404,
        last: ['pod Not Injected 1/1'],
        after: { code: 200, spec: {} },
      },
      async observe(scene) {
        await scene.deploy('cart', 1);
        const pods = await scene.follow('Pod');
        const first = await scene.make(barePod('solo', 'web', scene.image));
        await pods.until(
          ({ object }) => object.metadata.name === 'solo' && isTrue(object, 'Ready'),
          'solo is ready',
        );
        const one = await scene.start(networkDelay('lag'));
        await one.until(isInjected, 'is injected');
        const networks = await scene.follow('PodNetworkChaos');
        await scene.remove('Pod', 'solo');
        await pods.until(
          ({ type, object }) => type === 'DELETED' && object.metadata.uid === first.metadata.uid,
          'solo is gone',
        );
        await networks.until(({ type }) => type === 'DELETED', 'the PodNetworkChaos goes with it');
        const second = await scene.make(barePod('solo', 'web', scene.image));
        await pods.until(
          ({ object }) => object.metadata.uid === second.metadata.uid && isTrue(object, 'Ready'),
          'solo is back',
        );
        const records = recordLines((await scene.get('NetworkChaos', 'lag')).body);
        const before = (await scene.get('PodNetworkChaos', 'solo')).code;
        await scene.remove('NetworkChaos', 'lag');
        const last = recordLines(await one.untilGone());
        const { code, body } = await scene.get('PodNetworkChaos', 'solo');
        return { records, before, last, after: { code, spec: body.spec } };
      },
    },
  ],
};
