// Sorts the words of a line into options, flags, named values and the words that stand alone; order is free.

import { nearestWords } from '../chaos/nearest.ts';
import { isAmount, joinSteps, joinUnits } from './amount-words.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { joinExpected } from './read-expected.ts';

export const OPTION_NAMES = [
  ...(['for', 'pods', 'cluster', 'namespace', 'labels', 'from', 'to', 'at', 'file', 'expect'] as const),
];
export type OptionName = (typeof OPTION_NAMES)[number];

/** `spoken` words work without dashes too. */
const OPTIONS: Readonly<
  Record<OptionName, { readonly spoken: readonly string[]; readonly dashed: readonly string[] }>
> = {
  for: { spoken: ['for', 'duration'], dashed: ['d'] },
  pods: { spoken: ['pods', 'pod', 'machines'], dashed: ['p'] },
  cluster: { spoken: ['on', 'cluster', 'context'], dashed: ['c'] },
  namespace: { spoken: ['in', 'namespace'], dashed: ['n', 'ns'] },
  labels: { spoken: ['labels', 'selector'], dashed: ['l', 'label'] },
  from: { spoken: ['from'], dashed: [] },
  to: { spoken: ['to'], dashed: [] },
  at: { spoken: ['at'], dashed: [] },
  file: { spoken: [], dashed: ['f', 'file'] },
  expect: { spoken: ['expect', 'expects'], dashed: [] },
};

const FLAGS: readonly string[] = ['go', 'y', 'yes'];

export interface Sorted {
  readonly options: Readonly<Partial<Record<OptionName, string>>>;
  /** `k=v` and `--k v` that are no options: parameters of the fault. */
  readonly named: Readonly<Record<string, string>>;
  readonly bare: readonly string[];
  readonly go: boolean;
}

interface Sorting {
  readonly options: Partial<Record<OptionName, string>>;
  readonly named: Record<string, string>;
  readonly bare: string[];
  go: boolean;
}

/** `parameters` are the names that `--k v` may have beside the options; `example` is a line that works. */
export function sortWords(
  typed: readonly string[],
  parameters: readonly string[],
  example: string,
): Parsed<Sorted> {
  const words = joinExpected(joinSteps(joinUnits(typed)));
  const sorting: Sorting = { options: {}, named: Object.create(null), bare: [], go: false };
  for (let at = 0; at < words.length; ) {
    const taken = take(words, at, sorting, { parameters, example });
    if (typeof taken !== 'number') return taken;
    at += taken;
  }
  return { ok: true, value: sorting };
}

interface Known {
  readonly parameters: readonly string[];
  readonly example: string;
}

type Taken = number | Extract<Parsed<never>, { ok: false }>;

function take(words: readonly string[], at: number, sorting: Sorting, known: Known): Taken {
  const word = words[at] ?? '';
  const [name, value] = splitAtEquals(word);
  if (isFlag(word)) return takeFlag(sorting);
  if (isAmount(word)) return takeBare(word, sorting);
  if (value !== undefined && isParameter(name, known)) return takeNamed(name, value, sorting);
  const option = optionOf(name, value !== undefined);
  if (isOnlyNoun(word, words[at + 1], sorting)) return 1;
  if (option !== undefined) return takeOption(option, value, words[at + 1], sorting, known);
  if (word.startsWith('-')) return takeDashed(name, value, words[at + 1], sorting, known);
  if (value !== undefined && !word.includes(',')) return takeNamed(name, value, sorting);
  return takeBare(word, sorting);
}

/** A parameter of the fault wins over an option of the same name. */
function isParameter(name: string, { parameters }: Known): boolean {
  return parameters.includes(name.replace(/^-+/, '').toLowerCase());
}

function takeFlag(sorting: Sorting): number {
  sorting.go = true;
  return 1;
}

function takeBare(word: string, sorting: Sorting): Taken {
  const pods =
    /^(\d+%?|all)(?:pods?|machines?)$/i.exec(word)?.[1] ?? (word.toLowerCase() === 'all' ? 'all' : undefined);
  if (pods !== undefined && sorting.options.pods === undefined) sorting.options.pods = pods;
  else sorting.bare.push(word);
  return 1;
}

function takeNamed(name: string, value: string, sorting: Sorting): number {
  sorting.named[name.replace(/^-+/, '').toLowerCase()] = value;
  return 1;
}

function takeOption(
  option: OptionName,
  written: string | undefined,
  next: string | undefined,
  sorting: Sorting,
  known: Known,
): Taken {
  const value = written ?? next;
  if (value === undefined || value === '')
    return refuseLine('missing-option-value', option, '', known.example);
  if (sorting.options[option] !== undefined) return refuseLine('twice', option, value, known.example);
  sorting.options[option] = value;
  return written === undefined ? 2 : 1;
}

/** `kill web pod`, `kill 2 web pods`: after its target the word adds nothing where no number follows it. */
function isOnlyNoun(word: string, next: string | undefined, { bare, options }: Sorting): boolean {
  const [first = ''] = bare;
  const isCounted = options.pods !== undefined || COUNTED.test(first);
  const isNoun = /^pod\.?$/i.test(word) || (/^pods\.?$/i.test(word) && isCounted);
  const isTold = options.labels !== undefined || bare.some((one) => !isAmount(one));
  const isLast = next === undefined || optionOf(next, false) !== undefined || isFlag(next) || isValue(next);
  return isNoun && isTold && isLast;
}

/** Of the fault: no number of pods. */
function isValue(word: string): boolean {
  return isAmount(word) && !/^\d+(%|percent)?$/i.test(word);
}

/** Said before the target; see count-words.ts. */
const COUNTED = /^(\d{1,4}%?|one|two|three|four|five|six|seven|eight|nine|ten)$/i;

function takeDashed(
  dashed: string,
  written: string | undefined,
  next: string | undefined,
  sorting: Sorting,
  known: Known,
): Taken {
  const name = dashed.replace(/^-+/, '').toLowerCase();
  if (!known.parameters.includes(name)) {
    const words = [...spokenWords(), ...known.parameters];
    const [nearest] = nearestWords(name, words);
    return refuseLine(
      'unknown-option',
      'option',
      dashed,
      known.example,
      nearest === undefined ? {} : { nearest },
    );
  }
  const value = written ?? next;
  if (value === undefined) return refuseLine('missing-option-value', name, '', known.example);
  sorting.named[name] = value;
  return written === undefined ? 2 : 1;
}

function splitAtEquals(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at <= 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function optionOf(name: string, hasValue: boolean): OptionName | undefined {
  const word = name.replace(/^-+/, '').toLowerCase();
  const isDashed = name.startsWith('-');
  return OPTION_NAMES.find(
    (option) =>
      OPTIONS[option].spoken.includes(word) ||
      ((isDashed || (hasValue && word.length > 1)) && OPTIONS[option].dashed.includes(word)),
  );
}

/** `pods`, `--for`, `go`: what begins an option or is one. */
export function isOptionWord(word: string): boolean {
  return optionOf(word, false) !== undefined || isFlag(word);
}

function isFlag(word: string): boolean {
  const plain = word.replace(/^-+/, '').toLowerCase();
  return FLAGS.includes(plain) && (word.startsWith('-') || plain === 'go');
}

function spokenWords(): readonly string[] {
  return [...OPTION_NAMES.flatMap((option) => OPTIONS[option].spoken), ...FLAGS].filter(
    (word) => word.length > 1,
  );
}
