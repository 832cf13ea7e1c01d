// Reads what is said anew of an experiment, in the words of the grammar: pods, length, values, target, place.

import type { Action } from '../chaos/catalogue/action.ts';
import { parameterNames } from '../chaos/catalogue/parse-parameters.ts';
import { isAmount } from './amount-words.ts';
import type { InjectCommand, SaidPeer, SaidPlace } from './command.ts';
import { type Sorted, sortWords } from './options.ts';
import { mergePlace, readAmounts } from './parse-inject.ts';
import { type Parsed, type ParseFailure, refuseLine } from './parse-refusal.ts';
import { isLabels, readTarget, type TargetWords } from './place.ts';
import { readExpected } from './read-expected.ts';
import { readPeer } from './read-peer.ts';

export interface Edits extends Pick<InjectCommand, 'mode' | 'steps' | 'durationSeconds' | 'expects' | 'go'> {
  /** As it is named in lines that are offered instead. */
  readonly run: string;
  /** As typed. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly positional?: string;
  /** A workload's name, or labels. */
  readonly target?: string;
  readonly place: SaidPlace;
  readonly peer?: SaidPeer;
}

/** A line that works, for the same run. */
export function editsExample(run: string): string {
  return `again ${run} pods 2 for 5m`;
}

/** `run` is named in the lines that are offered instead. */
export function readEdits(action: Action, words: readonly string[], run: string): Parsed<Edits> {
  const example = editsExample(run);
  const sorted = sortWords(words, parameterNames(action), example);
  if (!sorted.ok) return sorted;
  const alone = readAlone(action, sorted.value, run);
  if (!alone.ok) return alone;
  const { target, positional } = alone.value;
  const place = mergePlace(target?.place ?? {}, sorted.value, example);
  if (!place.ok) return place;
  const amounts = readAmounts(sorted.value, `again ${run}`, action.on);
  if (!amounts.ok) return amounts;
  const peer = readPeer(sorted.value, place.value, action);
  if (!peer.ok) return peer;
  const expected = readExpected(sorted.value.options, example);
  if (!expected.ok) return expected;
  const { named: parameters, go } = sorted.value;
  const said = { run, parameters, place: place.value, go };
  const one = positional === undefined ? {} : { positional };
  const aim = target === undefined ? {} : { target: target.word };
  return { ok: true, value: { ...said, ...one, ...aim, ...amounts.value, ...expected.value, ...peer.value } };
}

interface Alone {
  readonly target?: TargetWords;
  readonly positional?: string;
}

function readAlone(action: Action, sorted: Sorted, run: string): Parsed<Alone> {
  const wrong = wrongOption(sorted, run);
  if (wrong !== undefined) return wrong;
  const { labels } = sorted.options;
  const names = [...(labels === undefined ? [] : [labels]), ...sorted.bare.filter((word) => !isAmount(word))];
  const values = sorted.bare.filter(isAmount);
  const extra = surplus(action, names, values);
  if (extra !== undefined) return noPlaceFor(extra, run);
  const [word] = names;
  const [positional] = values;
  const target = word === undefined ? undefined : readTarget(word);
  if (word !== undefined && target === undefined)
    return refuseLine('bad-target', 'target', word, `again ${run} web`);
  const said = positional === undefined ? {} : { positional };
  return { ok: true, value: { ...said, ...(target === undefined ? {} : { target }) } };
}

function wrongOption({ options }: Sorted, run: string): ParseFailure | undefined {
  const later = (['at', 'file'] as const).find((option) => options[option] !== undefined);
  if (later !== undefined) return refuseLine('not-yet', later, later, editsExample(run));
  const { labels } = options;
  if (labels === undefined || isLabels(labels)) return undefined;
  return refuseLine('bad-labels', 'labels', labels, `again ${run} -l app=web`);
}

/** What nothing of this fault can be meant by. */
function surplus(
  { positional, on }: Action,
  names: readonly string[],
  values: readonly string[],
): string | undefined {
  const mayAim = on === 'cloud' ? 0 : 1;
  const mayStandAlone = positional === undefined ? 0 : 1;
  return names[mayAim] ?? values[mayStandAlone];
}

function noPlaceFor(word: string, run: string): ParseFailure {
  const isTime = /^[0-9.]+(s|m|h)$/u.test(word);
  return refuseLine('no-place', 'line', word, isTime ? `again ${run} for ${word}` : editsExample(run));
}
