// What a strict schema has against a value, in sentences: unknown fields with the nearest known one, wrong types, missing parts.

import { z } from 'zod';
import { pathText } from '../field-path.ts';
import { at } from '../narrow.ts';
import { nearestWords } from '../nearest.ts';
import type { Finding } from './finding.ts';

type Issue = z.core.$ZodIssue;

/** `keys` lead to the value from the document's top. */
export function fieldFindings(
  schema: z.ZodType,
  value: unknown,
  keys: readonly string[],
): readonly Finding[] {
  const answer = schema.safeParse(value);
  if (answer.success) return [];
  return answer.error.issues.flatMap((issue) => findingsOf(issue, schema, value, keys));
}

function findingsOf(
  issue: Issue,
  schema: z.ZodType,
  value: unknown,
  above: readonly string[],
): readonly Finding[] {
  const inner = issue.path.map(String);
  const keys = [...above, ...inner];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => unknownField(name, keys, knownAt(schema, inner)));
  const given = at(value, ...inner) ?? listed(value, inner);
  if (given === undefined) return [missing(keys, issue)];
  return [wrong(keys, issue, given)];
}

/** `at` walks objects alone. */
function listed(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (here, key) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, key)
        ? (here as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

function unknownField(name: string, keys: readonly string[], known: readonly string[]): Finding {
  const [near] = nearestWords(name, known);
  const where = keys.length === 0 ? 'here' : `in ${pathText(keys)}`;
  const sentence = `There is no field “${name.slice(0, 60)}” ${where}; Chaos Mesh would drop it in silence.`;
  const cure = near === undefined ? `Known are ${some(known)}.` : `Did you mean ${near}?`;
  return block('unknown-field', [...keys, name], sentence, known.length === 0 ? undefined : cure);
}

function missing(keys: readonly string[], issue: Issue): Finding {
  const name = keys.at(-1) ?? '';
  const choices = issue.code === 'invalid_value' ? `: ${some(issue.values.map(String))}` : '';
  return block(
    'missing-field',
    keys,
    `${pathText(keys)} is missing.`,
    `Add ${name}${choices || `, ${typeWords(issue)}`}.`,
  );
}

function wrong(keys: readonly string[], issue: Issue, given: unknown): Finding {
  const where = pathText(keys);
  if (issue.code === 'invalid_type') {
    const sentence = `${where} must be ${typeWords(issue)}, not ${kindOf(given)}.`;
    return block('wrong-type', keys, sentence, asQuoted(issue.expected, keys, given));
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const [near] = nearestWords(String(given), values);
    const cure =
      near === undefined ? `It can be ${some(values)}.` : `Did you mean ${near}? It can be ${some(values)}.`;
    return block('unknown-value', keys, `${where} cannot be ${shown(given)}.`, cure);
  }
  return block('bad-value', keys, `${where} cannot be ${shown(given)}: ${limitOf(issue)}`);
}

function limitOf(issue: Issue): string {
  if (issue.code === 'too_small') return `the least is ${String(issue.minimum)}.`;
  if (issue.code === 'too_big') return `the most is ${String(issue.maximum)}.`;
  if (issue.code === 'invalid_format') return 'it is not of the form Chaos Mesh reads.';
  return /[.!?]$/u.test(issue.message) ? lowered(issue.message) : `${lowered(issue.message)}.`;
}

function lowered(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

function asQuoted(expected: string, keys: readonly string[], given: unknown): string | undefined {
  const isPlain = typeof given === 'number' || typeof given === 'boolean';
  return expected === 'string' && isPlain
    ? `Put it in quotes: ${keys.at(-1)}: '${String(given)}'.`
    : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of fields',
  record: 'a map',
};

function typeWords(issue: Issue): string {
  return issue.code === 'invalid_type' ? (TYPES[issue.expected] ?? issue.expected) : 'a value';
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `the text ${shown(value)}` : shown(value);
}

function shown(value: unknown): string {
  const text = typeof value === 'object' ? kindOf(value) : String(value);
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

function some(names: readonly string[]): string {
  return names.length > 12
    ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`
    : names.join(', ');
}

/** Names of the fields that the schema has at a path. */
function knownAt(schema: z.ZodType, path: readonly string[]): readonly string[] {
  let here: unknown = bare(schema);
  for (const key of path) here = bare(stepInto(here, key));
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function stepInto(schema: unknown, key: string): unknown {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return bare(schema.unwrap());
  return schema;
}

function block(check: string, keys: readonly string[], sentence: string, cure?: string): Finding {
  return { severity: 'block', check, path: pathText(keys), keys, sentence, ...(cure && { cure }) };
}
