// The shape of a kind's spec, from the schema that the catalogue holds level with the real CRDs.

import { z } from 'zod';
import { SPEC_SCHEMAS } from '../../../src/chaos/catalogue/spec-schemas.ts';
import { type Fields, fieldsAt, isFields, listAt, textAt, textsAt } from '../objects/kube-object.ts';
import { TARGETING, TARGETING_REQUIRED } from './selector-rules.ts';
import { bool, type ObjectShape, object, type Shape } from './shape.ts';

/** Kinds that choose pods get the whole selector, which the catalogue need not know. */
export function podShape(kind: string): ObjectShape {
  const { fields, required = [] } = shapeOfKind(kind);
  return object({ ...fields, ...TARGETING }, [...new Set([...required, ...TARGETING_REQUIRED])]);
}

export function shapeOfKind(kind: string): ObjectShape {
  const schema = SPEC_SCHEMAS[kind];
  if (schema === undefined) throw new Error(`the catalogue has no ${kind}`);
  const shape = shapeOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  if (shape.type !== 'object') throw new Error(`the spec of ${kind} is no object`);
  return object({ remoteCluster: { type: 'string' }, ...shape.fields }, shape.required ?? []);
}

function shapeOf(schema: unknown): Shape {
  const json: Fields = isFields(schema) ? schema : {};
  switch (textAt(json, 'type')) {
    case 'array':
      return { type: 'list', of: shapeOf(json['items']), emptyIsHarmless: false };
    case 'object':
      return isFields(json['properties'])
        ? objectShape(json)
        : { type: 'map', of: shapeOf(json['additionalProperties']) };
    case 'integer':
      return {
        type: 'integer',
        ...bound(json, 'minimum', 'min'),
        ...bound(json, 'maximum', 'max'),
        ...numberDefault(json),
      };
    case 'boolean':
      return bool;
    default:
      return { type: 'string', ...textFacts(json) };
  }
}

function objectShape(json: Fields): ObjectShape {
  const fields = Object.entries(fieldsAt(json, 'properties')).map(
    ([name, field]) => [name, shapeOf(field)] as const,
  );
  return object(Object.fromEntries(fields), textsAt(json, 'required'));
}

/** zod says of every whole number that it can be held; that is no rule of the field. */
function bound(
  json: Fields,
  from: string,
  to: 'min' | 'max',
): { readonly min?: number; readonly max?: number } {
  const value = json[from];
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? { [to]: value } : {};
}

function numberDefault(json: Fields): { readonly default?: number } {
  return typeof json['default'] === 'number' ? { default: json['default'] } : {};
}

function textFacts(json: Fields): Omit<Extract<Shape, { type: 'string' }>, 'type'> {
  const values = listAt(json, 'enum');
  const isCounted = values.length > 0;
  return {
    ...(isCounted && { enum: values.map(String) }),
    ...(typeof json['pattern'] === 'string' && json['format'] === undefined && { pattern: json['pattern'] }),
    ...(typeof json['default'] === 'string' && { default: json['default'] }),
  };
}
