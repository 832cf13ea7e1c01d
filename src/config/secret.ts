// Wraps a secret so that printing, inspecting or serialising it never shows the value.

import { inspect } from 'node:util';

export interface Secret {
  /** The value itself; call it only where it is handed to the other system. */
  reveal(): string;
}

const SHOWN = '[secret]';

export function createSecret(value: string): Secret {
  const shown = () => SHOWN;
  return Object.freeze({
    reveal: () => value,
    toString: shown,
    toJSON: shown,
    [Symbol.toPrimitive]: shown,
    [inspect.custom]: shown,
  });
}
