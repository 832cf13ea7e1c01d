// Targets that are not one workload, said in so many words: `pod/web-a`, `node/n1`, `web,cart`, `shop/*`.

import { isDeepStrictEqual } from 'node:util';
import type { Pod, Workload } from './cluster.ts';
import type { PodSelector, Target } from './experiment.ts';
import { nearestWords } from './nearest.ts';
import { matchesLabels } from './selector.ts';
import type { Surroundings, TargetAnswer } from './target.ts';

const RUNNING = ['Running'];

/** Undefined for a word that means one workload, or labels. */
export function widerTarget(word: string, around: Surroundings): TargetAnswer | undefined {
  if (word === '*') return everything(around);
  const [kind, name = ''] = word.split('/');
  if (kind === 'pod') return onePod(word, name, around);
  if (kind === 'node') return onNode(word, name, around);
  return word.includes(',') && !word.includes('=') ? together(word, around) : undefined;
}

/** Whether the word, said of the target's namespace, means this very selector as far as the two can tell. */
export function isWordFor({ word, namespace, selector = {} }: Target): boolean {
  const [kind, name = ''] = word.split('/');
  const same = (meant: PodSelector): boolean => isDeepStrictEqual(selector, meant);
  if (name === '*') return same({ namespaces: [namespace], podPhaseSelectors: RUNNING });
  if (kind === 'pod') return same({ pods: { [namespace]: [name] } });
  if (kind === 'node') return same({ namespaces: [namespace], nodes: [name], podPhaseSelectors: RUNNING });
  const [rule] = selector.expressionSelectors ?? [];
  const { labelSelectors } = selector;
  const together = { ...(labelSelectors && { labelSelectors }), expressionSelectors: [rule ?? NO_RULE] };
  const isNamed = rule?.operator === 'In' && isDeepStrictEqual(rule.values, word.split(','));
  return isNamed && same({ namespaces: [namespace], ...together, podPhaseSelectors: RUNNING });
}

const NO_RULE = { key: '', operator: '' };

function everything({ namespace }: Surroundings): TargetAnswer {
  return chosen(`${namespace}/*`, { namespaces: [namespace], podPhaseSelectors: RUNNING });
}

function onePod(word: string, name: string, { namespace, pods }: Surroundings): TargetAnswer {
  if (pods.some((pod) => pod.name === name)) return chosen(word, { pods: { [namespace]: [name] } });
  const nearest = nearestWords(
    name,
    pods.map((pod) => pod.name),
  );
  return { ok: false, refusal: { kind: 'no-pod', word: name, nearest } };
}

function onNode(word: string, name: string, { namespace, pods }: Surroundings): TargetAnswer {
  if (pods.some(({ node }) => node === name))
    return chosen(word, { namespaces: [namespace], nodes: [name], podPhaseSelectors: RUNNING });
  const known = [...new Set(pods.flatMap(({ node }) => node ?? []))].sort();
  return { ok: false, refusal: { kind: 'no-node', word: name, known } };
}

/** One selector can mean several workloads when their labels differ in one key alone. */
function together(word: string, around: Surroundings): TargetAnswer {
  const names = word.split(',');
  const named = names.map((name) => around.workloads.find((workload) => workload.name === name));
  const missing = names.find((_, at) => named[at] === undefined);
  if (missing !== undefined) return noWorkload(missing, around);
  const workloads = named.filter((one) => one !== undefined);
  const selector = joined(workloads, around.namespace);
  const isExact = selector !== undefined && !around.pods.some((pod) => isStranger(pod, workloads, selector));
  return isExact ? chosen(word, selector) : { ok: false, refusal: { kind: 'not-together', word } };
}

function noWorkload(word: string, { workloads }: Surroundings): TargetAnswer {
  const names = workloads.map(({ name }) => name);
  return { ok: false, refusal: { kind: 'no-workload', word, nearest: nearestWords(word, names) } };
}

function joined(workloads: readonly Workload[], namespace: string): PodSelector | undefined {
  const [first, ...others] = workloads.map(({ selector }) => selector);
  if (first === undefined || others.some((one) => !haveSameKeys(one, first))) return undefined;
  const differing = Object.keys(first).filter((key) => others.some((one) => one[key] !== first[key]));
  const [key, more] = differing;
  if (key === undefined || more !== undefined) return undefined;
  const { [key]: _, ...common } = first;
  const values = [...new Set(workloads.map(({ selector }) => selector[key] ?? ''))];
  return {
    namespaces: [namespace],
    ...(Object.keys(common).length > 0 && { labelSelectors: common }),
    expressionSelectors: [{ key, operator: 'In', values }],
    podPhaseSelectors: RUNNING,
  };
}

function haveSameKeys(a: object, b: object): boolean {
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}

function isStranger(pod: Pod, workloads: readonly Workload[], selector: PodSelector): boolean {
  const [rule] = selector.expressionSelectors ?? [];
  const isMeant =
    matchesLabels(selector.labelSelectors ?? {}, pod.labels) &&
    (rule?.values ?? []).includes(pod.labels[rule?.key ?? ''] ?? '');
  const isTheirs = workloads.some(({ kind, name }) => pod.owner?.kind === kind && pod.owner.name === name);
  return isMeant && !isTheirs;
}

function chosen(word: string, selector: PodSelector): TargetAnswer {
  return { ok: true, word, labels: selector.labelSelectors ?? {}, selector };
}
