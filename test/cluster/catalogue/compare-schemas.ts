// Lays the catalogue's schema of a spec beside the CRD's: what both say, what only the CRD says, and where they disagree.
import { isDeepStrictEqual } from 'node:util';
import type { FieldSchema } from './field-schema.ts';

export interface Difference {
  /** `NetworkChaos.spec.delay.latency`; a list's items are `[]`, a map's entries `{}`. */
  readonly at: string;
  /** The JSON Schema keyword, or `field`, `value`, `required`. */
  readonly fact: string;
  readonly sentence: string;
}

export interface Comparison {
  /** Fields, and values of fields, that both know. */
  readonly compared: readonly string[];
  /** Fields, and values (`path=value`), that only the CRD knows. */
  readonly missing: readonly string[];
  readonly differences: readonly Difference[];
}

const nothing: Comparison = { compared: [], missing: [], differences: [] };

/** `ours` is undefined for what the catalogue does not have at all: then everything below it is missing. */
export function compareSchemas(ours: FieldSchema | undefined, theirs: FieldSchema, at: string): Comparison {
  if (ours === undefined) return { ...nothing, missing: everythingOf(theirs, at) };
  return joined([
    { ...nothing, compared: [at], differences: differingFacts(ours, theirs, at) },
    comparedValues(ours, theirs, at),
    ...Object.entries(theirs.fields).map(([name, field]) =>
      compareSchemas(ours.fields[name], field, `${at}.${name}`),
    ),
    comparedInner(ours.item, theirs.item, `${at}[]`),
    comparedInner(ours.entry, theirs.entry, `${at}{}`),
    { ...nothing, differences: [...inventedFields(ours, theirs, at), ...differingNeeds(ours, theirs, at)] },
  ]);
}

/** Items and entries are no fields of their own: only what is below them counts. */
function comparedInner(
  ours: FieldSchema | undefined,
  theirs: FieldSchema | undefined,
  at: string,
): Comparison {
  if (theirs === undefined) return ours ? { ...nothing, differences: [unknownToCrd(at, 'field')] } : nothing;
  const { compared, missing, differences } = compareSchemas(ours, theirs, at);
  const isBelow = (path: string): boolean => path !== at;
  return { compared: compared.filter(isBelow), missing: missing.filter(isBelow), differences };
}

function differingFacts(ours: FieldSchema, theirs: FieldSchema, at: string): Difference[] {
  const names = [...new Set([...Object.keys(ours.facts), ...Object.keys(theirs.facts)])];
  return names
    .filter((name) => !isDeepStrictEqual(ours.facts[name], theirs.facts[name]))
    .map((fact) => ({
      ...{ at, fact },
      sentence: `${at}: ${fact} is ${said(ours.facts[fact])} in the catalogue and ${said(theirs.facts[fact])} in the CRD`,
    }));
}

function comparedValues(ours: FieldSchema, theirs: FieldSchema, at: string): Comparison {
  const { values: own } = ours;
  const { values: crd } = theirs;
  if (own === undefined && crd === undefined) return nothing;
  if (own === undefined || crd === undefined) {
    const sentence = `${at}: values are ${said(own)} in the catalogue and ${said(crd)} in the CRD`;
    return { ...nothing, differences: [{ at, fact: 'value', sentence }] };
  }
  const named = (value: unknown): string => `${at}=${String(value)}`;
  return {
    compared: crd.filter((value) => own.includes(value)).map(named),
    missing: crd.filter((value) => !own.includes(value)).map(named),
    differences: own
      .filter((value) => !crd.includes(value))
      .map((value) => unknownToCrd(named(value), 'value')),
  };
}

function inventedFields(ours: FieldSchema, theirs: FieldSchema, at: string): Difference[] {
  const invented = Object.keys(ours.fields).filter((name) => !(name in theirs.fields));
  return invented.map((name) => unknownToCrd(`${at}.${name}`, 'field'));
}

function unknownToCrd(at: string, fact: 'field' | 'value'): Difference {
  return { at, fact, sentence: `${at}: the catalogue knows this ${fact}, the CRD does not` };
}

function differingNeeds(ours: FieldSchema, theirs: FieldSchema, at: string): Difference[] {
  const known = Object.keys(ours.fields).filter((name) => name in theirs.fields);
  return known
    .filter((name) => ours.required.includes(name) !== theirs.required.includes(name))
    .map((name) => ({
      ...{ at: `${at}.${name}`, fact: 'required' },
      sentence: `${at}.${name}: ${needed(ours, name)} in the catalogue and ${needed(theirs, name)} in the CRD`,
    }));
}

function needed({ required }: FieldSchema, name: string): string {
  return required.includes(name) ? 'required' : 'optional';
}

function everythingOf(theirs: FieldSchema, at: string): readonly string[] {
  const inner = [
    ...Object.entries(theirs.fields).map(([name, field]) => everythingOf(field, `${at}.${name}`)),
    ...(theirs.item ? [everythingOf(theirs.item, `${at}[]`).slice(1)] : []),
    ...(theirs.entry ? [everythingOf(theirs.entry, `${at}{}`).slice(1)] : []),
  ];
  return [at, ...(theirs.values ?? []).map((value) => `${at}=${String(value)}`), ...inner.flat()];
}

function joined(parts: readonly Comparison[]): Comparison {
  return {
    compared: parts.flatMap(({ compared }) => compared),
    missing: parts.flatMap(({ missing }) => missing),
    differences: parts.flatMap(({ differences }) => differences),
  };
}

function said(value: unknown): string {
  return value === undefined ? 'not given' : JSON.stringify(value);
}
