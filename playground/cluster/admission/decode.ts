// Decoding of a spec as Go does it: unknown fields, wrong JSON types, zero values and defaults.

import type { ObjectShape, Shape } from '../kinds/shape.ts';
import { type Fields, isFields } from '../objects/kube-object.ts';

type Visit = (shape: Shape, value: unknown, path: string) => string[];

function children(shape: Shape, value: unknown, path: string, visit: Visit): string[] {
  if (shape.type === 'list' && Array.isArray(value)) {
    return value.flatMap((entry, index) => visit(shape.of, entry, `${path}[${index}]`));
  }
  if (shape.type === 'map' && isFields(value)) {
    return Object.entries(value).flatMap(([key, entry]) => visit(shape.of, entry, `${path}.${key}`));
  }
  if (shape.type !== 'object' || !isFields(value)) return [];
  return Object.entries(shape.fields).flatMap(([key, field]) => visit(field, value[key], `${path}.${key}`));
}

/** Paths of fields that the schema does not know, as strict decoding names them. */
export function unknownFields(shape: Shape, value: unknown, path: string): string[] {
  const own =
    shape.type === 'object' && isFields(value)
      ? Object.keys(value).filter((key) => shape.fields[key] === undefined)
      : [];
  return [...own.map((key) => `${path}.${key}`), ...children(shape, value, path, unknownFields)];
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

const WANTED: Readonly<Record<Shape['type'], string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'bool',
  list: 'array',
  map: 'object',
  object: 'object',
};

/** Values of a JSON type that Go cannot put into the field; the webhook fails on the first one. */
export function typeProblems(shape: Shape, value: unknown, path: string): string[] {
  if (value === undefined || value === null) return [];
  const found = jsonType(value);
  if (found !== WANTED[shape.type]) {
    return [`json: cannot unmarshal ${found} into Go struct field ${path} of type ${WANTED[shape.type]}`];
  }
  return children(shape, value, path, typeProblems);
}

function zeroOf(shape: Shape): unknown {
  switch (shape.type) {
    case 'string':
      return '';
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'object':
      return completed(shape, {});
    case 'list':
    case 'map':
      return undefined;
  }
}

function completedValue(shape: Shape, value: unknown): unknown {
  if (shape.type === 'object' && isFields(value)) return completed(shape, value);
  if (shape.type === 'list' && Array.isArray(value))
    return value.map((entry) => completedValue(shape.of, entry));
  if (shape.type === 'map' && isFields(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, completedValue(shape.of, entry)]),
    );
  }
  return value;
}

function defaultOf(shape: Shape): unknown {
  return 'default' in shape ? shape.default : undefined;
}

/** The spec as stored: unknown fields and nulls dropped, defaults and Go zero values filled in. */
export function completed(shape: ObjectShape, value: Fields): Fields {
  const filled: Fields = {};
  for (const [key, field] of Object.entries(shape.fields)) {
    const given = value[key] ?? defaultOf(field);
    const missing = given === undefined && (shape.required ?? []).includes(key);
    const next = missing ? zeroOf(field) : completedValue(field, given);
    if (next !== undefined) filled[key] = next;
  }
  return filled;
}

/**
 * Whether an empty list or map is stored. Chaos Mesh's own writes drop such fields, its webhook takes that
 * for a changed spec, and the experiment freezes.
 */
export function hasEmptyCollection(shape: Shape, value: unknown): boolean {
  if (shape.type === 'list' && Array.isArray(value) && value.length === 0)
    return shape.emptyIsHarmless !== true;
  if (shape.type === 'map' && isFields(value) && Object.keys(value).length === 0) return true;
  return (
    children(shape, value, '', (inner, entry) => (hasEmptyCollection(inner, entry) ? ['x'] : [])).length > 0
  );
}
