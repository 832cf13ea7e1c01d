// Numbers and shares, typed with their unit or without.

import { z } from 'zod';
import { plainValue, quoted, readBy, type Value } from './value.ts';

interface Range {
  readonly least: number;
  readonly most: number;
  readonly example: string;
  /** Said after the range: `seconds`. */
  readonly unit?: string;
}

/** `field` is the CRD's own: its bounds are not always those that make sense. */
export function wholeNumber({ least, most, example, unit }: Range, field: z.ZodType = z.int()): Value {
  const words = `a whole number from ${least} to ${most}`;
  return plainValue({
    form: 'number',
    range: `${least} to ${most}${unit === undefined ? '' : ` ${unit}`}`,
    example,
    schema: readBy((raw) => within(wholeIn(raw), least, most, raw, words)),
    field,
  });
}

/** A whole percentage that stands in the spec as a number. */
export function percent(least: number, most: number, example: string, field: z.ZodType = z.int()): Value {
  const words = `a whole percentage from ${least} to ${most}`;
  return plainValue({
    form: 'number',
    range: `${least} to ${most} %`,
    example,
    schema: readBy((raw) => within(wholeIn(withoutSign(raw)), least, most, raw, words)),
    field,
    typed: (kept) => `${kept}%`,
    shown: (kept) => `${kept} %`,
  });
}

/** A percentage that stands in the spec as text; fractions are allowed there. */
export function percentText(example: string, { above }: { readonly above?: 0 } = {}): Value {
  const words = above === undefined ? 'a percentage from 0 to 100' : 'a percentage above 0, up to 100';
  return plainValue({
    form: 'number',
    range: above === undefined ? '0 to 100 %' : 'more than 0, up to 100 %',
    example,
    schema: readBy((raw) =>
      within(fractionIn(withoutSign(raw)), above === undefined ? 0 : Number.MIN_VALUE, 100, raw, words),
    ),
    field: z.string(),
    write: String,
    typed: (kept) => `${kept}%`,
    shown: (kept) => `${kept} %`,
  });
}

/** Errors of the operating system by their number; those people know may be named. */
export function errorNumber(example: string): Value {
  const words = `an error’s number or one of ${Object.keys(ERRORS).join(', ')}`;
  const nameOf = (kept: unknown): string =>
    Object.entries(ERRORS).find(([, number]) => number === kept)?.[0] ?? String(kept);
  return plainValue({
    form: 'number',
    range: words,
    example,
    schema: readBy((raw) => within(ERRORS[textIn(raw).toUpperCase()] ?? wholeIn(raw), 1, 4095, raw, words)),
    field: z.int32(),
    typed: nameOf,
  });
}

/** https://man7.org/linux/man-pages/man3/errno.3.html */
const ERRORS: Readonly<Record<string, number>> = Object.assign(Object.create(null), {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  ENXIO: 6,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EEXIST: 17,
  ENOTDIR: 20,
  EINVAL: 22,
  EMFILE: 24,
  ENOSPC: 28,
  EROFS: 30,
});

function within(
  value: number,
  least: number,
  most: number,
  raw: unknown,
  words: string,
): { value: number } | { sentence: string } {
  return value >= least && value <= most ? { value } : { sentence: `${quoted(raw)} is not ${words}.` };
}

/** NaN for what is no whole number. */
function wholeIn(raw: unknown): number {
  const text = textIn(raw);
  return /^[+-]?[0-9]{1,16}$/u.test(text) ? Number(text) : Number.NaN;
}

function fractionIn(raw: unknown): number {
  const text = textIn(raw);
  return /^[+-]?([0-9]{1,9}\.?[0-9]{0,9}|\.[0-9]{1,9})(e[+-]?[0-9]{1,2})?$/iu.test(text)
    ? Number(text)
    : Number.NaN;
}

function withoutSign(raw: unknown): unknown {
  return typeof raw === 'string' ? raw.replace(/\s*(%|percent)$/iu, '') : raw;
}

function textIn(raw: unknown): string {
  return typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
}
