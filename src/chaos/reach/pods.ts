// Faults on pods, which a selector chooses.

import type { Pod } from '../cluster.ts';
import { headroomOf } from '../headroom.ts';
import { readSelector, selectedNamespaces, selectorOf, targetFrom } from '../pod-selector.ts';
import { previewOf, seenBy } from '../preview.ts';
import { resolveTarget } from '../target.ts';
import { modeOf, modeSpec } from './mode.ts';
import type { Reach } from './reach.ts';

export const podReach: Reach = {
  find: (word, _said, around) => resolveTarget(word, around),
  spec: ({ target, mode }) => ({ selector: selectorOf(target), ...modeSpec(mode) }),
  read({ namespace, spec }, _parameters, { cluster, word }) {
    const mode = modeOf(spec);
    const read = readSelector(spec['selector']);
    // Without namespaces a selector means the object's own; that is written out, as Chaos Mesh's webhook does.
    const selector = read.pods === undefined ? { namespaces: [namespace], ...read } : read;
    const target = targetFrom(selector, { cluster, namespace, ...(word !== undefined && { word }) });
    return mode && { target, mode };
  },
  look(experiment, picture) {
    const own = experiment.target.namespace;
    const seen = seenBy(experiment, (namespace) => ({
      pods: picture.pods(namespace),
      workloads: picture.workloads(namespace),
    }));
    const preview = previewOf(experiment, seen);
    const spaces = selectedNamespaces(selectorOf(experiment.target), own);
    return {
      known: seen.pods.length > 0 || seen.workloads.length > 0,
      workloads: preview.workloads,
      candidates: preview.candidates.map((pod) => nameIn(own, pod)).toSorted(),
      affected: preview.affected,
      headroom: headroomOf(preview, [...new Set([own, ...spaces])].flatMap(picture.budgets)),
      preview,
    };
  },
};

function nameIn(own: string, { namespace, name }: Pick<Pod, 'namespace' | 'name'>): string {
  return namespace === own ? name : `${namespace}/${name}`;
}
