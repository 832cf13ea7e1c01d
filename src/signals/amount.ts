// Reads an amount as people write it, `1.5s`, `200MiB`, `5%`, into the unit of its signal.

import type { Unit } from './signal.ts';

type Suffixes = Readonly<Record<string, number>>;

const MILLISECONDS: Suffixes = { ms: 1, s: 1000, m: 60_000 };
const BYTES: Suffixes = {
  ...{ B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 },
  ...{ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 },
};

/** What may stand behind a number, and what it is worth in the unit; a bare number is always in the unit. */
const SUFFIXES: Readonly<Record<Unit, Suffixes>> = {
  ms: MILLISECONDS,
  s: { ms: 1e-3, s: 1, m: 60 },
  '%': { '%': 1 },
  ratio: { '%': 1e-2 },
  bytes: BYTES,
  'req/s': { 'req/s': 1, '/s': 1 },
  count: {},
  '': {},
};

const AMOUNT = /^(\d+(?:\.\d+)?)\s*([a-zA-Z/%]*)$/u;

/** Undefined for what is no amount of this unit; never negative. */
export function parseAmount(written: string, unit: Unit): number | undefined {
  const [, digits, suffix = ''] = AMOUNT.exec(written.trim()) ?? [];
  const worth = suffix === '' ? 1 : SUFFIXES[unit][suffix];
  if (digits === undefined || worth === undefined) return undefined;
  // Twelve digits are more than anybody means; what is beyond comes from counting in binary.
  return Number((Number(digits) * worth).toPrecision(12));
}

/** An example for a cure. */
export function exampleOf(unit: Unit): string {
  return {
    ms: '500ms',
    s: '2s',
    '%': '5%',
    ratio: '0.05',
    bytes: '200MiB',
    'req/s': '100',
    count: '3',
    '': '3',
  }[unit];
}
