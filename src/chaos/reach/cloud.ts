// Faults on one instance of a cloud, which its parameters name; whether there is such a one, nothing here can see.

import { actionById, actionOfSpec } from '../catalogue/catalogue.ts';
import type { Experiment } from '../experiment.ts';
import { type Thing, thingsNamed } from './hits.ts';
import type { Reach } from './reach.ts';

const ONE = { mode: 'one' } as const;

export const cloudReach: Reach = {
  find: (_word, said) => ({ ok: true, word: instanceIn(said).name, labels: {} }),
  spec: () => ({}),
  read({ kind, namespace, spec }, parameters, { cluster, word }) {
    const action = actionOfSpec(kind, spec);
    if (action === undefined) return undefined;
    const [instance] = thingsNamed(action, parameters);
    return { target: { cluster, namespace, word: word ?? instance?.name ?? '', labels: {} }, mode: ONE };
  },
  look(experiment) {
    const { kind, target } = experiment;
    const instance = instanceIn(experiment);
    return {
      known: true,
      workloads: [{ kind, namespace: target.namespace, name: instance.name, replicas: 1, ready: 1 }],
      candidates: [instance.name],
      affected: { least: 1, most: 1 },
      hits: { on: 'cloud', things: [instance] },
    };
  },
};

function instanceIn({
  kind,
  action: id,
  parameters,
}: Pick<Experiment, 'kind' | 'action' | 'parameters'>): Thing {
  const action = actionById(kind, id);
  const [instance] = action === undefined ? [] : thingsNamed(action, parameters);
  // Its name is required: only what was never checked has none.
  return instance ?? { id: kind, name: '' };
}
