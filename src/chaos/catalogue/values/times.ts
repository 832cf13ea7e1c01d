// Lengths of time, kept as one number with one unit: the form that every version and every field of Chaos Mesh takes.

import { z } from 'zod';
import { parseGoDuration } from '../../go-duration.ts';
import { plainValue, quoted, readBy, type Value } from './value.ts';

/** Since 2.8 the CRD refuses signs, `µs` and `1m30s` here. */
const NETEM_TIME = z.string().regex(/^[0-9]+(\.[0-9]+)?(ns|us|ms|s|m|h)$/u);

const ONE_UNIT = /^([0-9]+(?:\.[0-9]+)?)(ns|us|ms|s|m|h)$/u;
const UNIT_WORDS: Readonly<Record<string, string>> = { us: 'µs', m: 'min' };

interface Range {
  /** As Go writes it, `1ms`. */
  readonly least: string;
  readonly most: string;
  readonly example: string;
}

/** Any Go duration within the range. */
export function lengthOfTime(range: Range, field: z.ZodType = z.string()): Value {
  return plainValue({
    form: 'time',
    range: `${shownTime(range.least)} to ${shownTime(range.most)}`,
    example: range.example,
    schema: readBy((raw) => readTime(raw, range)),
    field,
    shown: shownTime,
  });
}

/** netem counts in ticks of 64 ns in 32 bits, which ends a little over 274 s. */
export function netemTime(least: string, example: string): Value {
  return lengthOfTime({ least, most: '4m', example }, NETEM_TIME);
}

/** Stands in the spec as a number of milliseconds. */
export function milliseconds(range: Range): Value {
  return {
    ...lengthOfTime(range, z.int()),
    schema: lengthOfTime(range).schema.transform(inMilliseconds),
    write: (kept) => Math.round((parseGoDuration(String(kept)) ?? 0) * 1000),
    read: (raw) => (typeof raw === 'number' ? `${raw}ms` : raw),
  };
}

function inMilliseconds(kept: unknown): string {
  return `${Math.round((parseGoDuration(String(kept)) ?? 0) * 1000)}ms`;
}

/** `200 ms`, `−5 min`. */
export function shownTime(kept: unknown): string {
  const [, sign = '', amount = '', unit = ''] = /^([+-]?)([0-9.]+)([a-zµ]+)$/u.exec(String(kept)) ?? [];
  return `${sign === '-' ? '−' : sign}${amount} ${UNIT_WORDS[unit] ?? unit}`;
}

function readTime(raw: unknown, { least, most }: Range): { value: string } | { sentence: string } {
  const text = typeof raw === 'string' ? raw.replaceAll(/\s/gu, '').toLowerCase() : '';
  const seconds = parseGoDuration(text);
  const words = `from ${least} to ${most}`;
  if (seconds === undefined) return { sentence: timeSentence(raw, words) };
  if (seconds < secondsOf(least) || seconds > secondsOf(most))
    return { sentence: `${text} is outside ${words}.` };
  return { value: inOneUnit(text, seconds) };
}

function secondsOf(text: string): number {
  return parseGoDuration(text) ?? 0;
}

function timeSentence(raw: unknown, words: string): string {
  if (typeof raw === 'number' || (typeof raw === 'string' && /^\s*[0-9.]+\s*$/u.test(raw))) {
    return `${quoted(raw)} has no unit: ms, s or m.`;
  }
  return `${quoted(raw)} is not a length of time, ${words}.`;
}

function inOneUnit(text: string, seconds: number): string {
  if (seconds === 0) return '0ms';
  if (ONE_UNIT.test(text.replace(/^-/u, ''))) return text;
  const sign = seconds < 0 ? '-' : '';
  const nanos = Math.round(Math.abs(seconds) * 1e9);
  const [size, unit] = UNITS.find(([most]) => nanos % most === 0) ?? [1, 'ns'];
  return `${sign}${nanos / size}${unit}`;
}

const UNITS: readonly (readonly [number, string])[] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'us'],
  [1, 'ns'],
];
