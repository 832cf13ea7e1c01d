// Reads the line of a fault, `delay web 200ms pods 2 for 5m on staging go`, into a command.

import type { Action } from '../chaos/catalogue/action.ts';
import { exampleLine } from '../chaos/catalogue/example-line.ts';
import { parameterNames } from '../chaos/catalogue/parse-parameters.ts';
import { readMode, readModes } from '../chaos/mode-text.ts';
import { parseDuration } from '../config/duration.ts';
import { isAmount } from './amount-words.ts';
import type { InjectCommand, SaidPlace } from './command.ts';
import { withCount } from './count-words.ts';
import { type OptionName, type Sorted, sortWords } from './options.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { isLabels } from './place.ts';
import { readExpected } from './read-expected.ts';
import { readPeer } from './read-peer.ts';
import { namesItsTarget, readSubject } from './read-subject.ts';
import { type Alone, readValues } from './read-values.ts';

export function parseInject(
  action: Action,
  words: readonly string[],
  because: string | undefined,
): Parsed<InjectCommand> {
  const names = parameterNames(action);
  const read = sortWords(words, names, exampleLine(action));
  if (!read.ok) return read;
  const sorted = withCount(labelsAsTarget(read.value, names, action), action.positional !== undefined);
  const later = notYet(sorted, action);
  if (later !== undefined) return later;
  // First, since a contract without its quotes leaves words that have no place.
  const expected = readExpected(sorted.options, exampleLine(action));
  if (!expected.ok) return expected;
  const alone = readBare(action, sorted);
  if (!alone.ok) return alone;
  const place = mergePlace(alone.value.target.place, sorted, exampleLine(action));
  if (!place.ok) return place;
  const howMuch = readAmounts(sorted, exampleLine(action), action.on);
  if (!howMuch.ok) return howMuch;
  const peer = readPeer(sorted, place.value, action);
  if (!peer.ok) return peer;
  const values = readValues(action, alone.value);
  if (!values.ok) return values;
  const { kind, id } = action;
  const target = { target: alone.value.target.word, place: place.value };
  const reason = because === undefined ? {} : { because };
  const { go } = sorted;
  const said = {
    ...target,
    ...values.value,
    ...howMuch.value,
    ...peer.value,
    ...expected.value,
    go,
    ...reason,
  };
  return { ok: true, value: { verb: 'inject', kind, action: id, ...said } };
}

function notYet(sorted: Sorted, action: Action): Extract<Parsed<never>, { ok: false }> | undefined {
  const later = (['at', 'file'] as const satisfies readonly OptionName[]).find(
    (option) => sorted.options[option] !== undefined,
  );
  return later === undefined ? undefined : refuseLine('not-yet', later, later, exampleLine(action));
}

/** `kill app=web` reads like a parameter; without another target it can only be one. */
function labelsAsTarget(sorted: Sorted, parameters: readonly string[], action: Action): Sorted {
  const hasTarget =
    namesItsTarget(action, sorted.named) ||
    sorted.options.labels !== undefined ||
    sorted.bare.some((word) => !isAmount(word));
  if (hasTarget) return sorted;
  const labels = Object.entries(sorted.named).filter(([name]) => !parameters.includes(name));
  if (labels.length === 0) return sorted;
  const named = Object.fromEntries(
    Object.entries(sorted.named).filter(([name]) => parameters.includes(name)),
  );
  return {
    ...sorted,
    named,
    bare: [...sorted.bare, labels.map(([key, value]) => `${key}=${value}`).join(',')],
  };
}

