// The log of a run: entries chained by hash, so that nobody can change one unseen.

import { createHash } from 'node:crypto';
import { canonicalJson } from '../chaos/canonical-json.ts';

export interface LogEntry {
  readonly seq: number;
  /** Milliseconds of Redis TIME. */
  readonly at: number;
  /** A person's Slack id, or `faultline`. */
  readonly actor: string;
  readonly kind: string;
  readonly data: unknown;
  readonly prev: string;
  readonly hash: string;
}

/** What the first entry of every chain follows. */
export const CHAIN_START = '0'.repeat(64);

export function chainEntry(prev: string, entry: Omit<LogEntry, 'prev' | 'hash'>): LogEntry {
  const hash = createHash('sha256')
    .update(prev + canonicalJson(entry))
    .digest('hex');
  return { ...entry, prev, hash };
}

/** Position of the first entry that does not follow from the one before it; undefined when the chain holds. */
export function brokenAt(entries: readonly LogEntry[]): number | undefined {
  let prev = CHAIN_START;
  for (const [index, { prev: said, hash, ...entry }] of entries.entries()) {
    if (said !== prev || entry.seq !== index + 1 || chainEntry(prev, entry).hash !== hash) return index;
    prev = hash;
  }
  return undefined;
}
