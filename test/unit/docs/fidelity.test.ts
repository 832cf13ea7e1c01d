import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chapters } from '../../conformance/cases.ts';
import { fidelityText } from '../../conformance/fidelity.ts';

test('docs/fidelity.md says what the conformance suite says (npm run docs)', () => {
  const file = new URL('../../../docs/fidelity.md', import.meta.url);
  assert.equal(readFileSync(file, 'utf8'), fidelityText());
});

test('no two conformance cases have one name', () => {
  const names = chapters.flatMap(({ title, cases }) => cases.map(({ name }) => `${title}: ${name}`));
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test('a difference that is said to stay is one', () => {
  for (const { name, sandbox, expected } of chapters.flatMap(({ cases }) => cases))
    if (sandbox) assert.notDeepEqual(sandbox.expected, expected, name);
});
