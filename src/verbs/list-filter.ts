// From the words of a `list` line to what is listed, against the clusters as their caches know them.

import { actions, findAction, findInKind, findKind, kinds, wordsOf } from '../chaos/catalogue/catalogue.ts';
import { nearestWords } from '../chaos/nearest.ts';
import type { Person } from '../identity/person.ts';
import { wordOf } from '../runs/found-by.ts';
import {
  LIST_STATES,
  type ListFilter,
  type ListState,
  type ListWords,
  MINE_WORDS,
  STATE_WORDS,
} from './list-words.ts';
import type { KnownCluster } from './where.ts';

type Growing = { -readonly [K in keyof ListFilter]: ListFilter[K] };

export function filterOf(said: ListWords, person: Person, known: readonly KnownCluster[]): ListFilter {
  const filter: Growing = {
    state: 'all',
    texts: said.texts.map(plain),
    ...(said.cluster !== undefined && { cluster: said.cluster }),
    ...(said.namespace !== undefined && { namespace: said.namespace }),
  };
  if (said.mine) filter.by = { id: person.id, name: person.name };
  else if (said.by !== undefined) filter.by = said.by;
  for (const word of said.words) understand(word.toLowerCase(), filter, known);
  return { ...filter, state: said.state ?? impliedBy(filter) };
}

/** Who looks for a person's runs or for words means the past as well. */
function impliedBy({ by, texts }: ListFilter): ListState {
  return by === undefined && texts.length === 0 ? 'open' : 'all';
}

function understand(word: string, filter: Growing, known: readonly KnownCluster[]): void {
  const isTaken = TAKERS.some((take) => take(word, filter, known));
  if (!isTaken) filter.texts = [...filter.texts, plain(word)];
}

type Taker = (word: string, filter: Growing, known: readonly KnownCluster[]) => boolean;

/** The first that can take a word does; each takes one. */
const TAKERS: readonly Taker[] = [
  (word, filter) => {
    const kind = findKind(word)?.kind;
    if (kind === undefined || (filter.fault !== undefined && filter.fault !== kind)) return false;
    filter.fault = kind;
    return true;
  },
  (word, filter) => {
    if (filter.action !== undefined) return false;
    const kind = filter.fault === undefined ? undefined : findKind(filter.fault);
    const action = (kind && findInKind(kind, word)) ?? findAction(word);
    if (action === undefined || (kind !== undefined && action.kind !== kind.kind)) return false;
    filter.fault = action.kind;
    filter.action = action.id;
    return true;
  },
  (word, filter, known) => {
    const isOne = filter.namespace === undefined && seen(known, filter).some(has(word));
    if (isOne) filter.namespace = word;
    return isOne;
  },
  (word, filter, known) => {
    const isOne = filter.cluster === undefined && known.some(({ name }) => name === word);
    if (isOne) filter.cluster = word;
    return isOne;
  },
  (word, filter, known) => {
    const isOne = filter.target === undefined && workloadsOf(seen(known, filter)).has(word);
    if (isOne) filter.target = word;
    return isOne;
  },
];

function seen(known: readonly KnownCluster[], { cluster }: Pick<ListFilter, 'cluster'>) {
  return known.filter(({ name }) => cluster === undefined || name === cluster);
}

function has(namespace: string) {
  return (cluster: KnownCluster): boolean => cluster.namespaces().includes(namespace);
}

function workloadsOf(known: readonly KnownCluster[]): ReadonlySet<string> {
  const all = known.flatMap((cluster) =>
    cluster.namespaces().flatMap((namespace) => cluster.workloads(namespace)),
  );
  return new Set(all.map(({ name }) => name));
}

function plain(text: string): string {
  return text.toLowerCase();
}

/** For texts that nothing has in it: what was probably meant. */
export function nearestKnown({ texts }: ListFilter, known: readonly KnownCluster[]): string | undefined {
  const [text] = texts.filter((one) => !/\s/u.test(one));
  if (text === undefined) return undefined;
  const words = [
    ...[...LIST_STATES, ...MINE_WORDS, ...Object.keys(STATE_WORDS)],
    ...kinds().flatMap(({ kind, family }) => [family, kind]),
    ...actions().flatMap(wordsOf),
    ...known.flatMap((cluster) => [cluster.name, ...cluster.namespaces()]),
    ...workloadsOf(known),
  ];
  return nearestWords(text, [...new Set(words)])[0];
}

/** What the index of runs is asked for; undefined where no run can be meant. */
export function indexWords(filter: ListFilter): readonly string[] | undefined {
  if (filter.state === 'foreign') return undefined;
  const { by, fault, action, cluster, namespace, target } = filter;
  return [
    filter.state,
    ...(by === undefined ? [] : [by.id === undefined ? wordOf('who', by.name) : wordOf('by', by.id)]),
    ...(fault === undefined ? [] : [wordOf('kind', fault)]),
    ...(action === undefined ? [] : [wordOf('action', action)]),
    ...(cluster === undefined ? [] : [wordOf('cluster', cluster)]),
    ...(namespace === undefined ? [] : [wordOf('ns', namespace)]),
    ...(target === undefined ? [] : [wordOf('target', target)]),
  ];
}
