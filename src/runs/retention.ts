// Ended runs leave after their time: the log is verified, handed over entry by entry, and only then forgotten.

import type { RunStore } from '../store/run-store.ts';
import { brokenAt, type LogEntry } from './log.ts';
import { parseRecord } from './new-record.ts';
import { isEnded } from './record.ts';

export interface RetentionDeps {
  readonly store: Pick<RunStore, 'openedBefore' | 'readMany' | 'log' | 'forget' | 'lastTime'>;
  readonly keepSeconds: number;
  /** Where the entries go; `broken` is the position of the first one that does not follow, if any. */
  readonly archive: (run: string, entries: readonly LogEntry[], broken: number | undefined) => void;
}

const BATCH = 100;

/** One round; a run may be handed over twice by two replicas, but never be forgotten unseen. */
export async function archiveOld({ store, keepSeconds, archive }: RetentionDeps): Promise<number> {
  const now = store.lastTime();
  if (now === undefined) return 0;
  const ids = await store.openedBefore(now - keepSeconds * 1_000, BATCH);
  const records = (await store.readMany(ids)).flatMap((text) => parseRecord(text) ?? []);
  const ended = records.filter((record) => isEnded(record.phase));
  for (const { id, head } of ended) {
    const entries = (await store.log(id)).map((text) => JSON.parse(text) as LogEntry);
    archive(id, entries, brokenAt(entries));
    await store.forget(id, head);
  }
  return ended.length;
}
