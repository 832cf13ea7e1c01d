// Fills in the container that a line left unsaid, where the target's pods leave no choice.

import type { Pod } from '../chaos/cluster.ts';
import type { Target } from '../chaos/experiment.ts';
import { selectorOf } from '../chaos/pod-selector.ts';
import { selectorMatches } from '../chaos/selector.ts';
import type { InjectCommand } from './command.ts';

type Contained =
  | { readonly ok: true; readonly command: InjectCommand }
  /** All that any of its pods has; empty where there is no pod to look at. */
  | { readonly ok: false; readonly containers: readonly string[] };

export function withContainer(command: InjectCommand, target: Target, pods: readonly Pod[]): Contained {
  const { unsaid, ...said } = command;
  if (unsaid === undefined) return { ok: true, command };
  const hit = pods.filter((pod) => selectorMatches(selectorOf(target), target.namespace, pod));
  const containers = [...new Set(hit.flatMap((pod) => pod.containers))].toSorted();
  const [only, ...others] = containers;
  if (only === undefined || others.length > 0) return { ok: false, containers };
  return {
    ok: true,
    command: { ...said, parameters: { ...said.parameters, [unsaid]: [only] }, found: only },
  };
}
