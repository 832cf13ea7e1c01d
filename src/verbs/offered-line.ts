// The line that is offered in place of one that was not understood: near to what was meant, in the same place, harmless.

import { actions, findAction, findKind, kinds, wordsOf } from '../chaos/catalogue/catalogue.ts';
import { exampleLine } from '../chaos/catalogue/example-line.ts';
import { distanceOf, nearestWords } from '../chaos/nearest.ts';
import type { Command } from './command.ts';
import { type Parsed, type ParseFailure, refuseLine } from './parse-refusal.ts';
import { plainWord, readFault } from './read-fault.ts';
import { findVerb, VERBS, type VerbName, verbWords } from './vocabulary.ts';

type Parse = (line: string) => Parsed<Command>;

export const FIRST_LINE = 'kill web';

/** What these do cannot be undone by one person: a slip of the finger is never led to them. */
const CONSEQUENTIAL: readonly VerbName[] = ['halt', 'release', 'stop', 'approve', 'deny', 'start'];

/** A line that is offered instead must not move somebody from production to where the channel is. */
export function keepingPlace(parsed: ParseFailure, raw: string, parse: Parse): ParseFailure {
  const cluster = /\son\s+([a-z][a-z0-9-]*)/iu.exec(raw)?.[1] ?? /\s([a-z][a-z0-9-]*):/iu.exec(raw)?.[1];
  const { example } = parsed.refusal;
  if (cluster === undefined || / on |:/u.test(example)) return parsed;
  const kept = `${example} on ${cluster.toLowerCase()}`;
  const again = parse(kept);
  const isFault = again.ok && again.value.verb === 'inject';
  return isFault ? { ok: false, refusal: { ...parsed.refusal, example: kept } } : parsed;
}

export function unknownVerb(
  word: string,
  typed: string,
  others: readonly string[],
  parse: Parse,
): ParseFailure {
  const turned = turnedRound(typed, others, parse);
  if (turned !== undefined) return refuseLine('unknown-verb', 'verb', typed, turned);
  const nearest = nearestOf(word);
  const example = nearest === undefined ? FIRST_LINE : exampleOf(nearest);
  return refuseLine('unknown-verb', 'verb', typed, example, nearest === undefined ? {} : { nearest });
}

/** `web kill` was meant as `kill web`. */
function turnedRound(typed: string, [verb, ...others]: readonly string[], parse: Parse): string | undefined {
  if (verb === undefined || readFault(plainWord(verb), [typed, ...others]) === undefined) return undefined;
  const line = [verb, typed, ...others].join(' ');
  return parse(line).ok ? line : undefined;
}

function isConsequential(word: string): boolean {
  const name = findVerb(word);
  return name !== undefined && CONSEQUENTIAL.includes(name);
}

/** A line that works for any word that means a verb or a fault. */
function exampleOf(word: string): string {
  const name = findVerb(word);
  if (name !== undefined) return isConsequential(word) ? `help ${name}` : VERBS[name].example;
  const action = findAction(word) ?? findKind(word)?.actions[0];
  return action === undefined ? FIRST_LINE : exampleLine(action);
}

/** Of words equally near the harmless one. */
function nearestOf(word: string): string | undefined {
  const known = knownWords();
  const [nearest] = nearestWords(word, known);
  const [harmless] = nearestWords(
    word,
    known.filter((one) => !isConsequential(one)),
  );
  if (nearest === undefined || harmless === undefined) return nearest;
  return distanceOf(word, nearest) < distanceOf(word, harmless) ? nearest : harmless;
}

/** Every word that a line may start with. */
function knownWords(): readonly string[] {
  return [...verbWords(), ...actions().flatMap(wordsOf), ...kinds().map(({ family }) => family)];
}
