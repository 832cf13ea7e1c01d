// Fills the places of a query, so that no name can become PromQL or a pattern of its own.

import { isSeveral, type Part, type Place, readQuery } from './query-template.ts';

/** What a run is about; absent or empty is unknown, and a query that asks for it is not filled. */
export interface QueryValues {
  readonly cluster?: string;
  readonly namespace?: string;
  /** `{{workload}}` is the only one of them. */
  readonly workloads: readonly string[];
  readonly pods: readonly string[];
  readonly service?: string;
}

export type FilledQuery =
  | { readonly ok: true; readonly query: string }
  /** The run has nothing for this place, or for `workload` more than one. */
  | { readonly ok: false; readonly missing: Place };

/** Throws on a template that `readQuery` refuses: those never get past the configuration. */
export function fillQuery(template: string, values: QueryValues): FilledQuery {
  const read = readQuery(template);
  if (!read.ok) throw new TypeError(`not a query: ${read.faults[0]?.sentence}`);
  const missing = read.parts.find(
    (part) => typeof part !== 'string' && namesFor(part.place, values) === undefined,
  );
  if (missing !== undefined && typeof missing !== 'string') return { ok: false, missing: missing.place };
  return { ok: true, query: read.parts.map((part) => textOf(part, values)).join('') };
}

function textOf(part: Part, values: QueryValues): string {
  if (typeof part === 'string') return part;
  const { place, isRegex } = part;
  const names = namesFor(place, values) ?? [];
  if (!isRegex) return names.map(inQuotes).join('');
  const patterns = names.map(asPattern).join('|');
  return inQuotes(isSeveral(place) ? `(?:${patterns})` : patterns);
}

/** Undefined where there is none; an empty list would match the series that lack the label. */
function namesFor(place: Place, values: QueryValues): readonly string[] | undefined {
  const { workloads } = values;
  if (place === 'workload') return workloads.length === 1 ? namesOf(workloads) : undefined;
  if (place === 'workloads' || place === 'pods') return namesOf(values[place]);
  return namesOf([values[place] ?? '']);
}

function namesOf(names: readonly string[]): readonly string[] | undefined {
  const real = names.filter((name) => name !== '');
  return real.length > 0 ? real : undefined;
}

/** RE2, https://github.com/google/re2/wiki/Syntax. */
function asPattern(name: string): string {
  return name.replace(/[\\.+*?()|[\]{}^$]/gu, String.raw`\$&`);
}

/** As Go writes texts, for double and single quotes alike; a lone half of a pair is refused there, so it is replaced. */
function inQuotes(text: string): string {
  return text.toWellFormed().replace(/[^ !#$%&(-[\]-~]/gu, escaped);
}

function escaped(character: string): string {
  if (character === '\\') return String.raw`\\`;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
