// The whole selector of a target: written out, read back, and what can be said of it without looking at pods.

import type { Expression, PodSelector, Target } from './experiment.ts';
import { asList, asObject, asText, asTextMap, asTexts, isObject } from './narrow.ts';
import { labelText } from './selector.ts';
import { withoutEmpties } from './without-empties.ts';

type Chosen = Pick<Target, 'namespace' | 'labels' | 'selector'>;

export function selectorOf({ namespace, labels, selector }: Chosen): PodSelector {
  return selector ?? { namespaces: [namespace], labelSelectors: labels, podPhaseSelectors: ['Running'] };
}

/** Every namespace whose pods or machines the selector can choose; without any it means the object's own. */
export function selectedNamespaces(selector: unknown, own: string): readonly string[] {
  const { pods, physicalMachines, namespaces } = asObject(selector);
  const listed = [pods, physicalMachines].find(hasEntries);
  const named = listed === undefined ? asTexts(namespaces) : Object.keys(listed);
  return named.length === 0 ? [own] : [...new Set(named)];
}

/** From the JSON of a `spec.selector`: what is not a part of a selector is left out, and so are empty parts. */
export function readSelector(raw: unknown): PodSelector {
  const from = asObject(raw);
  const read = {
    namespaces: asTexts(from['namespaces']),
    labelSelectors: asTextMap(from['labelSelectors']),
    expressionSelectors: asList(from['expressionSelectors']).map(readExpression),
    annotationSelectors: asTextMap(from['annotationSelectors']),
    fieldSelectors: asTextMap(from['fieldSelectors']),
    nodes: asTexts(from['nodes']),
    nodeSelectors: asTextMap(from['nodeSelectors']),
    podPhaseSelectors: asTexts(from['podPhaseSelectors']),
    pods: readNames(from['pods']),
    physicalMachines: readNames(from['physicalMachines']),
  };
  return withoutEmpties(read) as PodSelector;
}

function readNames(raw: unknown): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(asObject(raw)).map(([ns, names]) => [ns, asTexts(names)]));
}

/** The target that a selector means; the short form where that says the same. */
export function targetFrom(
  selector: PodSelector,
  { cluster, namespace, word }: Pick<Target, 'cluster' | 'namespace'> & { readonly word?: string },
): Target {
  const labels = selector.labelSelectors ?? {};
  const short = { cluster, namespace, word: word ?? wordFor(selector), labels };
  return isShort(selector, namespace) ? short : { ...short, selector };
}

/** What people may call it: its app, its labels, the pods by name. */
export function wordFor({ labelSelectors = {}, pods, nodes, expressionSelectors = [] }: PodSelector): string {
  if (hasEntries(pods)) return `pod/${someOf(Object.values(pods).flat())}`;
  const [only, ...more] = Object.entries(labelSelectors);
  const isApp = only !== undefined && more.length === 0 && APP_LABELS.includes(only[0]);
  if (isApp) return only[1];
  if (only !== undefined) return labelText(labelSelectors);
  const [listed] = expressionSelectors.filter(({ operator, values }) => operator === 'In' && values);
  if (listed !== undefined) return someOf(listed.values ?? []);
  return nodes === undefined ? 'chosen' : `node/${someOf(nodes)}`;
}

/** Where the selector chooses among the pods of its namespaces at all. */
export function isChoosing(selector: PodSelector): boolean {
  const { namespaces: _, podPhaseSelectors: __, ...choosing } = selector;
  return Object.values(choosing).some(hasEntries);
}

const APP_LABELS = ['app', 'app.kubernetes.io/name', 'k8s-app'];

function isShort(selector: PodSelector, namespace: string): boolean {
  const { namespaces = [], labelSelectors = {}, podPhaseSelectors = [], ...others } = selector;
  const isPlain = !Object.values(others).some(hasEntries) && hasEntries(labelSelectors);
  return isPlain && isOnly(namespaces, namespace) && isOnly(podPhaseSelectors, 'Running');
}

export function isOnly(texts: readonly string[], wanted: string): boolean {
  return texts.length === 1 && texts[0] === wanted;
}

function readExpression(raw: unknown): Expression {
  const from = asObject(raw);
  const values = asTexts(from['values']);
  const read = { key: asText(from['key']), operator: asText(from['operator']) };
  return values.length === 0 ? read : { ...read, values };
}

export function hasEntries(value: unknown): value is object {
  return (isObject(value) || Array.isArray(value)) && Object.keys(value).length > 0;
}

export function someOf(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 2).join(',')},+${names.length - 2}` : names.join(',');
}
