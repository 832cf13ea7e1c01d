// Every namespace whose pods an experiment can touch: the object's, its targets', and that of the other end of a network fault.

import type { Experiment } from './experiment.ts';
import { asObject, at, isObject } from './narrow.ts';
import { everyFaultIn } from './orchestration/tree.ts';
import { selectedNamespaces, selectorOf } from './pod-selector.ts';

export function namespacesOf({
  target,
  parameters,
  orchestrated,
}: Pick<Experiment, 'target' | 'parameters' | 'orchestrated'>): readonly string[] {
  if (orchestrated !== undefined) return namespacesOfSpec(target.namespace, orchestrated.spec);
  return touched(target.namespace, [selectorOf(target), at(parameters['target'], 'selector')]);
}

/** The object's own namespace, and those whose pods are chosen. */
export function targetNamespaces({ target }: Pick<Experiment, 'target'>): readonly string[] {
  return touched(target.namespace, [selectorOf(target)]);
}

/** The same of an object that stands in the cluster; of a Schedule or Workflow over all that is inside of it. */
export function namespacesOfSpec(own: string, spec: Readonly<Record<string, unknown>>): readonly string[] {
  const inner = everyFaultIn(spec).map((fault) => fault.spec);
  return touched(
    own,
    [spec, ...inner].flatMap((one) => [one['selector'], asObject(one['target'])['selector']]),
  );
}

function touched(own: string, selectors: readonly unknown[]): readonly string[] {
  return [...new Set([own, ...selectors.filter(isObject).flatMap((one) => selectedNamespaces(one, own))])];
}
