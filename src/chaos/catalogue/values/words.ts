// Words: free text, names, sizes, rates, one of a few, yes or no.

import { z } from 'zod';
import { nearestWords } from '../../nearest.ts';
import { isWhole } from '../../whole-text.ts';
import { plainValue, quoted, readBy, type Value } from './value.ts';

const LONGEST_TEXT = 10_000;

/** Free text; `range` says what is meant, `a path in the container`. */
export function text(range: string, example: string): Value {
  return plainValue({ form: 'text', range, example, schema: readBy(readText), field: z.string() });
}

/** What stands in the object for whoever may read it there, and on no card. */
export function password(): Value {
  return { ...text('a password', 'secret'), shown: () => '••••' };
}

/** Text of one shape; `what` finishes the sentence `x is not …`. */
export function shaped(shape: RegExp, what: string, example: string): Value {
  return plainValue({
    form: 'text',
    range: what,
    example,
    schema: readBy((raw) => {
      const answer = readText(raw);
      if ('sentence' in answer || shape.test(answer.value)) return answer;
      return { sentence: `${quoted(raw)} is not ${what}.` };
    }),
    field: z.string(),
  });
}

/** As tc takes it: whole numbers; `bps` and its kin are bytes a second, `bit` and its kin bits. */
export function rate(example: string): Value {
  const what = 'a rate such as 1mbit (bits a second) or 500kbps (bytes a second)';
  const shape = /^[0-9]{1,15}[kmgt]?(bit|bps)$/u;
  return plainValue({
    form: 'text',
    range: 'a whole number with bit, kbit … tbit (bits a second) or bps … tbps (bytes a second)',
    example,
    schema: readBy((raw) => {
      const said = typeof raw === 'string' ? raw.replaceAll(/\s/gu, '').toLowerCase() : '';
      return shape.test(said) ? { value: said } : { sentence: `${quoted(raw)} is not ${what}.` };
    }),
    field: z.string(),
    shown: (kept) => String(kept).replace(/^([0-9]+)/u, '$1 '),
  });
}

/** A name as Kubernetes takes it (DNS label). */
export function dnsName(range: string, example: string): Value {
  return plainValue({
    form: 'text',
    range,
    example,
    schema: readBy((raw) => {
      if (typeof raw === 'string' && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/u.test(raw)) return { value: raw };
      return { sentence: `${quoted(raw)} is not a name: small letters, digits and dashes.` };
    }),
    field: z.string(),
  });
}

/** One of these words, in any case; `field` where the CRD counts them out too. */
export function oneOf(choices: readonly string[], field: z.ZodType = z.string()): Value {
  return plainValue({
    form: 'choice',
    range: choices.join(', '),
    example: choices[0] ?? '',
    choices,
    schema: readBy((raw) => readChoice(raw, choices)),
    field,
  });
}

/** Words for numbers that nobody knows by heart: kept and shown as words, numbers in the spec. */
export function coded(codes: Readonly<Record<string, number>>, field: z.ZodType): Value {
  const choices = Object.keys(codes);
  const wordOf = (raw: unknown): unknown =>
    typeof raw === 'number' ? (choices.find((word) => codes[word] === raw) ?? raw) : raw;
  return {
    ...oneOf(choices, field),
    schema: readBy((raw) => readChoice(wordOf(numberIn(raw) ?? raw), choices)),
    write: (kept) => codes[String(kept)],
    read: wordOf,
  };
}

function numberIn(raw: unknown): number | undefined {
  return typeof raw === 'string' && /^\s*[0-9]{1,9}\s*$/u.test(raw) ? Number(raw) : undefined;
}

export function yesNo(): Value {
  return plainValue({
    form: 'switch',
    range: 'yes or no',
    example: 'yes',
    choices: ['yes', 'no'],
    schema: readBy(readSwitch),
    field: z.boolean(),
    typed: (kept) => (kept === true ? 'yes' : 'no'),
  });
}

/** Bytes that are text nearly always; other bytes are kept and typed as `base64:…`. */
export function bytes(range: string, example: string): Value {
  return {
    ...text(range, example),
    field: z.base64(),
    write: (kept) => bytesOf(String(kept)).toString('base64'),
    read: (raw) => (typeof raw === 'string' && raw !== '' ? spelled(raw) : raw),
  };
}

const BYTES = 'base64:';

function bytesOf(kept: string): Buffer {
  return kept.startsWith(BYTES) ? Buffer.from(kept.slice(BYTES.length), 'base64') : Buffer.from(kept, 'utf8');
}

function spelled(base64: string): string {
  const raw = Buffer.from(base64, 'base64');
  const decoded = raw.toString('utf8');
  const isText = isWhole(decoded) && Buffer.from(decoded, 'utf8').equals(raw) && !decoded.startsWith(BYTES);
  return isText ? decoded : `${BYTES}${raw.toString('base64')}`;
}

function readText(raw: unknown): { value: string } | { sentence: string } {
  const said = typeof raw === 'number' ? String(raw) : raw;
  if (typeof said !== 'string') return { sentence: `${quoted(raw)} is not a text.` };
  if (said === '') return { sentence: 'An empty value says nothing.' };
  if (said.length > LONGEST_TEXT) return { sentence: `A text of ${said.length} characters is too long.` };
  return { value: said };
}

function readChoice(raw: unknown, choices: readonly string[]): { value: string } | { sentence: string } {
  const said = String(typeof raw === 'number' ? raw : asWord(raw)).trim();
  const found = choices.find((choice) => choice.toLowerCase() === said.toLowerCase());
  if (found !== undefined) return { value: found };
  const [near] = nearestWords(said, choices);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return { sentence: `${quoted(raw)} is not one of ${choices.join(', ')}.${hint}` };
}

function asWord(raw: unknown): string {
  return typeof raw === 'string' ? raw.slice(0, 100) : '';
}

function readSwitch(raw: unknown): { value: boolean } | { sentence: string } {
  if (typeof raw === 'boolean') return { value: raw };
  const said = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
  if (['yes', 'true', 'on', '1'].includes(said)) return { value: true };
  if (['no', 'false', 'off', '0'].includes(said)) return { value: false };
  return { sentence: `${quoted(raw)} is neither yes nor no.` };
}
