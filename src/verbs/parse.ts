// From a typed line to a command, or to the word at fault and a line that works; never throws.

import { nearestWords } from '../chaos/nearest.ts';
import { type Command, SHOW_PARTS, type ShowPart } from './command.ts';
import { type Line, LONGEST_LINE, readLine } from './line.ts';
import { FIRST_LINE, keepingPlace, unknownVerb } from './offered-line.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { readPlace } from './place.ts';
import { readCan, readNew } from './read-about-fault.ts';
import { readAgain } from './read-again.ts';
import { readApply } from './read-apply.ts';
import { injected, plainWord, readFault, readInjected } from './read-fault.ts';
import { readList } from './read-list.ts';
import { readPause } from './read-pause.ts';
import { readTargets } from './read-targets.ts';
import { findVerb, VERBS, type VerbName } from './vocabulary.ts';

/** A line without its verb. */
type Rest = Line;
type Reader = (rest: Rest) => Parsed<Command>;

const CHAOS = /^\s*(\/chaos\b\s*)+/i;

export function parseCommand(raw: string): Parsed<Command> {
  const parsed = parseLine(raw);
  return parsed.ok ? parsed : keepingPlace(parsed, raw, parseLine);
}

function parseLine(raw: string): Parsed<Command> {
  if ([...raw].length > LONGEST_LINE) return tooLong(raw);
  const line = readLine(raw.replace(CHAOS, ''));
  const [first, ...words] = line.words;
  if (first === undefined) return ok({ verb: 'hello' });
  return byVerb(plainWord(first), { ...line, words }, first);
}

/** Whoever halts or stops in a hurry is not made to count letters: the rest of the reason is let go. */
function tooLong(raw: string): Parsed<Command> {
  const letters = [...raw];
  const [verb = ''] = readLine(letters.slice(0, LONGEST_LINE).join('').replace(CHAOS, '')).words;
  const name = findVerb(plainWord(verb));
  if (name === 'halt' || name === 'stop') return parseLine(letters.slice(0, LONGEST_LINE).join(''));
  return refuseLine(
    'too-long',
    'line',
    `${letters.length}`,
    name === undefined ? FIRST_LINE : VERBS[name].example,
  );
}

function byVerb(word: string, rest: Rest, typed: string): Parsed<Command> {
  const name = findVerb(word);
  if (name !== undefined) return READERS[name](rest);
  const fault = readFault(word, rest.words);
  if (fault !== undefined) return injected(fault, rest.because);
  return unknownVerb(word, typed, rest.words, parseLine);
}

const READERS: Readonly<Record<VerbName, Reader>> = {
  stop: (rest) => ok({ verb: 'stop', ...aboutRun(rest) }),
  pause: ({ words }) => readPause(words),
  resume: ({ words }) => ok({ verb: 'resume', ...optional('run', words[0]) }),
  start: ({ words }) => ok({ verb: 'start', ...optional('run', words[0]) }),
  approve: (rest) => ok({ verb: 'approve', ...vote(rest) }),
  deny: (rest) => ok({ verb: 'deny', ...vote(rest) }),
  halt: (rest) => ok({ verb: 'halt', ...scoped(rest) }),
  release: (rest) => ok({ verb: 'release', ...scoped(rest) }),
  list: readList,
  show: readShow,
  whoami: () => ok({ verb: 'whoami' }),
  here: readHere,
  targets: (rest) => readTargets(rest, false),
  machines: (rest) => readTargets(rest, true),
  clusters: () => ok({ verb: 'clusters' }),
  doctor: () => ok({ verb: 'doctor' }),
  can: ({ words, because }) => readCan(words, because),
  new: ({ words }) => readNew(words),
  inject: (rest) => injected(readInjected(rest.words, VERBS.inject.example), rest.because),
  apply: ({ words, because }) => readApply(words, because),
  use: ({ words: [template, ...words], because }) =>
    ok({
      verb: 'use',
      words,
      ...optional('template', template?.toLowerCase()),
      ...optional('because', because),
    }),
  again: (rest) => ok(readAgain(rest)),
  help: ({ words }) => ok({ verb: 'help', ...optional('about', aboutWhat(words)) }),
};

function aboutWhat(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.slice(0, 2).join(' ').toLowerCase();
}

/** What follows the run without `because` is taken for the reason: nobody means anything else by it. */
function aboutRun({ words, because }: Rest): { run?: string; because?: string } {
  const [run, ...more] = words;
  const reason = because ?? (more.length === 0 ? undefined : more.join(' '));
  return { ...optional('run', run), ...optional('because', reason) };
}

function vote({ words, because }: Rest): { run?: string; code?: string; because?: string } {
  const [run, code, ...more] = words.filter((word) => word.toLowerCase() !== 'plan');
  const isCode = code !== undefined && /^[0-9a-f]{4,64}$/i.test(code);
  const loose = [...(isCode || code === undefined ? [] : [code]), ...more].join(' ');
  return {
    ...optional('run', run),
    ...optional('code', isCode ? code.toLowerCase() : undefined),
    ...optional('because', because ?? (loose === '' ? undefined : loose)),
  };
}

function scoped({ words, because }: Rest): { scope?: string; because?: string } {
  const said = words.filter((word) => !['on', 'in', 'cluster', 'namespace'].includes(word.toLowerCase()));
  const [scope, ...more] = said;
  const reason = because ?? (more.length === 0 ? undefined : more.join(' '));
  return { ...optional('scope', scope?.toLowerCase()), ...optional('because', reason) };
}

function readShow({ words }: Rest): Parsed<Command> {
  const isPart = (word: string): word is ShowPart =>
    (SHOW_PARTS as readonly string[]).includes(word.toLowerCase());
  const part = words.find(isPart);
  const [run, extra] = words.filter((word) => !isPart(word));
  if (extra !== undefined) return unknownPart('part', extra, SHOW_PARTS, 'show last yaml');
  return ok({
    verb: 'show',
    ...optional('run', run),
    ...optional('part', part?.toLowerCase() as ShowPart | undefined),
  });
}

function unknownPart(field: string, got: string, known: readonly string[], example: string): Parsed<never> {
  const [nearest] = nearestWords(got, known);
  return refuseLine('unknown-part', field, got, example, nearest === undefined ? {} : { nearest });
}

function readHere({ words }: Rest): Parsed<Command> {
  const [set, place, more] = words;
  if (set === undefined) return ok({ verb: 'here' });
  if (set.toLowerCase() !== 'set')
    return refuseLine('unknown-part', 'here', set, VERBS.here.example, { nearest: 'set' });
  if (place === undefined) return refuseLine('missing-option-value', 'set', '', VERBS.here.example);
  const said = readPlace(more === undefined ? place : `${place}/${more}`);
  if (said === undefined) return refuseLine('bad-target', 'namespace', place, VERBS.here.example);
  return ok({ verb: 'here', set: said });
}

function ok(value: Command): Parsed<Command> {
  return { ok: true, value };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
