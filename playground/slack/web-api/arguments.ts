// The arguments of a call, whether they came as a form (all strings, objects as JSON) or as JSON.

import { type Json, parseJson, textOf } from '../json.ts';
import { refusedFor } from './method.ts';

export interface Args {
  has(name: string): boolean;
  text(name: string): string | undefined;
  /** Refuses with `invalid_arguments` when absent or empty. */
  required(name: string): string;
  flag(name: string): boolean;
  number(name: string): number | undefined;
  /** An object or list, parsed when it came as a string; undefined when it is not JSON. */
  structure(name: string): unknown;
}

export function createArgs(raw: Json): Args {
  const text = (name: string): string | undefined => {
    const value = raw[name];
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value);
  };
  return {
    has: (name) => raw[name] !== undefined && raw[name] !== null && raw[name] !== '',
    text,
    required(name) {
      const value = text(name);
      if (value === undefined || value === '')
        throw refusedFor('invalid_arguments', [`missing required field: ${name}`]);
      return value;
    },
    flag: (name) => ['true', '1', 'True'].includes(text(name) ?? ''),
    number(name) {
      const value = Number(text(name));
      return text(name) === undefined || Number.isNaN(value) ? undefined : value;
    },
    structure(name) {
      const value = raw[name];
      return typeof value === 'string' ? parseJson(value) : value;
    },
  };
}
