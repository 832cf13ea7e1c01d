// What a parameter's value may be: how it is typed, kept, shown, and written into a spec.

import { z } from 'zod';
import { isWhole } from '../../whole-text.ts';

/** What a form offers for it. */
export type ValueForm = 'text' | 'number' | 'time' | 'choice' | 'switch' | 'list' | 'map' | 'yaml';

export interface Value {
  readonly form: ValueForm;
  /** What one may type and the range, `10 ms to 4 min`, for help and forms. */
  readonly range: string;
  /** A value that is accepted, as a person types it. */
  readonly example: string;
  /** The only values there are, where they can be counted out. */
  readonly choices?: readonly string[];
  /** Takes what was typed, sent by a form or kept before; gives what is kept, or says in a sentence why not. */
  readonly schema: z.ZodType;
  /** The field as the CRD describes it. */
  readonly field: z.ZodType;
  /** From what is kept to what stands in the spec. */
  readonly write: (kept: unknown) => unknown;
  /** From what stands in the spec to something `schema` takes or refuses. */
  readonly read: (raw: unknown) => unknown;
  /** As it would be typed in a line. */
  readonly typed: (kept: unknown) => string;
  /** As people read it on a card: `200 ms`. */
  readonly shown: (kept: unknown) => string;
}

/** A value that stands in the spec as it is kept and is typed as it is shown. */
export function plainValue(
  facts: Pick<Value, 'form' | 'range' | 'example' | 'schema' | 'field'> & Partial<Value>,
): Value {
  return { write: asIs, read: asIs, typed: String, shown: facts.typed ?? String, ...facts };
}

/** Turns a reader that answers with a value or a sentence into a schema that takes whole text; a thrown error is the reader's own bug. */
export function readBy<T>(reader: (raw: unknown) => { readonly value: T } | { readonly sentence: string }) {
  return z.unknown().transform((raw, context): T => {
    const answer = reader(raw);
    if ('value' in answer && isWhole(answer.value)) return answer.value;
    const message = 'sentence' in answer ? answer.sentence : `${quoted(raw)} has a character that got lost.`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** What was typed, short enough to be quoted back. */
export function quoted(raw: unknown): string {
  if (typeof raw !== 'string' && typeof raw !== 'number') return 'That';
  const text = String(raw).trim();
  if (text === '') return 'An empty value';
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

function asIs(value: unknown): unknown {
  return value;
}
