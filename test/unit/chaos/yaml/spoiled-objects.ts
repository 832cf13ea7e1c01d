// Objects made wrong in one place, in the ways people get them wrong: a unit, a range, a type, a part too few, a field too many.

import { fc } from '../../../seeded.ts';

export type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

export interface Spoiled {
  readonly object: Json;
  /** What was done where, for whoever reads that two disagree. */
  readonly how: string;
}

type Path = readonly (string | number)[];

/** One change somewhere below `spec`. */
export function spoiled(object: Json): fc.Arbitrary<Spoiled> {
  const places = pathsIn(at(object, ['spec']), ['spec']);
  return fc.constantFrom(...places).chain((path) => {
    const here = at(object, path);
    return fc.constantFrom(...waysFor(here)).map((way) => ({
      object: way.change(object, path),
      how: `${way.name} at ${path.join('.')}`,
    }));
  });
}

interface Way {
  readonly name: string;
  readonly change: (object: Json, path: Path) => Json;
}

function waysFor(here: Json): readonly Way[] {
  return [
    { name: 'left out', change: without },
    { name: 'another name', change: renamed },
    ...OTHER_TYPES.filter(({ of }) => of !== typeOf(here)).map(({ of, value }) => put(`now a ${of}`, value)),
    ...(typeof here === 'number' ? [put('negative', -1), put('huge', 10 ** 9), put('a fraction', 0.5)] : []),
    ...(typeof here === 'string' ? TEXTS.map((text) => put(`now “${text}”`, text)) : []),
    ...(typeof here === 'string' && /\d/u.test(here)
      ? [put('without unit', here.replace(/[^\d]+/gu, ''))]
      : []),
    ...(typeof here === 'string' && /\d/u.test(here) ? [put('another unit', `${here}parsecs`)] : []),
  ];
}

const OTHER_TYPES: readonly { readonly of: string; readonly value: Json }[] = [
  { of: 'string', value: 'x' },
  { of: 'number', value: 7 },
  { of: 'boolean', value: true },
  { of: 'empty list', value: [] },
  { of: 'empty map', value: {} },
  { of: 'list', value: ['x'] },
];

const TEXTS = ['', '150', '-3', '1m30s', '1.5', '1 000', '10 parsecs', 'ONE', '200ms'];

function put(name: string, value: Json): Way {
  return { name, change: (object, path) => changed(object, path, () => [[path.at(-1) ?? '', value]]) };
}

const without: Way['change'] = (object, path) => changed(object, path, () => []);

const renamed: Way['change'] = (object, path) =>
  changed(object, path, (value) => [[`${String(path.at(-1))}x`, value]]);

type Entries = readonly (readonly [string | number, Json])[];

function changed(object: Json, [key, ...rest]: Path, change: (value: Json) => Entries): Json {
  if (key === undefined) return object;
  const entries = Object.entries(object as object) as [string, Json][];
  const next = entries.flatMap(([name, value]): Entries => {
    if (name !== String(key)) return [[name, value]];
    return rest.length === 0 ? change(value) : [[name, changed(value, rest, change)]];
  });
  if (Array.isArray(object)) return next.map(([, value]) => value);
  return Object.fromEntries(next);
}

function pathsIn(value: Json, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsIn(one as Json, [...path, key]));
  return path.length === 1 ? inner : [path, ...inner];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((here, key) => ((here ?? {}) as Record<string, Json>)[key] ?? null, value);
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'map' : typeof value;
}
