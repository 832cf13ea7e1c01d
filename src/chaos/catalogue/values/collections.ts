// Lists, maps and whatever else has an inner structure: typed with commas or as YAML on one line.

import { parse } from 'yaml';
import { z } from 'zod';
import { asTextMap, isObject } from '../../narrow.ts';
import { withoutEmpties } from '../../without-empties.ts';
import { plainValue, quoted, readBy, type Value } from './value.ts';

/** `a,b,c`, or `[a, b]` where an item has a comma of its own. */
export function listOf(item: Value, range: string, example = item.example): Value {
  return plainValue({
    form: 'list',
    range,
    example,
    ...(item.choices !== undefined && { choices: item.choices }),
    schema: readBy((raw) => readList(raw, item)),
    field: z.array(item.field),
    write: (kept) => (kept as readonly unknown[]).map(item.write),
    read: (raw) => (Array.isArray(raw) ? raw.map(item.read) : raw),
    typed: (kept) => listed((kept as readonly unknown[]).map(item.typed)),
    shown: (kept) => (kept as readonly unknown[]).map(item.shown).join(', '),
  });
}

/** `key=value,key=value`, or a YAML map. */
export function textMap(range: string, example: string): Value {
  return plainValue({
    form: 'map',
    range,
    example,
    schema: readBy(readMap),
    field: z.record(z.string(), z.string()),
    typed: (kept) => mapped(asTextMap(kept)),
  });
}

/** Anything deeper, checked by its schema: YAML on one line, `{sec: 0, nsec: 0}`. */
export function structured(field: z.ZodType, range: string, example: string): Value {
  return plainValue({
    form: 'yaml',
    range,
    example,
    schema: readBy((raw) => readStructure(raw, field)),
    field,
    typed: inOneLine,
  });
}

function readList(raw: unknown, item: Value): { value: unknown[] } | { sentence: string } {
  const items = itemsIn(raw);
  if (items === undefined || items.length === 0) return { sentence: `${quoted(raw)} is not a list: a,b,c.` };
  const answers = items.map((one) => item.schema.safeParse(one));
  const wrong = answers.find(({ success }) => !success);
  if (wrong?.error !== undefined)
    return { sentence: wrong.error.issues[0]?.message ?? 'One of them is not understood.' };
  return { value: answers.map(({ data }) => data) };
}

function itemsIn(raw: unknown): readonly unknown[] | undefined {
  if (Array.isArray(raw)) return raw;
  if (typeof raw === 'number') return [String(raw)];
  if (typeof raw !== 'string') return undefined;
  const inYaml = /^\s*\[/u.test(raw) ? yamlIn(raw) : undefined;
  if (Array.isArray(inYaml)) return inYaml;
  return raw
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readMap(raw: unknown): { value: Readonly<Record<string, string>> } | { sentence: string } {
  const entries = entriesIn(raw);
  if (entries === undefined || entries.length === 0)
    return { sentence: `${quoted(raw)} is not a list of key=value,key=value.` };
  return { value: Object.fromEntries(entries) };
}

function entriesIn(raw: unknown): readonly (readonly [string, string])[] | undefined {
  const found = typeof raw === 'string' && /^\s*\{/u.test(raw) ? yamlIn(raw) : raw;
  if (isObject(found)) {
    const entries = Object.entries(found).map(([key, value]) => [key, plain(value)] as const);
    return entries.every((entry): entry is readonly [string, string] => entry[1] !== undefined)
      ? entries
      : undefined;
  }
  if (typeof found !== 'string') return undefined;
  const pairs = found.split(',').filter((pair) => pair.trim() !== '');
  const parts = pairs.map((pair) => /^\s*([^=:]+)[=:](.*)$/su.exec(pair));
  if (parts.some((part) => part === null)) return undefined;
  return parts.map((part) => [part?.[1]?.trim() ?? '', part?.[2]?.trim() ?? '']);
}

/** YAML reads `404` as a number, where text is meant. */
function plain(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : undefined;
}

function readStructure(raw: unknown, field: z.ZodType): { value: unknown } | { sentence: string } {
  const found = withoutEmpties(typeof raw === 'string' ? yamlIn(raw) : raw);
  if (isHollow(found)) return { sentence: `${quoted(raw)} is empty, which would freeze the experiment.` };
  const answer = field.safeParse(found);
  if (answer.success) return { value: answer.data };
  const [issue] = answer.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return { sentence: `${quoted(raw)} is not understood: ${place}${issue?.message ?? 'no YAML'}.` };
}

function isHollow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Undefined for what is no YAML; a line is short, so aliases cannot blow up. */
function yamlIn(raw: string): unknown {
  try {
    return parse(raw, { maxAliasCount: 0, logLevel: 'silent' }) as unknown;
  } catch {
    return undefined;
  }
}

function listed(items: readonly string[]): string {
  const isPlain = items.every((item) => item !== '' && item.trim() === item && !/[,[\]'"]/u.test(item));
  return isPlain ? items.join(',') : inOneLine(items);
}

function mapped(map: Readonly<Record<string, string>>): string {
  const isPlain = Object.entries(map).every(
    ([key, value]) => /^[^=:,{}'"\s]+$/u.test(key) && value.trim() === value && !/[,{}'"]/u.test(value),
  );
  if (!isPlain) return inOneLine(map);
  return Object.entries(map)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** Flow YAML with single quotes: a line's double quotes belong to the line. */
function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, inner]) => `${inOneLine(key)}: ${inOneLine(inner)}`);
    return `{${entries.join(', ')}}`;
  }
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
