// The configuration that a playground writes for its bots.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { writeConfiguration } from '../../../playground/configuration.ts';

test("a playground's section replaces the shop's, and the mode is always its own", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-configuration-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'faultline.yaml');
  await writeConfiguration(file, {
    mode: 'http',
    alertmanager: 'http://127.0.0.1:9093',
    patch: { timing: { lockMs: 1_000 }, slack: { mode: 'socket' } },
  });
  const written = parse(readFileSync(file, 'utf8'));
  assert.deepEqual(written.slack, { mode: 'http' });
  assert.deepEqual(written.timing, { lockMs: 1_000 });
  assert.equal(written.policy.rules.length, 4);
  assert.deepEqual(written.alerts.alertmanagers, [
    { name: 'shop', cluster: 'staging', url: 'http://127.0.0.1:9093', silences: true },
  ]);
});
