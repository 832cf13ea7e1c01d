// What a form offers while somebody types: namespaces, targets and containers, from what the caches know.

import type { Pod } from '../../chaos/cluster.ts';
import { nearestWords } from '../../chaos/nearest.ts';
import { isLabels, readTarget } from '../place.ts';
import type { KnownCluster } from '../where.ts';

export interface SuggestQuestion {
  readonly field: string;
  readonly cluster: string;
  readonly namespace: string;
  /** What was typed so far. */
  readonly query: string;
}

/** `value` is the word that a line would have. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

export interface SuggestionGroup {
  readonly title: string;
  readonly suggestions: readonly Suggestion[];
}

/** Slack shows a hundred; nobody reads so many of one sort. */
const MOST_OF_A_SORT = 25;
/** A longer value is refused by Slack. */
const LONGEST_VALUE = 150;

type Suggest = (question: SuggestQuestion, cluster: KnownCluster) => readonly SuggestionGroup[];

const FIELDS: Readonly<Record<string, Suggest>> = {
  namespace: (_, cluster) => [group('Namespaces', cluster.namespaces().map(alone))],
  targets: (question, cluster) => [
    ...workloads(question, cluster),
    ...more(question, cluster),
    machines(question, cluster),
  ],
  peers: workloads,
  'v-containers': ({ namespace }, cluster) => [group('Containers', containersOf(cluster.pods(namespace)))],
};

/** Groups that are empty are left out; a field that offers nothing gives none. */
export function suggestions(
  question: SuggestQuestion,
  clusters: readonly KnownCluster[],
): readonly SuggestionGroup[] {
  const cluster = clusters.find(({ name }) => name === question.cluster);
  const suggest = Object.hasOwn(FIELDS, question.field) ? FIELDS[question.field] : undefined;
  if (cluster === undefined || suggest === undefined) return [];
  return suggest(question, cluster)
    .map(({ title, suggestions: all }) => group(title, fitting(all, question.query)))
    .filter(({ suggestions: left }) => left.length > 0);
}

function group(title: string, all: readonly Suggestion[]): SuggestionGroup {
  return { title, suggestions: all };
}

function alone(value: string): Suggestion {
  return { value, label: value };
}

function workloads(question: SuggestQuestion, cluster: KnownCluster): readonly SuggestionGroup[] {
  const all = cluster.workloads(question.namespace);
  const isAmbiguous = (name: string): boolean => all.filter((one) => one.name === name).length > 1;
  return [
    group(
      'Workloads',
      all.map(({ kind, name, ready, replicas }) => ({
        value: isAmbiguous(name) ? `${kind.toLowerCase()}/${name}` : name,
        label: `${name} · ${kind} · ${ready}/${replicas} ready`,
      })),
    ),
    group('As typed', typed(question)),
  ];
}

function more({ namespace }: SuggestQuestion, cluster: KnownCluster): readonly SuggestionGroup[] {
  const pods = cluster.pods(namespace);
  return [
    group(
      'Labels',
      counted(pods.flatMap(labelsOf)).map(([value, count]) => ({ value, label: many(value, count) })),
    ),
    group(
      'Pods on a node',
      counted(pods.flatMap(({ node }) => (node === undefined ? [] : [node]))).map(([node, count]) => ({
        value: `node/${node}`,
        label: many(`node ${node}`, count),
      })),
    ),
    group('Everything', [{ value: `${namespace}/*`, label: many(`all of ${namespace}`, pods.length) }]),
    group(
      'One pod',
      pods.map(({ name }) => ({ value: `pod/${name}`, label: `pod ${name}` })),
    ),
  ];
}

/** Only faults of machines take them. */
function machines({ namespace }: SuggestQuestion, cluster: KnownCluster): SuggestionGroup {
  const all = cluster.machines(namespace);
  return group(
    'Machines',
    all.map(({ name }) => ({ value: `machine/${name}`, label: `machine ${name}` })),
  );
}

/** Words of the grammar that no list has, such as several labels. */
function typed({ query }: SuggestQuestion): readonly Suggestion[] {
  const word = query.trim();
  const isMeant = isLabels(word) || /[/,]/u.test(word);
  return isMeant && readTarget(word) !== undefined ? [{ value: word, label: word }] : [];
}

/** Labels that tell one rollout from the next are nobody's word for a target. */
const PASSING =
  /(pod-template-hash|controller-revision-hash|pod-template-generation|statefulset.kubernetes.io\/)/u;

function labelsOf({ labels }: Pod): readonly string[] {
  return Object.entries(labels).flatMap(([key, value]) => (PASSING.test(key) ? [] : [`${key}=${value}`]));
}

function containersOf(pods: readonly Pod[]): readonly Suggestion[] {
  const names = pods.flatMap(({ containers }) => containers);
  return counted(names).map(([value, count]) => ({ value, label: many(value, count) }));
}

/** Most frequent first. */
function counted(words: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted(([a, some], [b, others]) => others - some || a.localeCompare(b));
}

function many(words: string, pods: number): string {
  return `${words} · ${pods} ${pods === 1 ? 'pod' : 'pods'}`;
}

/** What begins with the query, then what holds it, then what is near it. */
function fitting(all: readonly Suggestion[], query: string): readonly Suggestion[] {
  const wanted = query.trim().toLowerCase();
  const usable = all.filter(({ value }) => value.length <= LONGEST_VALUE);
  const isFirst = ({ value }: Suggestion): boolean => bare(value).startsWith(wanted);
  const holds = usable.filter((one) => !isFirst(one) && one.value.toLowerCase().includes(wanted));
  const found = [...usable.filter(isFirst), ...holds];
  if (found.length > 0) return found.slice(0, MOST_OF_A_SORT);
  const near = nearestWords(
    wanted,
    usable.slice(0, 1_000).map(({ value }) => value),
  );
  return usable.filter(({ value }) => near.includes(value));
}

function bare(value: string): string {
  return value.toLowerCase().replace(/^[a-z]+\//u, '');
}
