// Which run is meant by an id, three characters of it, `last`, a link to its card, or nothing at all.

import { isBeforeCard, isEnded, type RunRecord } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import type { Asking } from './asking.ts';
import type { WhichRefusal } from './refused.ts';

export type FoundRun =
  | { readonly ok: true; readonly record: RunRecord }
  | { readonly ok: false; readonly refusal: WhichRefusal };

/** As far back as a reference may reach. */
const MOST_RUNS = 500;

const ID = /^r-[a-z0-9]{6}$/;
const PART_OF_ID = /^(r-)?[a-z0-9]{3,6}$/;
const LINK = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/;

/** `fits` says which runs can be meant when no run is named. */
export async function findRun(
  word: string | undefined,
  asking: Asking,
  runs: Pick<Runs, 'read' | 'recent'>,
  fits: (record: RunRecord) => boolean = (record) => !isEnded(record.phase),
): Promise<FoundRun> {
  const wanted = word?.toLowerCase();
  if (wanted !== undefined && ID.test(wanted)) {
    const record = await asking.reach({ kind: 'redis' }, () => runs.read(wanted));
    return record === undefined ? noSuchRun(wanted) : { ok: true, record };
  }
  const kept = await asking.reach({ kind: 'redis' }, () => runs.recent(MOST_RUNS));
  const recent = kept.filter((record) => isVisible(record, asking.person.id));
  if (word === undefined || wanted === undefined) return onlyOne(recent, asking, fits);
  if (wanted === 'last') return firstOf(lastOf(recent, asking), word);
  const link = LINK.exec(word);
  if (link !== null) {
    return firstOf(
      recent.filter((record) => hasCard(record, `${link[2]}.${link[3]}`)),
      word,
    );
  }
  return byPart(wanted, recent);
}

/** A draft is between its requester and the bot. */
export function isVisible(record: RunRecord, personId: string): boolean {
  return !isBeforeCard(record.phase) || record.requester.id === personId;
}

export function looksLikeRun(word: string): boolean {
  return /^r-[a-z0-9]{3,6}$/.test(word);
}

function onlyOne(
  recent: readonly RunRecord[],
  asking: Asking,
  fits: (record: RunRecord) => boolean,
): FoundRun {
  const { thread } = asking;
  const ofThread = thread === undefined ? undefined : recent.find((record) => hasCard(record, thread));
  if (ofThread !== undefined) return { ok: true, record: ofThread };
  const here = recent.filter(
    (record) => fits(record) && (record.channel === asking.channel || record.origin === asking.channel),
  );
  const [only, ...more] = here;
  if (only === undefined) return { ok: false, refusal: { kind: 'none-here' } };
  return more.length === 0 ? { ok: true, record: only } : several(here);
}

/** My newest; without one of mine the newest here. */
function lastOf(recent: readonly RunRecord[], asking: Asking): readonly RunRecord[] {
  const mine = recent.filter((record) => record.requester.id === asking.person.id);
  const started = mine.filter((record) => record.phase !== 'dropped');
  if (started.length > 0) return started;
  return recent.filter((record) => record.channel === asking.channel && record.phase !== 'dropped');
}

function byPart(wanted: string, recent: readonly RunRecord[]): FoundRun {
  if (!PART_OF_ID.test(wanted)) return noSuchRun(wanted);
  const part = wanted.replace(/^r-/, '');
  const starting = recent.filter((record) => record.id.startsWith(`r-${part}`));
  const found = starting.length > 0 ? starting : recent.filter((record) => record.id.slice(2).includes(part));
  return found.length > 1 ? several(found, wanted) : firstOf(found, wanted);
}

/** The card, or any message of the run: people copy links to replies too. */
function hasCard(record: RunRecord, ts: string): boolean {
  return Object.values(record.messages).some((message) => message.state === 'posted' && message.ts === ts);
}

function firstOf([record]: readonly RunRecord[], word: string): FoundRun {
  return record === undefined ? noSuchRun(word) : { ok: true, record };
}

function several(records: readonly RunRecord[], word?: string): FoundRun {
  const refusal = { kind: 'several-runs' as const, records: records.slice(0, 5) };
  return { ok: false, refusal: word === undefined ? refusal : { ...refusal, word } };
}

function noSuchRun(word: string): FoundRun {
  return { ok: false, refusal: { kind: 'no-such-run', word } };
}
