// Ids in Slack's form: a letter for the kind, then capitals and digits.

import { randomInt } from 'node:crypto';

export type NewId = (prefix: string) => string;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export function randomId(prefix: string): string {
  return prefix + Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
