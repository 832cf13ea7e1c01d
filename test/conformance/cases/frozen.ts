// Empty lists and maps, which freeze an experiment that admission let pass.
import type { Case, Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { networkDelay, podFailure, web } from '../manifests.ts';
import { isInjected, stateOf } from '../seen.ts';

const injectedOne = { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] };

/** Each is stored as sent, and from then on every write of the controller is refused as a change of the spec. */
function frozen(what: string, object: Json): Case {
  return {
    name: `${what} freezes an experiment: accepted, never injected, deleted without a finalizer`,
    expected: {
      code: 201,
      state: { conditions: '-', phase: '-', records: [] },
      finalizers: undefined,
      text: 'Failed to update finalizer: updateError.Error()',
      removed: 200,
      afterwards: 404,
    },
    async observe(scene) {
      await scene.deploy('web', 1);
      const { code } = await scene.post(object);
      const { kind, metadata } = object;
      // Which of the writes that are refused is told of first is chance.
      const text = await scene.told.text(metadata.name, 'Failed', 'finalizer');
      const { body } = await scene.get(kind, metadata.name);
      const removed = await scene.remove(kind, metadata.name);
      const afterwards = await scene.get(kind, metadata.name);
      const { finalizers } = body.metadata;
      return {
        code,
        state: stateOf(body),
        finalizers,
        text,
        removed: removed.code,
        afterwards: afterwards.code,
      };
    },
  };
}

export const frozenOnes: Chapter = {
  title: 'frozen',
  cases: [
    frozen('an empty map in a selector', podFailure('icy', { selector: { ...web, nodeSelectors: {} } })),
    frozen('an empty list of containers', podFailure('icy', { containerNames: [] })),
    frozen('an empty list of external targets', networkDelay('icy', { externalTargets: [] })),
    {
      name: 'an empty list of namespaces is harmless',
      expected: injectedOne,
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('warm', { selector: { ...web, namespaces: [] } }));
        return stateOf(await one.until(isInjected, 'is injected'));
      },
    },
  ],
};
