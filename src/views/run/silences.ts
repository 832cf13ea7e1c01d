// Silences of a run in words: while they stand, and what the log says of them.

import type { RunRecord } from '../../runs/record.ts';
import { exactTimeOf, timeOf } from '../time.ts';

/** While they stand; that they were made and lifted is among the events. */
export function silencesLine({ silences }: RunRecord): string | undefined {
  if (silences?.state !== 'on' || !silences.count || silences.until === undefined) return undefined;
  const { alerts, until } = silences;
  return `${alerts} expected ${alerts === 1 ? 'alert' : 'alerts'} silenced for the targets until ${timeOf(until)}`;
}

/** `12 silences for what is expected of its targets, 3 more left out, until 11:08:10 at the latest` */
export function silencedWords({ count, more, until }: Readonly<Record<string, unknown>>): string {
  const made = count === 1 ? '1 silence' : `${typeof count === 'number' ? count : 'several'} silences`;
  const left = typeof more === 'number' && more > 0 ? `, ${more} more left out` : '';
  const latest = typeof until === 'number' ? `, until ${exactTimeOf(until)} at the latest` : '';
  return `${made} for what is expected of its targets${left}${latest}`;
}
