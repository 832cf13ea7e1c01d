// A small schema language for chaos specs, from which decoding, defaults, schema errors and CRDs are derived.

export interface TextShape {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly default?: string;
}

export interface NumberShape {
  readonly type: 'integer' | 'number';
  readonly min?: number;
  readonly max?: number;
  readonly default?: number;
}

export interface ObjectShape {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, Shape>>;
  /** Required by the CRD; the mutating webhook fills Go zero values into these when they are missing. */
  readonly required?: readonly string[];
}

export type Shape =
  | TextShape
  | NumberShape
  | ObjectShape
  | { readonly type: 'boolean' }
  | { readonly type: 'list'; readonly of: Shape; readonly emptyIsHarmless?: boolean }
  | { readonly type: 'map'; readonly of: Shape };

export const text = (more: Omit<TextShape, 'type'> = {}): TextShape => ({ type: 'string', ...more });
export const oneOf = (...values: string[]): TextShape => ({ type: 'string', enum: values });
export const integer = (more: Omit<NumberShape, 'type'> = {}): NumberShape => ({ type: 'integer', ...more });
export const list = (of: Shape): Shape => ({ type: 'list', of });
export const map = (of: Shape): Shape => ({ type: 'map', of });
export const bool: Shape = { type: 'boolean' };

export function object(
  fields: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
): ObjectShape {
  return { type: 'object', fields, required };
}
