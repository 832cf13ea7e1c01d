// Experiments that select nobody, and what they tell.
import type { Case, Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { podFailure, web } from '../manifests.ts';
import { hasConditions, nothingTrue, phaseOf, stateOf } from '../seen.ts';

/** A refused selection leaves four False conditions and says why in an event. */
function nobody(name: string, spec: Json, text: string): Case {
  return {
    name,
    expected: { state: nothingTrue, text: `Failed to select targets: ${text}` },
    async observe(scene) {
      await scene.deploy('web', 1);
      const one = await scene.start(podFailure('nobody', spec));
      const text = await scene.told.text('nobody', 'Failed');
      return { state: stateOf(await one.until(hasConditions, 'has conditions')), text };
    },
  };
}

export const nobodies: Chapter = {
  title: 'nobody',
  cases: [
    nobody(
      'a selector that no pod meets leaves four False conditions',
      { selector: { labelSelectors: { app: 'nobody' } } },
      'no pod is selected',
    ),
    nobody(
      'a pod without the named container is no target',
      { action: 'container-kill', containerNames: ['sidecar'] },
      'no target has been selected',
    ),
    nobody(
      'a field that pods cannot be selected by is named',
      { selector: { ...web, fieldSelectors: { 'spec.foo': 'bar' } } },
      'field label not supported: spec.foo',
    ),
    nobody(
      'a node that is not there is named',
      { selector: { ...web, nodes: ['nowhere'] } },
      'cannot parse node selector, msg: Node "nowhere" not found',
    ),
    {
      name: 'with zero records nothing is ever true, even at the end',
      expected: { conditions: '', phase: 'Stop', records: [] },
      async observe(scene) {
        const one = await scene.start(podFailure('never', { duration: '2s' }));
        const isOver = (object: Json): boolean => hasConditions(object) && phaseOf(object) === 'Stop';
        return stateOf(await one.until(isOver, 'is over'));
      },
    },
  ],
};
