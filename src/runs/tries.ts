// Effects that failed: when they are tried again, and how success wipes that out.

import type { Patch } from './enter.ts';
import type { RunRecord } from './record.ts';

/** A log this long is for people no longer: what fails on is tried, and written down, ten times more rarely. */
const LONG_LOG = 2_000;

/** A failed effect waits 1 s, doubling, to 60 s, unless it said how long. */
export function waited(
  record: RunRecord,
  effect: string,
  now: number,
  said: { waitMs?: number | undefined; error?: string } = {},
): Patch {
  const count = (record.tries[effect]?.count ?? 0) + 1;
  const longest = record.seq > LONG_LOG ? 600_000 : 60_000;
  const at = now + (said.waitMs ?? Math.min(longest, 1_000 * 2 ** (count - 1)));
  const error = said.error === undefined ? {} : { error: said.error };
  return { tries: { ...record.tries, [effect]: { count, at, ...error } } };
}

/** A try that failed before and now went well leaves no trace. */
export function healed(record: RunRecord, effect: string): { readonly tries?: RunRecord['tries'] } {
  if (!record.tries[effect]) return {};
  return { tries: Object.fromEntries(Object.entries(record.tries).filter(([key]) => key !== effect)) };
}
