// Reads which alerts somebody expects: `expect CheckoutSlow within 60s`, or a whole contract in quotes.

import { contractText, parseContract } from '../chaos/alert-contract.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';

const EXPECT = /^-*expects?(=|$)/iu;
const WITHIN = /^-*within$/iu;

/** One alert and its time become one word, as if they stood in quotes. */
export function joinExpected(words: readonly string[]): readonly string[] {
  const said = words.findIndex((word) => EXPECT.test(word));
  const at = words[said]?.includes('=') ? said : said + 1;
  const [name, within, time] = said < 0 ? [] : words.slice(at);
  if (name === undefined || time === undefined || !WITHIN.test(within ?? '')) return words;
  return words.toSpliced(at, 3, `${name} within ${time}`);
}

/** A contract that was typed without its quotes, or in single ones, begins with one of these alone. */
const DUTY = /^['‘]?(must|may|never)$/iu;
const UNQUOTED: ReadContract = {
  ok: false,
  sentence: 'A whole contract stands in quotes: `expect "must A within 60s; never B"`.',
};

/** `nothing` takes back what was promised. `example` is a line that works. */
export function readExpected(
  { expect }: { readonly expect?: string },
  example: string,
): Parsed<{ readonly expects?: string }> {
  if (expect === undefined) return { ok: true, value: {} };
  const read = DUTY.test(expect) ? UNQUOTED : readContract(expect);
  if (read.ok) return { ok: true, value: { expects: read.contract } };
  return refuseLine('bad-value', 'expect', expect, `${example} expect CheckoutSlow`, { said: read.sentence });
}

type ReadContract =
  | { readonly ok: true; readonly contract: string }
  | { readonly ok: false; readonly sentence: string };

const NOTHING = /^(nothing|none|no alerts)?$/iu;

/** One word, and its time. */
const NAME = /^[^\s;,]+(\s+within\s+[^;]+)?$/iu;

/** A name alone must fire. */
export function readContract(text: string): ReadContract {
  const said = text.trim();
  if (NOTHING.test(said)) return { ok: true, contract: '' };
  const isName = NAME.test(said);
  const read = parseContract(isName ? `must ${said}` : said);
  if (read.ok) return { ok: true, contract: contractText(read.contract) };
  return { ok: false, sentence: `${read.sentence} ${read.cure}` };
}
