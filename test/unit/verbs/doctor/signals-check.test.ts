// What doctor says about the clusters' Prometheus servers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoData } from '../../../../src/signals/answer.ts';
import { runChecks } from '../../../../src/verbs/doctor/check.ts';
import { signalsChecks } from '../../../../src/verbs/doctor/signals-check.ts';

async function said(answer: NoData | undefined, signals = 2): Promise<readonly string[]> {
  const prometheus = new Map([['staging', { prometheus: { ready: async () => answer } }]]);
  const lines = await runChecks(signalsChecks({ prometheus, signals }), 1_000);
  return lines.map(({ ok, sentence }) => `${ok} ${sentence}`);
}

test('a Prometheus that answers is told with what is measured there', async () => {
  assert.deepEqual(await said(undefined), [
    'ok The Prometheus of staging answers; 2 signals are measured beside every run.',
  ]);
});

test('one that does not is broken, and says why', async () => {
  const silent = { kind: 'no-data', cause: 'auth', sentence: 'It refused the authorization.' } as const;
  assert.deepEqual(await said(silent, 1), [
    'broken The Prometheus of staging gives no answer: It refused the authorization.',
  ]);
});
