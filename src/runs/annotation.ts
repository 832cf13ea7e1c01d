// The mark of a run on people's dashboards: what is wanted of it, read off the record, and its receipt.

import type { Patch } from './enter.ts';
import { faultBegan } from './fault-time.ts';
import { SETTLE_MS } from './message-receipts.ts';
import { isEnded, type RunRecord } from './record.ts';
import { healed } from './tries.ts';

/** `due`: not there yet. `settled`: looked at once more after the end, since a late worker may have made a second one. */
export type AnnotationState = 'due' | 'open' | 'closed' | 'settled' | 'given-up';

export interface Annotation {
  readonly state: AnnotationState;
  /** Redis time of the receipt. */
  readonly at: number;
}

/** Who does not answer for so long after the end is asked no more. */
export const GIVE_UP_MS = 10 * 60_000;

/** When it should be made level, in Redis time; undefined: it is. */
export function annotateAt(record: RunRecord): number | undefined {
  const { annotation, phase } = record;
  const isBefore = phase === 'starting' || phase === 'injecting' || faultBegan(record) === undefined;
  if (annotation === undefined || isBefore) return undefined;
  switch (annotation.state) {
    case 'due':
      return 0;
    case 'open':
      return isEnded(phase) ? 0 : undefined;
    case 'closed':
      return record.since + SETTLE_MS;
    default:
      return undefined;
  }
}

/** What the next pass leaves behind when all goes well. */
export function nextState({ annotation, phase }: RunRecord): AnnotationState {
  if (!isEnded(phase)) return 'open';
  return annotation?.state === 'closed' ? 'settled' : 'closed';
}

export function onAnnotated(
  record: RunRecord,
  { state }: { readonly state: AnnotationState },
  now: number,
): Patch | undefined {
  if (record.annotation === undefined || record.annotation.state === state) return undefined;
  return { annotation: { state, at: now }, ...healed(record, 'annotate') };
}
