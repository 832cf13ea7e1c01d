// Compares what a person reads with a text file kept beside the tests; UPDATE_GOLDEN=1 writes it anew.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function matchesGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.ok(existsSync(file), `${name} is missing: run with UPDATE_GOLDEN=1 and read what it wrote`);
  assert.equal(text, readFileSync(file, 'utf8'));
}
