// The one function that moves a run: pure, from a record, an input and a time to the next record.

import { pastDeadline } from './deadlines.ts';
import type { Patch } from './enter.ts';
import { INTENT_KINDS, type Input, type Intent, type Observation, type RunRefusal } from './input.ts';
import { onIntent } from './intents.ts';
import { onObservation } from './observations.ts';
import { isLate } from './ramp.ts';
import { isEnded, type RunRecord } from './record.ts';

export type Advance =
  /** `record` still has the head of the entry before; `move` chains the new one. */
  | { readonly kind: 'moved'; readonly record: RunRecord }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly refusal: RunRefusal };

/** Changes that no reader of the card would notice. */
const QUIET: ReadonlySet<keyof RunRecord> = new Set([
  'messages',
  'tries',
  'tell',
  'createSentAt',
  'deleteAccepted',
  'progressAt',
  'silences',
  'annotation',
]);

export function advance(record: RunRecord, input: Input, now: number): Advance {
  if (input.kind === 'tick') return moved(record, pastDeadline(record, now));
  if (!isIntent(input))
    return isLate(record, input) ? { kind: 'same' } : moved(record, onObservation(record, input, now));
  const step = onIntent(record, input, now);
  return step.ok ? moved(record, step.patch) : { kind: 'refused', refusal: step.refusal };
}

function isIntent(input: Intent | Observation): input is Intent {
  return (INTENT_KINDS as readonly string[]).includes(input.kind);
}

/** What is heard and measured after the end is still told. */
function isWorthAnEdit({ alerts, signals }: Patch): boolean {
  return (alerts?.seen.length ?? 0) > 0 || signals !== undefined;
}

function moved(record: RunRecord, patch: Patch | undefined): Advance {
  if (!patch) return { kind: 'same' };
  const seq = record.seq + 1;
  // After the end the cluster may still have a last word for the log; the card has said its own.
  const over = isEnded(record.phase) && patch.phase === undefined && !isWorthAnEdit(patch);
  const seen = !over && (Object.keys(patch) as (keyof RunRecord)[]).some((key) => !QUIET.has(key));
  return { kind: 'moved', record: { ...record, ...patch, seq, facts: seen ? seq : record.facts } };
}
