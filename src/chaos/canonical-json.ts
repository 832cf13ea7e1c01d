// One text per value (RFC 8785), and its sha-256: what digests, seals and the log chain are made of.

import { createHash } from 'node:crypto';

/**
 * JSON with keys sorted by UTF-16 code units and no white space; numbers and strings as ECMAScript writes them, which is
 * what RFC 8785 demands. Keys whose value is undefined are left out. Throws TypeError on what JSON cannot say.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'number':
      return numberOf(value);
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : containerOf(value);
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

/** Hex. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function textOf(value: string): string {
  // RFC 8785 3.2.2.2: a lone surrogate has no UTF-8 form.
  if (!value.isWellFormed()) throw new TypeError('text with half a surrogate pair');
  return JSON.stringify(value);
}

function numberOf(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  return JSON.stringify(value);
}

function containerOf(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value)
    .filter((entry) => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${textOf(key)}:${canonicalJson(inner)}`);
  return `{${entries.join(',')}}`;
}
