// Finds the fault that the first words of a line name: `delay …`, `io latency …`, `inject IOChaos latency …`.

import type { Action } from '../chaos/catalogue/action.ts';
import { findAction, findInKind, findKind, wordsInKind } from '../chaos/catalogue/catalogue.ts';
import { exampleLine } from '../chaos/catalogue/example-line.ts';
import type { Kind } from '../chaos/catalogue/kind.ts';
import { nearestWords } from '../chaos/nearest.ts';
import type { InjectCommand } from './command.ts';
import { parseInject } from './parse-inject.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';

export interface FaultWords {
  readonly action: Action;
  /** What is left of the line. */
  readonly words: readonly string[];
}

/** `first` without dashes, in small letters. Undefined when it names neither a fault nor a family of them. */
export function readFault(first: string, words: readonly string[]): Parsed<FaultWords> | undefined {
  const action = findAction(first);
  if (action !== undefined) return { ok: true, value: { action, words } };
  const kind = findKind(first);
  return kind === undefined ? undefined : inKind(kind, first, words);
}

/** What follows `inject`: a kind and its action, or any verb of a fault. */
export function readInjected(words: readonly string[], example: string): Parsed<FaultWords> {
  const [first, ...rest] = words;
  if (first === undefined) return refuseLine('missing-action', 'inject', 'a kind and its action', example);
  const found = readFault(plainWord(first), rest);
  return found ?? refuseLine('unknown-part', 'kind of fault', first, example);
}

/** The whole command of a fault whose first words were read. */
export function injected(fault: Parsed<FaultWords>, because: string | undefined): Parsed<InjectCommand> {
  return fault.ok ? parseInject(fault.value.action, fault.value.words, because) : fault;
}

export function plainWord(word: string): string {
  return word.replace(/^[/-]+/u, '').toLowerCase();
}

/** The action comes next; order is free, so another word of the line may name it as well. */
function inKind(kind: Kind, first: string, words: readonly string[]): Parsed<FaultWords> {
  const at = words.findIndex((word) => findInKind(kind, plainWord(word)) !== undefined);
  const action = at < 0 ? undefined : findInKind(kind, plainWord(words[at] ?? ''));
  if (action !== undefined) return { ok: true, value: { action, words: words.toSpliced(at, 1) } };
  const [only, ...others] = kind.actions;
  if (only !== undefined && others.length === 0) return { ok: true, value: { action: only, words } };
  return whichOf(kind, first, words);
}

function whichOf({ actions }: Kind, first: string, words: readonly string[]): Parsed<never> {
  const own = actions.map((action) => wordsInKind(action)[0] ?? action.verb);
  const [near] = words.flatMap((word) => nearestWords(plainWord(word), own).slice(0, 1));
  const meant = actions[near === undefined ? 0 : own.indexOf(near)];
  const example = meant === undefined ? first : exampleLine(meant);
  const more = near === undefined ? {} : { nearest: near };
  return refuseLine('missing-action', first, own.join(', '), example, more);
}
