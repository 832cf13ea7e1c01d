// Which pods an experiment could hit now, and how many of them at once.

import type { Pod, Workload } from './cluster.ts';
import type { Experiment, Mode } from './experiment.ts';
import { isChoosing, selectedNamespaces, selectorOf } from './pod-selector.ts';
import { matchesLabels, matchInAnyPhase, selectorMatches, unjudgedParts } from './selector.ts';

export interface Preview {
  /** Pods that match, or may match where that is not known, sorted by name; which of them are hit is Chaos Mesh's choice. */
  readonly candidates: readonly Pod[];
  /** Matching pods in another phase than is asked for: they are left alone. */
  readonly notRunning: readonly Pod[];
  readonly affected: { readonly least: number; readonly most: number };
  /** Workloads that own a candidate, and those whose selector is met by the target's labels. */
  readonly workloads: readonly Workload[];
  /** Parts of the selector that what is known of pods cannot answer: the candidates may be fewer. */
  readonly unjudged?: readonly string[];
}

interface Seen {
  /** Of the target's namespaces. */
  readonly pods: readonly Pod[];
  readonly workloads: readonly Workload[];
}

type Read = (namespace: string) => Seen;

/** What is in the namespaces of a target. */
export function seenBy({ target }: Pick<Experiment, 'target'>, read: Read): Seen {
  const all = selectedNamespaces(selectorOf(target), target.namespace).map(read);
  return { pods: all.flatMap(({ pods }) => pods), workloads: all.flatMap(({ workloads }) => workloads) };
}

export function previewOf({ target, mode }: Pick<Experiment, 'target' | 'mode'>, seen: Seen): Preview {
  const { labels, namespace } = target;
  const selector = selectorOf(target);
  // Only a selector that was given may mean everything: no labels from a line mean that nothing was found.
  const chosen = target.selector !== undefined || isChoosing(selector);
  const matched = seen.pods.filter((pod) => chosen && matchInAnyPhase(selector, namespace, pod) !== 'no');
  const candidates = matched.filter((pod) => selectorMatches(selector, namespace, pod)).sort(byName);
  const unjudged = unjudgedParts(selector);
  return {
    candidates,
    notRunning: matched.filter((pod) => !candidates.includes(pod)).sort(byName),
    affected: affectedBy(mode, candidates.length),
    workloads: seen.workloads.filter((workload) => owns(workload, candidates, labels)).sort(byName),
    ...(unjudged.length > 0 && { unjudged }),
  };
}

/** How many of `matched` pods a mode hits, as Chaos Mesh counts. */
export function affectedBy(mode: Mode, matched: number): { readonly least: number; readonly most: number } {
  const most = Math.min(matched, mostOf(mode, matched));
  return { least: mode.mode === 'random-max-percent' ? 0 : most, most };
}

function mostOf(mode: Mode, matched: number): number {
  switch (mode.mode) {
    case 'one':
      return 1;
    case 'all':
      return matched;
    case 'fixed':
      return mode.value;
    case 'fixed-percent':
    case 'random-max-percent':
      return Math.max(1, Math.ceil((matched * mode.value) / 100));
    default:
      return mode satisfies never;
  }
}

function owns(workload: Workload, pods: readonly Pod[], labels: Readonly<Record<string, string>>): boolean {
  const owned = pods.some((pod) => isOwner(workload, pod));
  const selects = Object.keys(workload.selector).length > 0 && matchesLabels(workload.selector, labels);
  return owned || selects;
}

/** Whether the pod belongs to the workload. */
export function isOwner(workload: Pick<Workload, 'kind' | 'namespace' | 'name'>, pod: Pod): boolean {
  const { kind, namespace, name } = workload;
  return pod.owner?.kind === kind && pod.owner.name === name && pod.namespace === namespace;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
