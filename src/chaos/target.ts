// What a person means by `web`: the selector labels of exactly one workload, what else was said outright, or why not.

import type { Pod, Workload } from './cluster.ts';
import type { PodSelector } from './experiment.ts';
import { nearestWords } from './nearest.ts';
import { type Labels, labelsFrom, labelText, matchesLabels } from './selector.ts';
import { widerTarget } from './wider-target.ts';

export type TargetRefusal =
  | { readonly kind: 'no-workload'; readonly word: string; readonly nearest: readonly string[] }
  | { readonly kind: 'is-a-pod'; readonly word: string; readonly workload?: string }
  | { readonly kind: 'several-workloads'; readonly word: string; readonly workloads: readonly string[] }
  | { readonly kind: 'empty-selector'; readonly word: string }
  | { readonly kind: 'no-pod'; readonly word: string; readonly nearest: readonly string[] }
  /** `known`: nodes that pods of the namespace stand on. */
  | { readonly kind: 'no-node'; readonly word: string; readonly known: readonly string[] }
  /** `known`: machines that the namespace lists. */
  | {
      readonly kind: 'no-machine';
      readonly word: string;
      readonly nearest: readonly string[];
      readonly known: readonly string[];
    }
  /** Its pods have several containers, and none was named. */
  | { readonly kind: 'which-container'; readonly word: string; readonly containers: readonly string[] }
  /** No selector means just these workloads. */
  | { readonly kind: 'not-together'; readonly word: string };

export type TargetAnswer =
  | {
      readonly ok: true;
      /** What it is called from here on. */
      readonly word: string;
      readonly labels: Labels;
      readonly workload?: Workload;
      /** Where more than the labels of one workload is meant. */
      readonly selector?: PodSelector;
    }
  | { readonly ok: false; readonly refusal: TargetRefusal };

export interface Surroundings {
  readonly namespace: string;
  /** Of that namespace. */
  readonly workloads: readonly Workload[];
  readonly pods: readonly Pod[];
}

/** A word is a workload's name with its kind or without, labels written `app=web,tier=front`, or one of the wider forms. */
export function resolveTarget(wanted: string | Labels, around: Surroundings): TargetAnswer {
  if (typeof wanted !== 'string') return byLabels(labelText(wanted), wanted, around);
  const wider = widerTarget(wanted, around);
  if (wider !== undefined) return wider;
  const labels = labelsFrom(wanted);
  return labels === undefined ? byName(wanted, around) : byLabels(wanted, labels, around);
}

function byName(typed: string, around: Surroundings): TargetAnswer {
  const [word = typed, kind] = typed.split('/').reverse();
  const named = around.workloads.filter(
    (workload) =>
      workload.name === word && (kind ?? workload.kind.toLowerCase()) === workload.kind.toLowerCase(),
  );
  const [workload] = named;
  if (workload === undefined) return notFound(word, around);
  const selectors = new Set(named.map((one) => labelText(one.selector)));
  if (selectors.size > 1) return several(word, named.map(nameOf));
  return byLabels(word, workload.selector, around);
}

function byLabels(word: string, labels: Labels, around: Surroundings): TargetAnswer {
  if (Object.keys(labels).length === 0) return { ok: false, refusal: { kind: 'empty-selector', word } };
  const owners = ownersOf(labels, around);
  if (owners.length > 1) return several(word, owners);
  const workload = around.workloads.find((one) => nameOf(one) === owners[0]) ?? ownSelector(labels, around);
  const matches = around.pods.some((pod) => matchesLabels(labels, pod.labels));
  if (workload === undefined && !matches) return notFound(word, around);
  return { ok: true, word: workload?.name ?? word, labels, ...(workload !== undefined && { workload }) };
}

/** Names of the workloads whose pods carry the labels; a pod nobody owns counts as one of its own. */
function ownersOf(labels: Labels, { pods }: Surroundings): readonly string[] {
  const matched = pods.filter((pod) => matchesLabels(labels, pod.labels));
  return [...new Set(matched.map((pod) => (pod.owner ? nameOf(pod.owner) : `Pod ${pod.name}`)))].sort();
}

function ownSelector(labels: Labels, { workloads }: Surroundings): Workload | undefined {
  const text = labelText(labels);
  return workloads.find((workload) => labelText(workload.selector) === text);
}

function notFound(word: string, around: Surroundings): TargetAnswer {
  const pod = around.pods.find((one) => one.name === word);
  if (pod !== undefined) {
    const workload = pod.owner?.name;
    return { ok: false, refusal: { kind: 'is-a-pod', word, ...(workload !== undefined && { workload }) } };
  }
  const names = [...new Set(around.workloads.map((workload) => workload.name))];
  return { ok: false, refusal: { kind: 'no-workload', word, nearest: nearestWords(word, names) } };
}

function several(word: string, workloads: readonly string[]): TargetAnswer {
  return { ok: false, refusal: { kind: 'several-workloads', word, workloads } };
}

function nameOf(workload: { readonly kind: string; readonly name: string }): string {
  return `${workload.kind} ${workload.name}`;
}

/** A refusal in a sentence. */
export function targetSentence(refusal: TargetRefusal, place: string): string {
  switch (refusal.kind) {
    case 'no-workload': {
      const near = refusal.nearest.length === 0 ? '' : ` Did you mean ${refusal.nearest.join(' or ')}?`;
      return `There is no ${refusal.word} in ${place}.${near}`;
    }
    case 'is-a-pod':
      return `${refusal.word} is one pod; name its workload${refusal.workload ? ` ${refusal.workload}` : ''}, or say pod/${refusal.word}.`;
    case 'several-workloads':
      return `${refusal.word} matches more than one workload in ${place}: ${refusal.workloads.join(', ')}.`;
    case 'empty-selector':
      return `${refusal.word || 'An empty selector'} selects by no label, which would mean every pod of ${place}.`;
    case 'no-pod':
      return `There is no pod ${refusal.word} in ${place}.`;
    case 'no-node':
      return `No pod of ${place} stands on a node ${refusal.word}.`;
    case 'no-machine': {
      const near = refusal.nearest.length === 0 ? '' : ` Did you mean ${refusal.nearest.join(' or ')}?`;
      return `${place} lists no machine ${refusal.word}.${near}`;
    }
    case 'which-container':
      return `${refusal.word} has several containers, or none that is known: ${refusal.containers.join(', ')}.`;
    case 'not-together':
      return `No one selector means just ${refusal.word} in ${place}; ask for one after the other.`;
    default:
      return refusal satisfies never;
  }
}
