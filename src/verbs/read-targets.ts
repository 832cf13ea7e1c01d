// Sorts the words of a `targets` or `machines` line, in any order.

import { nearestWords } from '../chaos/nearest.ts';
import type { Command, SaidPlace } from './command.ts';
import type { Line } from './line.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { PLACE_OPTIONS, placeOption, type SaidOption } from './place-option.ts';

const EXAMPLE = 'targets web';

/** As much as a button can carry on to the next page. */
const MOST_TEXT = 200;

interface Said {
  readonly place: { -readonly [K in keyof SaidPlace]: SaidPlace[K] };
  readonly words: string[];
  machinesOnly: boolean;
}

type Taken = number | Extract<Parsed<never>, { ok: false }>;

export function readTargets({ words }: Line, machinesOnly: boolean): Parsed<Command> {
  const said: Said = { place: {}, words: [], machinesOnly };
  for (let at = 0; at < words.length; ) {
    const taken = take((words[at] ?? '').toLowerCase(), words[at + 1], said);
    if (typeof taken !== 'number') return taken;
    at += taken;
  }
  const length = said.words.join(' ').length;
  if (length > MOST_TEXT) return refuseLine('too-long', 'line', `${length}`, EXAMPLE);
  return { ok: true, value: { verb: 'targets', said } };
}

function take(word: string, next: string | undefined, said: Said): Taken {
  const place = placeOption(word, next);
  if (place !== undefined) return takePlace(place, said);
  if (word === 'machines' || word === 'machine') said.machinesOnly = true;
  else if (/^[a-z0-9*][-a-z0-9.:/*]*$/u.test(word)) said.words.push(word);
  else return notOne(word);
  return 1;
}

function takePlace({ option, value, taken }: SaidOption, { place }: Said): Taken {
  if (value === undefined) return refuseLine('missing-option-value', option, '', EXAMPLE);
  if (place[option] !== undefined) return refuseLine('twice', option, value, EXAMPLE);
  place[option] = value;
  return taken;
}

function notOne(word: string): Extract<Parsed<never>, { ok: false }> {
  if (!word.startsWith('-')) return refuseLine('bad-target', 'target', word, EXAMPLE);
  const [nearest] = nearestWords(word.replace(/^-+/u, ''), PLACE_OPTIONS);
  return refuseLine('unknown-option', 'option', word, EXAMPLE, nearest === undefined ? {} : { nearest });
}
