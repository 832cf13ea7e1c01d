// What runs and stands in the clusters: by any mixture of words, a page at a time, from the index and the caches alone.

import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { isVisible } from './find-run.ts';
import { filterOf, indexWords, nearestKnown } from './list-filter.ts';
import { type ListPage, PAGE, pageOf } from './list-page.ts';
import type { ListCursor, ListFilter, ListWords } from './list-words.ts';
import type { SeenExperiments } from './seen-experiments.ts';
import { fitsForeign } from './seen-filter.ts';
import { type KnownCluster, unknownCluster } from './where.ts';

export interface ListPorts {
  readonly runs: Pick<Runs, 'find'>;
  readonly seen: Pick<SeenExperiments, 'foreign'>;
  readonly known: readonly KnownCluster[];
}

export interface ListAnswer extends ListPage {
  readonly kind: 'list';
  readonly filter: ListFilter;
  /** Clusters that are not seen now: what stands there may be missing. */
  readonly unseen: readonly string[];
  /** Nothing was found, and this word is near to one that was taken for a text. */
  readonly nearest?: string;
}

export async function list(said: ListWords, asking: Asking, ports: ListPorts): Promise<Answer> {
  const { cluster } = said;
  if (cluster !== undefined && !ports.known.some(({ name }) => name === cluster)) {
    const { refusal } = unknownCluster(cluster, ports.known);
    return { kind: 'refused', of: 'place', refusal };
  }
  return listPage(filterOf(said, asking.person, ports.known), undefined, asking, ports);
}

export async function listPage(
  filter: ListFilter,
  cursor: ListCursor | undefined,
  asking: Asking,
  ports: ListPorts,
): Promise<Answer> {
  const page = pageOf({
    ...(await runsOf(filter, cursor, asking, ports)),
    isVisible: (record) => isVisible(record, asking.person.id),
    foreign: ports.seen.foreign().filter((one) => fitsForeign(filter, one)),
    ...(cursor !== undefined && { cursor }),
    searching: filter.texts.length > 0,
  });
  // There may be fewer newer ones than a page holds: then the newest page is the one to show.
  if (cursor?.toward === 'newer' && page.entries.length < PAGE)
    return listPage(filter, undefined, asking, ports);
  const nearest = page.entries.length === 0 ? nearestKnown(filter, ports.known) : undefined;
  const unseen = ports.known.filter((one) => isMeant(one, filter) && !one.synced()).map(({ name }) => name);
  return { kind: 'list', filter, ...page, unseen, ...(nearest !== undefined && { nearest }) };
}

async function runsOf(
  filter: ListFilter,
  cursor: ListCursor | undefined,
  asking: Asking,
  { runs }: ListPorts,
) {
  const words = indexWords(filter);
  if (words === undefined) return {};
  const question = { words, texts: filter.texts, limit: PAGE + 1, ...(cursor !== undefined && { cursor }) };
  return { runs: await asking.reach({ kind: 'redis' }, () => runs.find(question)) };
}

function isMeant({ name }: KnownCluster, { cluster }: ListFilter): boolean {
  return cluster === undefined || cluster === name;
}
