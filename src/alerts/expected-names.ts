// The alerts that a contract expects, as matchers of their name: what must not fire is in none of them.

import type { AlertContract } from '../chaos/alert-contract.ts';
import { clean, LIMITS } from './alert.ts';
import { escapeRe2, fits, fitsNot, isOneOf, type Matchers } from './silence.ts';

const NAME = 'alertname';

/** How many alerts somebody has declared expected. */
export function expectedCount({ must, may }: AlertContract): number {
  return must.length + may.length;
}

/** One list for all whole names, one for all beginnings; none for a name that no alert can be read to have. */
export function expectedNames(contract: AlertContract): readonly Matchers[] {
  return [...wholeNames(contract), ...beginnings(contract)];
}

function wholeNames({ must, may }: AlertContract): readonly Matchers[] {
  const names = [...must.map(({ name }) => name), ...may.filter((name) => !isBeginning(name))];
  const readable = names.filter(isReadable);
  return readable.length === 0 ? [] : [[isOneOf(NAME, readable)]];
}

/** A whole name that must not fire weighs more than a beginning that may, and so does a beginning. */
function beginnings({ may, never }: AlertContract): readonly Matchers[] {
  const forbidden = never.filter(isBeginning).map(beginningOf);
  const allowed = may
    .filter(isBeginning)
    .map(beginningOf)
    .filter((one) => (one === '' || isReadable(one)) && !forbidden.some((no) => one.startsWith(no)));
  if (allowed.length === 0) return [];
  const within = never.filter((name) => allowed.some((one) => name.startsWith(one)));
  const named = fits(NAME, allowed.map(expressionOf).join('|'));
  if (within.length === 0) return [[named]];
  return [[named, fitsNot(NAME, within.map(neverExpression).join('|'))]];
}

function isBeginning(name: string): boolean {
  return name.endsWith('*');
}

function beginningOf(name: string): string {
  return name.slice(0, -1);
}

/** `.` leaves out line breaks, which names do not have; an alert without a name is none that we read. */
function expressionOf(beginning: string): string {
  return beginning === '' ? '.+' : `${escapeRe2(beginning)}.*`;
}

function neverExpression(name: string): string {
  return isBeginning(name) ? expressionOf(beginningOf(name)) : escapeRe2(name);
}

/** Names are cleaned as they are read: what looks otherwise then is no alert's name. */
function isReadable(name: string): boolean {
  return clean(name, LIMITS.name) === name;
}