function readBare(action: Action, sorted: Sorted): Parsed<Alone> {
  const example = exampleLine(action);
  const { labels } = sorted.options;
  if (labels !== undefined && !isLabels(labels)) return refuseLine('bad-labels', 'labels', labels, example);
  const { names, values } = partBare(action, sorted);
  const [word, second] = labels === undefined ? names : [labels, ...names];
  const extra = second ?? values[1];
  if (extra !== undefined) return refuseLine('no-place', 'line', extra, example);
  const subject = readSubject(action, word, sorted.named);
  if (!subject.ok) return subject;
  const [positional] = values;
  if (positional !== undefined && action.positional === undefined)
    return noPlaceFor(action, positional, subject.value.target.word || undefined);
  return { ok: true, value: { ...subject.value, ...(positional === undefined ? {} : { positional }) } };
}

/** The value that may stand alone is told by its shape; a name too many can only be a value gone wrong. */
function partBare(action: Action, { bare, options, named }: Sorted): { names: string[]; values: string[] } {
  const values = bare.filter(isAmount);
  const names = bare.filter((word) => !isAmount(word));
  const room = options.labels === undefined && !namesItsTarget(action, named) ? 1 : 0;
  const isWrongValue = action.positional !== undefined && values.length === 0 && names.length > room;
  return isWrongValue ? { names: names.slice(0, room), values: names.slice(room) } : { names, values };
}

function noPlaceFor(action: Action, value: string, target: string | undefined): Parsed<never> {
  const many = value.replace(/^[+-]/, '');
  const line = exampleLine(action, target);
  if ((parseDuration(value) ?? 0) > 0) return refuseLine('no-place', 'line', value, `${line} for ${value}`);
  const example = action.on === 'cloud' || readMode(many) === undefined ? line : `${line} pods ${many}`;
  return refuseLine('no-place', 'line', value, example);
}

/** What the target says of its place, and what stands beside it; `example` is a line that works. */
export function mergePlace(
  inTarget: SaidPlace,
  { options }: Pick<Sorted, 'options'>,
  example: string,
): Parsed<SaidPlace> {
  const cluster = options.cluster?.toLowerCase();
  const namespace = options.namespace?.toLowerCase();
  if (cluster !== undefined && inTarget.cluster !== undefined && cluster !== inTarget.cluster) {
    return refuseLine('twice', 'cluster', cluster, example);
  }
  if (namespace !== undefined && inTarget.namespace !== undefined && namespace !== inTarget.namespace) {
    return refuseLine('twice', 'namespace', namespace, example);
  }
  return {
    ok: true,
    value: {
      ...inTarget,
      ...(cluster === undefined ? {} : { cluster }),
      ...(namespace === undefined ? {} : { namespace }),
    },
  };
}

type Amounts = Pick<InjectCommand, 'mode' | 'steps' | 'durationSeconds'>;

/** How many and how long; `on`: what it acts on. */
export function readAmounts(
  sorted: Pick<Sorted, 'options'>,
  example: string,
  on: Action['on'],
): Parsed<Amounts> {
  const many = readHowMany(sorted, example, on);
  if (!many.ok) return many;
  const { options } = sorted;
  const seconds = options.for === undefined ? undefined : parseDuration(options.for);
  if (options.for !== undefined && (seconds === undefined || seconds <= 0)) {
    return refuseLine('bad-duration', 'for', options.for, `${example} for 2m`);
  }
  return {
    ok: true,
    value: { ...many.value, ...(seconds === undefined ? {} : { durationSeconds: seconds }) },
  };
}

/** An instance of a cloud is always one. */
function readHowMany(
  { options: { pods } }: Pick<Sorted, 'options'>,
  example: string,
  on: Action['on'],
): Parsed<Pick<Amounts, 'mode' | 'steps'>> {
  if (pods === undefined) return { ok: true, value: {} };
  if (on === 'cloud') return refuseLine('no-place', 'pods', pods, example);
  const read = readModes(pods);
  if (read.ok) return { ok: true, value: read.modes };
  const { sentence: said } = read;
  return said === undefined
    ? refuseLine('bad-pods', 'pods', pods, `${example} pods 2`)
    : refuseLine('bad-value', 'pods', pods, `${example} pods 1,25%,all`, { said });
}
