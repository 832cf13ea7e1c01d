// The pods at the other end of a network fault, whom no preview of its targets shows.

import type { Pod } from './cluster.ts';
import type { Manifest } from './experiment.ts';
import { at, isObject } from './narrow.ts';
import { selectedNamespaces } from './pod-selector.ts';
import { selectorMatches } from './selector.ts';

/** Undefined when the experiment has no other end, or ends outside of the cluster. */
export function otherEndOf(
  { metadata, spec }: Pick<Manifest, 'metadata' | 'spec'>,
  podsIn: (namespace: string) => readonly Pod[],
): readonly Pod[] | undefined {
  const selector = at(spec['target'], 'selector');
  if (!isObject(selector)) return undefined;
  return selectedNamespaces(selector, metadata.namespace)
    .flatMap(podsIn)
    .filter((pod) => selectorMatches(selector, metadata.namespace, pod));
}
