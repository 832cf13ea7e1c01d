// The sandbox's half of the conformance suite: every case it claims, in a sandbox of the case's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chapters, engineOnlyCases, engineOnlyCeiling } from './cases.ts';
import { registerCases } from './registering.ts';
import { openSandbox } from './sandbox-world.ts';

test('what only the engine does never grows, and the ceiling follows when it shrinks', (t) => {
  const count = engineOnlyCases().length;
  t.diagnostic(`${count} cases are met by the engine only`);
  assert.equal(count, engineOnlyCeiling);
});

registerCases({
  chapters,
  concurrency: 12,
  open: openSandbox,
  isSandbox: true,
  only: process.env['FAULTLINE_TEST_CASE'],
});
