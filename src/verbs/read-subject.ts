// Reads whom a line means: the word that stands alone, or the parameters that name an instance or addresses instead of it.

import type { Action } from '../chaos/catalogue/action.ts';
import { exampleLine, nameless } from '../chaos/catalogue/example-line.ts';
import { findParameter } from '../chaos/catalogue/parse-parameters.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { readTarget, type TargetWords } from './place.ts';

type Named = Readonly<Record<string, string>>;

export interface Subject {
  /** Its word is empty where parameters name it. */
  readonly target: TargetWords & { readonly typed: string };
  readonly named: Named;
}

export function readSubject(action: Action, word: string | undefined, named: Named): Parsed<Subject> {
  const example = exampleLine(action);
  if (namesItsTarget(action, named)) {
    if (word !== undefined) return refuseLine('twice', 'target', word, example);
    return { ok: true, value: { target: { place: {}, word: '', typed: '' }, named } };
  }
  if (word === undefined) return refuseLine('missing-target', 'target', '', example);
  const target = readTarget(word);
  if (target === undefined) return refuseLine('bad-target', 'target', word, example);
  const parameter = nameless(action);
  if (parameter === undefined) return { ok: true, value: { target: { ...target, typed: word }, named } };
  return readInstance(parameter, target, word, { named, example });
}

/** The instance or the addresses are said by name, so that no word has to say them. */
export function namesItsTarget(action: Action, named: Named): boolean {
  const [first] = action.identity ?? [];
  return Object.keys(named).some(
    (name) => first !== undefined && findParameter(action, name)?.name === first,
  );
}

/** Names of instances keep their capitals, which those of Kubernetes do not have. */
function readInstance(
  parameter: string,
  { place, word }: TargetWords,
  typed: string,
  { named, example }: { readonly named: Named; readonly example: string },
): Parsed<Subject> {
  if (!/^[a-z0-9][-a-z0-9.]*$/u.test(word)) return refuseLine('bad-target', 'target', typed, example);
  const instance = typed.slice(-word.length);
  return {
    ok: true,
    value: { target: { place, word: '', typed }, named: { ...named, [parameter]: instance } },
  };
}
