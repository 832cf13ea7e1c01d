// Puts runs and foreign experiments into one list by time, and cuts it where a page begins and ends.

import type { RunRecord } from '../runs/record.ts';
import type { RunPage } from '../runs/runs.ts';
import type { ListCursor } from './list-words.ts';
import { keyOf, type SeenExperiment } from './seen-experiments.ts';

/** As many as are read at a glance, and far within a message. */
export const PAGE = 10;

export type ListEntry =
  | { readonly as: 'run'; readonly record: RunRecord }
  | { readonly as: 'foreign'; readonly experiment: SeenExperiment };

export interface ListPage {
  /** Newest first. */
  readonly entries: readonly ListEntry[];
  /** How many fit; undefined where texts were looked for, since not all were read. */
  readonly total?: number;
  /** How many of these are newer than the first of the page. */
  readonly before?: number;
  readonly older?: ListCursor;
  readonly newer?: ListCursor;
  /** Texts were looked for in so many of so many runs. */
  readonly searched?: { readonly runs: number; readonly of: number };
}

interface Placed {
  readonly at: number;
  readonly id: string;
  readonly entry: ListEntry;
}

type Point = Pick<Placed, 'at' | 'id'>;

export interface Found {
  /** Undefined where only foreign experiments are meant. */
  readonly runs?: RunPage;
  /** Of the runs that were found, those the person may see. */
  readonly isVisible: (record: RunRecord) => boolean;
  readonly foreign: readonly SeenExperiment[];
  readonly cursor?: ListCursor;
  /** Texts are looked for. */
  readonly searching: boolean;
}

export function pageOf(found: Found): ListPage {
  const toward = found.cursor?.toward ?? 'older';
  const runs = (found.runs?.runs ?? []).filter(({ record }) => found.isVisible(record)).map(placedRun);
  const foreign = found.foreign.map(placedForeign).filter((one) => isOn(one, found));
  const met = [...runs, ...foreign].sort(newestFirst);
  const shown = toward === 'older' ? met.slice(0, PAGE) : met.slice(-PAGE);
  const isCut = met.length > PAGE || (found.runs?.runs.length ?? 0) > PAGE;
  return {
    entries: shown.map(({ entry }) => entry),
    ...cursorsOf(shown, isCut, found),
    ...(found.searching ? searchedIn(found) : countsOf(shown.length, found)),
  };
}

function placedRun({ at, record }: RunPage['runs'][number]): Placed {
  return { at, id: record.id, entry: { as: 'run', record } };
}

function placedForeign(experiment: SeenExperiment): Placed {
  return { at: experiment.createdAt, id: keyOf(experiment), entry: { as: 'foreign', experiment } };
}

/** Past the cursor, and not past where the search among runs was given up: the order holds over pages. */
function isOn(one: Point, { cursor, runs }: Pick<Found, 'cursor' | 'runs'>): boolean {
  const isAhead = (a: Point, b: Point) => (cursor?.toward === 'newer' ? isNewer(b, a) : isNewer(a, b));
  const isPast = cursor === undefined || isAhead(cursor, one);
  return isPast && (runs?.stoppedAt === undefined || isAhead(one, runs.stoppedAt));
}

function cursorsOf(shown: readonly Placed[], isCut: boolean, found: Found): Partial<ListPage> {
  const [first, last] = [shown[0], shown.at(-1)];
  const isNewerAsked = found.cursor?.toward === 'newer';
  const end = isCut || isNewerAsked ? last : found.runs?.stoppedAt;
  const start = found.cursor === undefined || (isNewerAsked && !isCut) ? undefined : (first ?? found.cursor);
  return {
    ...(end && { older: { at: end.at, id: end.id, toward: 'older' } }),
    ...(start && { newer: { at: start.at, id: start.id, toward: 'newer' } }),
  };
}

function countsOf(shown: number, found: Found): Partial<ListPage> {
  const { runs, foreign, cursor } = found;
  const hidden = (runs?.runs ?? []).filter(({ record }) => !found.isVisible(record)).length;
  const total = (runs?.total ?? 0) + foreign.length - hidden;
  if (cursor === undefined) return { total, before: 0 };
  const passed = foreign.map(placedForeign).filter((one) => !isOn(one, { cursor })).length;
  if (cursor.toward === 'older') return { total, before: (runs?.newer ?? 0) + passed };
  const older = (runs === undefined ? 0 : runs.total - runs.newer - runs.runs.length) + passed;
  return { total, before: Math.max(0, total - older - shown) };
}

function searchedIn({ runs }: Found): Partial<ListPage> {
  return runs?.stoppedAt === undefined ? {} : { searched: { runs: runs.searched, of: runs.total } };
}

function newestFirst(a: Point, b: Point): number {
  return isNewer(a, b) ? -1 : 1;
}

/** Of one moment in the order of ids, as the index has it. */
function isNewer(a: Point, b: Point): boolean {
  return a.at > b.at || (a.at === b.at && a.id > b.id);
}
