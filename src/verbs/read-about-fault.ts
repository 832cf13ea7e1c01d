// Reads what follows `can` and `new`: a fault that is asked about, or begun in a form.

import { findKind } from '../chaos/catalogue/catalogue.ts';
import type { Command } from './command.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { injected, plainWord, readFault, readInjected } from './read-fault.ts';

const CAN = 'can kill prod:web';

/** The fault as it would be asked for; `can I kill web` is as plain. */
export function readCan([first, ...words]: readonly string[], because: string | undefined): Parsed<Command> {
  if (first === undefined) return refuseLine('missing-action', 'can', 'a fault and a target', CAN);
  const word = plainWord(first);
  if (['i', 'we'].includes(word)) return readCan(words, because);
  const fault = word === 'inject' ? readInjected(words, CAN) : readFault(word, words);
  if (fault === undefined) return refuseLine('unknown-part', 'fault', first, CAN);
  const asked = injected(fault, because);
  return asked.ok ? { ok: true, value: { verb: 'can', asked: asked.value } } : asked;
}

/** A kind alone is as good a start as its action. */
export function readNew([first, ...words]: readonly string[]): Parsed<Command> {
  if (first === undefined) return begun('', '');
  const fault = readFault(plainWord(first), words);
  const kind = findKind(plainWord(first))?.kind;
  if (fault?.ok) return begun(fault.value.action.kind, fault.value.action.id);
  return kind === undefined
    ? refuseLine('unknown-part', 'kind of fault', first, 'new delay')
    : begun(kind, '');
}

function begun(kind: string, action: string): Parsed<Command> {
  return { ok: true, value: { verb: 'new', kind, action } };
}
