// Sorts the words of a `list` line, in any order; what needs the clusters to be understood is left for later.

import { nearestWords } from '../chaos/nearest.ts';
import type { Command } from './command.ts';
import type { Line } from './line.ts';
import {
  LIST_STATES,
  type ListedPerson,
  type ListState,
  type ListWords,
  MINE_WORDS,
  STATE_WORDS,
} from './list-words.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { readTarget } from './place.ts';
import { PLACE_OPTIONS, placeOption } from './place-option.ts';

const EXAMPLE = 'list running on staging';

/** As much text as a button can carry on to the next page. */
const MOST_TEXT = 200;

type Said = { -readonly [K in keyof ListWords]: ListWords[K] } & { words: string[]; texts: string[] };

export function readList(line: Line): Parsed<Command> {
  const said: Said = { mine: false, words: [], texts: [] };
  for (let at = 0; at < line.words.length; ) {
    const taken = take(line, at, said);
    if (typeof taken !== 'number') return taken;
    at += taken;
  }
  if (line.because !== undefined) said.texts.push(line.because);
  const length = [...said.words, ...said.texts].join(' ').length;
  if (length > MOST_TEXT) return refuseLine('too-long', 'line', `${length}`, 'list "checkout"');
  return { ok: true, value: { verb: 'list', said } };
}

type Taken = number | Extract<Parsed<never>, { ok: false }>;

function take(line: Line, at: number, said: Said): Taken {
  const word = line.words[at] ?? '';
  if (/\s/u.test(word) || line.quoted?.includes(word)) return push(said.texts, word);
  const plain = word.toLowerCase();
  const state = stateOf(plain);
  if (state !== undefined) return takeState(state, word, said);
  if (MINE_WORDS.includes(plain)) return takeMine(said);
  if (word.startsWith('@')) return takeValue('by', { value: word, word, taken: 1 }, said, line);
  return takeNamed(word, line.words[at + 1], said, line);
}

function takeNamed(word: string, next: string | undefined, said: Said, line: Line): Taken {
  const by = /^(?:--?)?by(?:=(.*))?$/i.exec(word);
  if (by !== null)
    return takeValue('by', { value: by[1] ?? next, word, taken: by[1] === undefined ? 2 : 1 }, said, line);
  const place = placeOption(word, next);
  if (place !== undefined) return takeValue(place.option, { ...place, word }, said, line);
  return word.startsWith('-') ? unknownOption(word) : takePlace(word, said);
}

function stateOf(word: string): ListState | undefined {
  const known = LIST_STATES.find((state) => state === word);
  return known ?? (Object.hasOwn(STATE_WORDS, word) ? STATE_WORDS[word] : undefined);
}

function takeState(state: ListState, word: string, said: Said): Taken {
  if (said.state !== undefined && said.state !== state) return refuseLine('twice', 'state', word, EXAMPLE);
  said.state = state;
  return 1;
}

function takeMine(said: Said): Taken {
  said.mine = true;
  return 1;
}

interface Value {
  readonly value: string | undefined;
  /** As it was typed, and how many words it takes. */
  readonly word: string;
  readonly taken: number;
}

function takeValue(
  option: 'cluster' | 'namespace' | 'by',
  { value, word, taken }: Value,
  said: Said,
  line: Line,
): Taken {
  if (value === undefined || value === '') return refuseLine('missing-option-value', option, '', EXAMPLE);
  if (said[option] !== undefined) return refuseLine('twice', option, word, EXAMPLE);
  if (option !== 'by') said[option] = value;
  else if (MINE_WORDS.includes(value.toLowerCase())) said.mine = true;
  else said.by = personOf(value, line);
  return taken;
}

/** Slack writes who was mentioned as an id; whoever types a name means any part of it. */
function personOf(word: string, { mentioned = {} }: Line): ListedPerson {
  const id = Object.hasOwn(mentioned, word) ? mentioned[word] : undefined;
  return { name: word.replace(/^@/, '').toLowerCase(), ...(id !== undefined && { id }) };
}

/** `prod:`, `prod:shop/web`, `shop/*`: the place apart from the name. */
function takePlace(word: string, said: Said): Taken {
  if (!/[:/]/u.test(word)) return push(said.words, word);

  const read = readTarget(/[:/]$/u.test(word) ? `${word}*` : word);
  if (read === undefined) return push(said.texts, word);
  const { cluster, namespace } = read.place;
  if (cluster !== undefined && said.cluster !== undefined)
    return refuseLine('twice', 'cluster', word, EXAMPLE);
  if (cluster !== undefined) said.cluster = cluster;
  if (namespace !== undefined) said.namespace = namespace;
  return read.word === '*' ? 1 : push(said.words, read.word.slice(read.word.indexOf('/') + 1));
}

function push(onto: string[], word: string): number {
  onto.push(word);
  return 1;
}

function unknownOption(word: string): Extract<Parsed<never>, { ok: false }> {
  const [nearest] = nearestWords(word.replace(/^-+/, ''), [...PLACE_OPTIONS, 'by']);
  return refuseLine('unknown-option', 'option', word, EXAMPLE, nearest === undefined ? {} : { nearest });
}
