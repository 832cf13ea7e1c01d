// Experiments of any action with random parameters, targets and modes, for whatever holds the ways in to each other.

import type { Action } from '../../../../src/chaos/catalogue/action.ts';
import type { Experiment, Mode, PodSelector } from '../../../../src/chaos/experiment.ts';
import { targetFrom } from '../../../../src/chaos/pod-selector.ts';
import { fc } from '../../../seeded.ts';
import { randomParameters, type Texts } from '../catalogue/random-parameters.ts';
import { anExperiment } from '../sample-objects.ts';

export const randomMode: fc.Arbitrary<Mode> = fc.oneof(
  fc.constantFrom({ mode: 'one' } as const, { mode: 'all' } as const),
  fc.integer({ min: 2, max: 999 }).map((value) => ({ mode: 'fixed', value }) as const),
  fc.integer({ min: 1, max: 100 }).map((value) => ({ mode: 'fixed-percent', value }) as const),
  fc.integer({ min: 1, max: 100 }).map((value) => ({ mode: 'random-max-percent', value }) as const),
);

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const key = fc.constantFrom('app', 'tier', 'app.kubernetes.io/name', 'shop.example/team');
const labels = fc.dictionary(key, name, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });

const expression = fc.oneof(
  fc.record({ key, operator: fc.constantFrom('In', 'NotIn'), values: names }),
  fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);

const plain: fc.Arbitrary<PodSelector> = labels.map((labelSelectors) => ({
  namespaces: ['shop'],
  labelSelectors,
  podPhaseSelectors: ['Running'],
}));

const wide: fc.Arbitrary<PodSelector> = fc
  .record(
    {
      labelSelectors: labels,
      expressionSelectors: fc.array(expression, { minLength: 1, maxLength: 2 }),
      annotationSelectors: labels,
      fieldSelectors: fc.constant({ 'spec.nodeName': 'node-a' }),
      nodes: names,
      nodeSelectors: labels,
      podPhaseSelectors: fc.constantFrom(['Running'], ['Pending', 'Running']),
    },
    { requiredKeys: ['podPhaseSelectors', 'labelSelectors'], noNullPrototype: true },
  )
  .map((selector) => ({ namespaces: ['shop'], ...selector }));

const byName: fc.Arbitrary<PodSelector> = names.map((pods) => ({ pods: { shop: pods } }));

export const anySelector = fc.oneof(plain, wide, byName);

/** `sayable`: what one line can carry. */
export function randomExperiment(
  action: Action,
  texts: Texts,
  selectors: fc.Arbitrary<PodSelector> = anySelector,
): fc.Arbitrary<Experiment> {
  const seconds = fc.integer({ min: 1, max: 86_400 });
  return fc
    .tuple(randomParameters(action, texts), randomMode, seconds, selectors)
    .map(([parameters, mode, durationSeconds, selector]) =>
      anExperiment({
        kind: action.kind,
        action: action.id,
        mode,
        durationSeconds,
        parameters,
        target: targetFrom(selector, { cluster: 'staging', namespace: 'shop' }),
      }),
    );
}
