// What may stand in a place, by the type of its parameter: the catalogue's own values, within the template's range.

import { z } from 'zod';
import { percent } from '../catalogue/values/numbers.ts';
import { lengthOfTime } from '../catalogue/values/times.ts';
import { plainValue, quoted, readBy, type Value } from '../catalogue/values/value.ts';
import { dnsName, oneOf, shaped, text } from '../catalogue/values/words.ts';
import { parseGoDuration } from '../go-duration.ts';
import type { TemplateParameter, TemplateValue } from './template.ts';

/** Go counts no further than 292 years; nothing here is meant to last a day. */
const LONGEST = '24h';
const SIZE = /^[0-9]{1,9}(\.[0-9]{1,9})?\s?([kmgt]i?)?b$/iu;
const FRACTION = /^[+-]?[0-9]{1,15}(\.[0-9]{1,9})?$/u;
const LONGEST_TEXT = 500;

export type ReadParameter =
  | { readonly ok: true; readonly value: TemplateValue }
  | { readonly ok: false; readonly sentence: string };

/** A workload's word is looked up where the clusters are known. */
export function readParameter(parameter: TemplateParameter, typed: string): ReadParameter {
  const { schema } = kindOfValue(parameter);
  const answer = schema.safeParse(typed);
  if (answer.success) return { ok: true, value: { whole: answer.data, text: String(answer.data) } };
  return { ok: false, sentence: answer.error.issues[0]?.message ?? `${quoted(typed)} is not understood.` };
}

/** What one may type, `10 ms to 5 s`. */
export function rangeOf(parameter: TemplateParameter): string {
  return kindOfValue(parameter).range;
}

/** For a line that works, and for the check of a template that nobody uses yet. */
export function sampleOf(parameter: TemplateParameter): string {
  return parameter.default ?? parameter.example ?? parameter.from ?? kindOfValue(parameter).example;
}

function kindOfValue(parameter: TemplateParameter): Value {
  switch (parameter.type) {
    case 'text':
      return { ...text('any text', 'text'), schema: shortText };
    case 'number':
      return numberOf(parameter);
    case 'duration':
      return lengthOfTime({ least: parameter.from ?? '0s', most: parameter.to ?? LONGEST, example: '1m' });
    case 'percent':
      return percent(shareIn(parameter.from, 0), shareIn(parameter.to, 100), '10%');
    case 'size':
      return shaped(SIZE, 'a size such as 256MB', '256MB');
    case 'workload':
      return text('a workload, or labels such as app=web', 'web');
    case 'namespace':
      return dnsName('a namespace', 'default');
    case 'choice':
      return oneOf(parameter.choices ?? []);
    default:
      return parameter.type satisfies never;
  }
}

const shortText = readBy((raw) => {
  if (typeof raw !== 'string' || raw === '') return { sentence: 'An empty value says nothing.' };
  if (raw.length > LONGEST_TEXT) return { sentence: `A text of ${raw.length} characters is too long.` };
  return { value: raw };
});

function numberOf({ from, to, example }: TemplateParameter): Value {
  const [least, most] = [Number(from ?? -1e15), Number(to ?? 1e15)];
  const range = from === undefined && to === undefined ? 'a number' : rangeWords(from, to);
  return plainValue({
    form: 'number',
    range,
    example: example ?? String(Math.max(least, 1)),
    schema: readBy((raw) => {
      const said = String(raw).trim();
      const value = FRACTION.test(said) ? Number(said) : Number.NaN;
      const isNumber = range === 'a number' ? range : `a number, ${range}`;
      return value >= least && value <= most ? { value } : { sentence: `${quoted(raw)} is not ${isNumber}.` };
    }),
    field: z.number(),
  });
}

function rangeWords(from: string | undefined, to: string | undefined): string {
  if (to === undefined) return `at least ${from}`;
  return from === undefined ? `at most ${to}` : `${from} to ${to}`;
}

function shareIn(typed: string | undefined, otherwise: number): number {
  return typed === undefined ? otherwise : Number(typed.replace(/\s*%$/u, ''));
}

/** Whether `from` and `to` are values of the type themselves, the first the smaller one. */
export function isRange(parameter: TemplateParameter): boolean {
  const { from: _, to: __, ...unbound } = parameter;
  const bounds = [parameter.from, parameter.to].filter((one) => one !== undefined);
  if (!bounds.every((bound) => readParameter(unbound, bound).ok)) return false;
  const [least = 0, most = least] = bounds.map((bound) => amountOf(parameter, bound));
  return least <= most;
}

function amountOf({ type }: TemplateParameter, bound: string): number {
  return type === 'duration' ? (parseGoDuration(bound) ?? 0) : shareIn(bound, 0);
}

/** Types that have a least and a most. */
export function isMeasured({ type }: Pick<TemplateParameter, 'type'>): boolean {
  return type === 'number' || type === 'percent' || type === 'duration';
}
