// The CRD's schema applied to a spec: the 422 causes that the API server would list.

import type { NumberShape, Shape, TextShape } from '../kinds/shape.ts';
import { isFields } from '../objects/kube-object.ts';
import type { Cause } from '../objects/status-error.ts';

function invalidValue(field: string, value: unknown, message: string): Cause {
  const shown = typeof value === 'string' ? `"${value}"` : String(value);
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${shown}: ${message}`, field };
}

function textCauses(shape: TextShape, value: string, path: string): Cause[] {
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    const supported = shape.enum.map((entry) => `"${entry}"`).join(', ');
    const message = `Unsupported value: "${value}": supported values: ${supported}`;
    return [{ reason: 'FieldValueNotSupported', message, field: path }];
  }
  if (shape.pattern !== undefined && !new RegExp(shape.pattern).test(value)) {
    return [invalidValue(path, value, `${path} in body should match '${shape.pattern}'`)];
  }
  return [];
}

function numberCauses(shape: NumberShape, value: number, path: string): Cause[] {
  if (shape.type === 'integer' && !Number.isInteger(value)) {
    return [invalidValue(path, value, `${path} in body must be of type integer: "number"`)];
  }
  if (shape.min !== undefined && value < shape.min) {
    return [invalidValue(path, value, `${path} in body should be greater than or equal to ${shape.min}`)];
  }
  if (shape.max !== undefined && value > shape.max) {
    return [invalidValue(path, value, `${path} in body should be less than or equal to ${shape.max}`)];
  }
  return [];
}

export function schemaCauses(shape: Shape, value: unknown, path: string): Cause[] {
  if (value === undefined || value === null) return [];
  if (shape.type === 'string') return textCauses(shape, String(value), path);
  if (shape.type === 'integer' || shape.type === 'number') return numberCauses(shape, Number(value), path);
  if (shape.type === 'list' && Array.isArray(value)) {
    return value.flatMap((entry, index) => schemaCauses(shape.of, entry, `${path}[${index}]`));
  }
  if (!isFields(value)) return [];
  const shapes = shape.type === 'object' ? shape.fields : {};
  return Object.entries(value).flatMap(([key, entry]) => {
    const inner = shape.type === 'map' ? shape.of : shapes[key];
    return inner === undefined ? [] : schemaCauses(inner, entry, `${path}.${key}`);
  });
}
