// PromQL with places, `{{namespace}}`: where they may stand, and what is wrong with those that stand elsewhere.

import { nearestWords } from '../chaos/nearest.ts';

export const PLACES = ['cluster', 'namespace', 'workload', 'workloads', 'pods', 'service'] as const;

export type Place = (typeof PLACES)[number];

/** Plain PromQL, or a place inside the quoted value of a label; `isRegex` where it is matched with `=~` or `!~`. */
export type Part = string | { readonly place: Place; readonly isRegex: boolean };

export interface QueryFault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
  readonly cure: string;
}

export type ReadQuery =
  | { readonly ok: true; readonly parts: readonly Part[] }
  | { readonly ok: false; readonly faults: readonly QueryFault[] };

/** Where a place stands: in which quotes, if any, and after which operator. */
interface Context {
  readonly quote?: string;
  readonly operator?: string;
}

interface Found {
  readonly word: string;
  readonly isClosed: boolean;
  readonly offset: number;
  readonly length: number;
  readonly context: Context;
}

/** Comments and the three kinds of quoted text as https://prometheus.io/docs/prometheus/latest/querying/basics has them. */
const TEXTS = /#[^\n]*|"(?:\\.|[^"\\\n])*("?)|'(?:\\.|[^'\\\n])*('?)|`[^`]*(`?)/gu;
const MARK = /\{\{([^{}]*)\}?\}?/gu;

export function readQuery(template: string): ReadQuery {
  const spans = spansOf(template);
  const found = foundIn(template, spans);
  const faults = [...spans.flatMap((span) => openFault(template, span)), ...found.flatMap(faultOf(template))];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, parts: partsOf(template, found) };
}

function foundIn(template: string, spans: readonly TextSpan[]): readonly Found[] {
  return [...template.matchAll(MARK)].map(({ 0: mark, 1: inside = '', index }) => ({
    word: inside.trim().slice(0, 40),
    isClosed: mark.endsWith('}}'),
    offset: index,
    length: mark.length,
    context: contextAt(template, spans, index),
  }));
}

interface TextSpan {
  readonly from: number;
  readonly to: number;
  readonly isOpen: boolean;
}

function spansOf(template: string): readonly TextSpan[] {
  return [...template.matchAll(TEXTS)].map((match) => {
    const [whole, ...ends] = match;
    const isOpen = !whole.startsWith('#') && !ends.some(Boolean);
    return { from: match.index, to: match.index + whole.length, isOpen };
  });
}

function contextAt(template: string, spans: readonly TextSpan[], offset: number): Context {
  const span = spans.find(({ from, to }) => offset > from && offset < to);
  if (span === undefined) return {};
  const operator = /([=!]~|!?=)\s*$/u.exec(template.slice(0, span.from))?.[1];
  const quote = template.charAt(span.from);
  return { quote, ...(operator === undefined ? {} : { operator }) };
}

function openFault(template: string, { from, isOpen }: TextSpan): readonly QueryFault[] {
  if (!isOpen) return [];
  return [fault(template, from, 'A text begins here and never ends.', 'Close the quotes on the same line.')];
}

function faultOf(template: string): (found: Found) => readonly QueryFault[] {
  return (found) => {
    const told = wrongWith(found);
    if (told === undefined) return [];
    const [what, cure] = told;
    return [fault(template, found.offset, `\`{{${found.word}}}\` ${what}.`, cure)];
  };
}

/** What and its cure. */
function wrongWith({ word, isClosed, context }: Found): readonly [string, string] | undefined {
  if (!isClosed) return ['is never closed', 'A place ends with `}}`.'];
  if (!isPlace(word)) return ['is no place', cureOf(word)];
  if (context.quote === '`')
    return ['stands in backquotes, where nothing can be escaped', 'Use double quotes.'];
  if (context.quote === undefined || context.operator === undefined)
    return ['is not the value of a label', `Write it like \`{namespace="{{namespace}}"}\`.`];
  if (isSeveral(word) && !isPattern(context.operator))
    return ['stands for several names', `Match them as a pattern: \`=~"{{${word}}}"\`.`];
  return undefined;
}

function cureOf(word: string): string {
  const [near] = nearestWords(word, PLACES);
  const all = PLACES.map((place) => `{{${place}}}`).join(', ');
  return near === undefined ? `Use one of: ${all}.` : `Did you mean \`{{${near}}}\`? There are: ${all}.`;
}

function fault(template: string, offset: number, sentence: string, cure: string): QueryFault {
  const before = template.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, sentence, cure };
}

function partsOf(template: string, found: readonly Found[]): readonly Part[] {
  const parts: Part[] = [];
  let read = 0;
  for (const { word, offset, length, context } of found) {
    if (!isPlace(word)) continue;
    parts.push(template.slice(read, offset), { place: word, isRegex: isPattern(context.operator) });
    read = offset + length;
  }
  return [...parts, template.slice(read)];
}

function isPattern(operator: string | undefined): boolean {
  return operator?.endsWith('~') ?? false;
}

function isPlace(word: string): word is Place {
  return PLACES.some((place) => place === word);
}

export function isSeveral(place: Place): boolean {
  return place === 'workloads' || place === 'pods';
}
