// One form for what a CRD's OpenAPI schema and a zod schema say of a field, so that the two can be laid side by side.
import { z } from 'zod';

export interface FieldSchema {
  /** `type`, `minimum`, `pattern`, `default` and the like, by JSON Schema's names. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The only values there are, where they are counted out. */
  readonly values?: readonly unknown[];
  readonly fields: Readonly<Record<string, FieldSchema>>;
  readonly required: readonly string[];
  /** Of a list: what each of its items is. */
  readonly item?: FieldSchema;
  /** Of a map: what stands under each key. */
  readonly entry?: FieldSchema;
}

type Json = Readonly<Record<string, unknown>>;

const told = [
  ...['type', 'format', 'default', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems'],
];
const int32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
const widest = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

/** A structural schema of Kubernetes (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema). */
export function fromOpenApi(schema: unknown): FieldSchema {
  return read(schema);
}

/** What the schema takes, before any transformation of its own. */
export function fromZod(schema: z.ZodType): FieldSchema {
  return read(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function read(raw: unknown): FieldSchema {
  const schema = objectOf(raw);
  const alternatives = listOf(schema['anyOf'] ?? schema['oneOf']);
  if (alternatives.length > 0) return alternative(schema, alternatives.map(read));
  const all = listOf(schema['allOf']).map(read);
  const item = schema['items'];
  const entry = schema['additionalProperties'];
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  return {
    facts: Object.assign({}, ...all.map(({ facts }) => facts), factsOf(schema)) as Json,
    ...(Array.isArray(values) && { values }),
    fields: Object.fromEntries(
      Object.entries(objectOf(schema['properties'])).map(([name, field]) => [name, read(field)]),
    ),
    required: listOf(schema['required']).map(String),
    ...(isObject(item) && { item: read(item) }),
    ...(isObject(entry) && { entry: read(entry) }),
  };
}

/** Kubernetes' int-or-string and zod's unions: what any of them takes is taken. */
function alternative(schema: Json, all: readonly FieldSchema[]): FieldSchema {
  const merged = all.reduce(either);
  const types = [...new Set(all.map(({ facts }) => String(facts['type'])))].sort();
  return { ...merged, facts: { ...merged.facts, ...factsOf(schema), type: types.join(' or ') } };
}

function either(a: FieldSchema, b: FieldSchema): FieldSchema {
  const names = [...new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])];
  const fields = names.map((name) => [name, eitherOf(a.fields[name], b.fields[name])]);
  return {
    ...b,
    ...a,
    ...(a.values && b.values && { values: [...new Set([...a.values, ...b.values])] }),
    fields: Object.fromEntries(fields) as FieldSchema['fields'],
    required: a.required.filter((name) => b.required.includes(name)),
  };
}

function eitherOf(a: FieldSchema | undefined, b: FieldSchema | undefined): FieldSchema | undefined {
  return a && b ? either(a, b) : (a ?? b);
}

/** The same fact in the same words, whichever dialect it was written in. */
function factsOf(schema: Json): Json {
  const entries = told.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]] as const]));
  const facts: Record<string, unknown> = Object.fromEntries(entries.filter(([, value]) => !isWidest(value)));
  if (schema['nullable'] === true) facts['type'] = `${String(facts['type'])} or null`;
  if (Array.isArray(facts['type'])) facts['type'] = facts['type'].join(' or ');
  return withoutDialect(facts);
}

function withoutDialect(facts: Readonly<Record<string, unknown>>): Json {
  const { format, exclusiveMinimum, minimum, ...rest } = facts;
  // OpenAPI 3.0 says whether the bound is excluded, JSON Schema which bound is.
  const excluded = exclusiveMinimum === true ? minimum : exclusiveMinimum;
  const bounds = {
    ...(minimum !== undefined && excluded !== minimum && { minimum }),
    ...(excluded !== undefined && { exclusiveMinimum: excluded }),
  };
  if (format === 'int64') return { ...rest, ...bounds };
  if (format === 'int32') return { ...int32, ...rest, ...bounds };
  if (format !== 'base64') return { ...rest, ...bounds, ...(format !== undefined && { format }) };
  const { pattern: _, ...others } = rest;
  return { ...others, format: 'byte' };
}

/** zod says of every whole number that it can be held; that is no rule of the field. */
function isWidest(value: unknown): boolean {
  return widest.includes(Number(value));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
