// Reads what follows `use TEMPLATE`: values for its parameters, and what may be said beside them as in any line.

import { saidAs } from '../chaos/catalogue/example-line.ts';
import { nearestWords } from '../chaos/nearest.ts';
import { readParameter, sampleOf } from '../chaos/templates/parameter-value.ts';
import type { TemplateHead, TemplateParameter } from '../chaos/templates/template.ts';
import { isAmount } from './amount-words.ts';
import type { InjectCommand, SaidPlace } from './command.ts';
import { OPTION_NAMES, type OptionName, type Sorted, sortWords } from './options.ts';
import { mergePlace, readAmounts } from './parse-inject.ts';
import { type Parsed, type ParseFailure, refuseLine } from './parse-refusal.ts';
import { readTarget } from './place.ts';
import { readExpected } from './read-expected.ts';

export interface UseSaid
  extends Pick<InjectCommand, 'mode' | 'steps' | 'durationSeconds' | 'expects' | 'go'> {
  /** As typed, by the parameter's name. */
  readonly values: Readonly<Record<string, string>>;
  /** What was said beside the parameters, as typed. */
  readonly options: Sorted['options'];
}

/** A line that works: `use slow-dependency web cart`. */
export function lineFor({ name, parameters, hypothesis }: TemplateHead): string {
  const needed = parameters.filter((one) => one.default === undefined && one.type !== 'namespace');
  const words = needed.map((one) => (isWorkload(one) ? sampleOf(one) : saidAs(one.name, sampleOf(one))));
  return ['use', name, ...words, ...(hypothesis ? ['because users should not notice'] : [])].join(' ');
}

export function readUse(head: TemplateHead, words: readonly string[]): Parsed<UseSaid> {
  const example = lineFor(head);
  const names = head.parameters.map(({ name }) => name);
  const sorted = sortWords(words, names, example);
  if (!sorted.ok) return sorted;
  const { options, named, bare, go } = ownOptions(sorted.value, names);
  const stray = strayOf(options, named, names, example);
  if (stray !== undefined) return stray;
  const values = withBare(head, named, options.labels === undefined ? bare : [options.labels, ...bare]);
  if (!values.ok) return values;
  const amounts = readAmounts({ options }, example, 'pods');
  if (!amounts.ok) return amounts;
  const expected = readExpected(options, example);
  if (!expected.ok) return expected;
  return {
    ok: true,
    value: { values: values.value, options, ...amounts.value, ...expected.value, go },
  };
}

/** Where it is to be: beside the line's own words, as the first workload says it. */
export function placeSaid(head: TemplateHead, { values, options }: UseSaid): Parsed<SaidPlace> {
  const first = head.parameters.find(isWorkload);
  const word = saidOf(first, values);
  const inTarget = word === undefined ? {} : (readTarget(word)?.place ?? {});
  const space = head.parameters.find(({ type }) => type === 'namespace');
  const namespace = options.namespace ?? saidOf(space, values);
  const said = { ...options, ...(namespace === undefined ? {} : { namespace }) };
  return mergePlace(inTarget, { options: said }, lineFor(head));
}

/** A field that was left empty says nothing. */
function saidOf(parameter: TemplateParameter | undefined, values: UseSaid['values']): string | undefined {
  return (parameter && values[parameter.name]?.trim()) || undefined;
}

/** A parameter may be called as an option is: then the template's own meaning counts. */
function ownOptions(sorted: Sorted, names: readonly string[]): Sorted {
  const own = OPTION_NAMES.filter((name) => names.includes(name) && sorted.options[name] !== undefined);
  const moved = own.map((name) => [name, sorted.options[name] ?? ''] as const);
  const kept = Object.entries(sorted.options).filter(([name]) => !own.includes(name as OptionName));
  return {
    ...sorted,
    options: Object.fromEntries(kept),
    named: { ...Object.fromEntries(moved), ...sorted.named },
  };
}

function strayOf(
  options: Sorted['options'],
  named: Sorted['named'],
  names: readonly string[],
  example: string,
): ParseFailure | undefined {
  const unknown = Object.keys(named).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const [nearest] = nearestWords(unknown, names);
    return refuseLine('unknown-option', 'option', unknown, example, nearest === undefined ? {} : { nearest });
  }
  const later = (['at', 'file'] as const).find((name) => options[name] !== undefined);
  if (later !== undefined) return refuseLine('not-yet', later, later, example);
  const way = (['from', 'to'] as const).find((name) => options[name] !== undefined);
  return way === undefined ? undefined : refuseLine('no-place', 'line', `${way} ${options[way]}`, example);
}

/** Names that stand alone are the workloads, in the template's order; values are told by their shape. */
function withBare(
  head: TemplateHead,
  named: Sorted['named'],
  bare: readonly string[],
): Parsed<Readonly<Record<string, string>>> {
  const values: Record<string, string> = { ...named };
  for (const word of bare) {
    const place = head.parameters.find((one) => values[one.name] === undefined && takes(one, word));
    if (place === undefined) return refuseLine('no-place', 'line', word, lineFor(head));
    values[place.name] = word;
  }
  return { ok: true, value: values };
}

const AMOUNTS: readonly TemplateParameter['type'][] = ['duration', 'percent', 'size', 'number'];

function takes(parameter: TemplateParameter, word: string): boolean {
  if (isAmount(word)) return AMOUNTS.includes(parameter.type) && readParameter(parameter, word).ok;
  return isWorkload(parameter);
}

function isWorkload({ type }: TemplateParameter): boolean {
  return type === 'workload';
}
