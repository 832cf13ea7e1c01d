// Whether a pod is meant by a selector of Chaos Mesh, as far as what is known of the pod can tell.

import type { Pod } from './cluster.ts';
import { asList, asObject, asText, asTextMap, asTexts, isObject } from './narrow.ts';

export type Labels = Readonly<Record<string, string>>;

/** `unknown`: it depends on something the cache does not follow, such as the labels of nodes. */
export type Match = 'yes' | 'no' | 'unknown';

type Fields = Readonly<Record<string, unknown>>;

export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** As `key=value,key=value`, the form kubectl and the API server take. */
export function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** Undefined when the text is not a list of labels. An empty part, as in `app=web,`, is forgiven. */
export function labelsFrom(text: string): Labels | undefined {
  if (!text.includes('=')) return undefined;
  const pairs = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const entries = pairs.map((pair) => pair.split(/==?/u).map((side) => side.trim()));
  return Object.fromEntries(
    entries.map(([key = '', value = '']) => [key, value]).filter(([key]) => key !== ''),
  );
}

/**
 * Whether `spec.selector` of an object in `namespace` means the pod. As Chaos Mesh does it: fields are joined by AND,
 * the values of one list by OR, `pods` makes all others void, nodes are those named and those with the labels, no
 * namespaces means the object's own, no phase means every phase, and no selector means every pod there.
 */
export function matchOf(selector: unknown, namespace: string, pod: Pod): Match {
  const spec = asObject(selector);
  return hasPods(spec)
    ? toMatch(asTexts(asObject(spec['pods'])[pod.namespace]).includes(pod.name))
    : all([
        matchBesidePhase(spec, namespace, pod),
        toMatch(matchesPhase(asTexts(spec['podPhaseSelectors']), pod.phase)),
      ]);
}

/** The same whatever the pod is doing: the phases that the selector names are left aside. */
export function matchInAnyPhase(selector: unknown, namespace: string, pod: Pod): Match {
  const spec = asObject(selector);
  return hasPods(spec) ? matchOf(spec, namespace, pod) : matchBesidePhase(spec, namespace, pod);
}

/** Unknown is not "no". */
export function selectorMatches(selector: unknown, namespace: string, pod: Pod): boolean {
  return matchOf(selector, namespace, pod) !== 'no';
}

/** Parts of the selector that cannot be judged from what is known of pods, as paths below it. */
export function unjudgedParts(selector: unknown): readonly string[] {
  const spec = asObject(selector);
  if (hasPods(spec)) return [];
  const fields = Object.keys(asObject(spec['fieldSelectors'])).filter((field) => !(field in FIELDS));
  const operators = asList(spec['expressionSelectors']).filter(
    (rule) => !OPERATORS.includes(asText(asObject(rule)['operator'])),
  );
  return [
    ...(Object.keys(asObject(spec['nodeSelectors'])).length > 0 ? ['nodeSelectors'] : []),
    ...fields.map((field) => `fieldSelectors.${field}`),
    ...(operators.length > 0 ? ['expressionSelectors'] : []),
  ];
}

function hasPods({ pods }: Fields): boolean {
  return isObject(pods) && Object.keys(pods).length > 0;
}

function matchBesidePhase(spec: Fields, namespace: string, pod: Pod): Match {
  const namespaces = asTexts(spec['namespaces']);
  const parts: readonly Match[] = [
    toMatch((namespaces.length === 0 ? [namespace] : namespaces).includes(pod.namespace)),
    toMatch(matchesLabels(asTextMap(spec['labelSelectors']), pod.labels)),
    toMatch(matchesLabels(asTextMap(spec['annotationSelectors']), pod.annotations)),
    matchNode(asTexts(spec['nodes']), asTextMap(spec['nodeSelectors']), pod.node),
    ...Object.entries(asTextMap(spec['fieldSelectors'])).map(([field, value]) =>
      matchField(field, value, pod),
    ),
    matchExpressions(spec['expressionSelectors'], pod.labels),
  ];
  return all(parts);
}

/** All rules of a list, by AND. */
export function matchExpressions(rules: unknown, labels: Labels): Match {
  return all(asList(rules).map((rule) => matchExpression(asObject(rule), labels)));
}

export function all(parts: readonly Match[]): Match {
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') ? 'unknown' : 'yes';
}

export function toMatch(is: boolean): Match {
  return is ? 'yes' : 'no';
}

/** Nodes by name and nodes by label are added up; which labels a node has is not known here. */
function matchNode(names: readonly string[], labels: Labels, node: string | undefined): Match {
  const byLabel = Object.keys(labels).length > 0;
  if (names.length === 0 && !byLabel) return 'yes';
  if (node === undefined) return 'no';
  if (names.includes(node)) return 'yes';
  return byLabel ? 'unknown' : 'no';
}

/** What Chaos Mesh can ask of a pod's fields and the cache keeps. */
const FIELDS: Readonly<Record<string, (pod: Pod) => string>> = {
  'metadata.name': ({ name }) => name,
  'metadata.namespace': ({ namespace }) => namespace,
  'spec.nodeName': ({ node = '' }) => node,
  'status.phase': ({ phase }) => phase,
};

function matchField(field: string, value: string, pod: Pod): Match {
  const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  return read === undefined ? 'unknown' : toMatch(read(pod) === value);
}

function matchesPhase(wanted: readonly string[], phase: string): boolean {
  if (wanted.length === 0) return true;
  if (wanted.includes(`!${phase}`)) return false;
  const positive = wanted.filter((word) => !word.startsWith('!'));
  return positive.length === 0 || positive.includes(phase);
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

function matchExpression(rule: Fields, labels: Labels): Match {
  const value = labels[asText(rule['key'])];
  const values = asTexts(rule['values']);
  switch (asText(rule['operator'])) {
    case 'In':
      return toMatch(value !== undefined && values.includes(value));
    case 'NotIn':
      return toMatch(value === undefined || !values.includes(value));
    case 'Exists':
      return toMatch(value !== undefined);
    case 'DoesNotExist':
      return toMatch(value === undefined);
    default:
      return 'unknown';
  }
}
