// Who measures the shop: a Prometheus that is not there or does not come up is told, and the stand-in measures.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createClock } from '../../../playground/clock.ts';
import { createSource } from '../../../playground/monitoring/source.ts';

/** A folder for the PATH, with programs that are shell scripts. */
function programs(t: TestContext, scripts: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'playground-source-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

async function measuredWith(t: TestContext, path: string) {
  const source = createSource({ clock: createClock(), model: { at: () => [] }, isOpen: () => true });
  t.after(() => source.end());
  source.measureByReal(path, '127.0.0.1:9');
  await source.decided();
  return source;
}

const foldersLeft = () => readdirSync(tmpdir()).filter((name) => name.startsWith('faultline-prometheus-'));

test('on a machine without Prometheus the stand-in measures, and says why', async (t) => {
  const source = await measuredWith(t, programs(t, {}));
  assert.deepEqual(source.measuredBy(), { by: 'stand-in', why: 'no prometheus is on the PATH' });
  assert.equal(source.real(), undefined);
});

test('a Prometheus that ends at once is told with its own reason, and leaves nothing behind', async (t) => {
  const before = foldersLeft();
  const failing =
    'echo "ts=1 level=error msg=\\"Unable to start\\" err=\\"bind: address already in use\\"" >&2';
  const path = programs(t, { promtool: 'exit 0', prometheus: `${failing}\nexit 1` });
  const source = await measuredWith(t, path);
  const why = 'prometheus did not come up: bind: address already in use';
  assert.deepEqual(source.measuredBy(), { by: 'stand-in', why });
  assert.deepEqual(foldersLeft(), before);
});

test('a past that promtool does not take is told, and Prometheus is not started', async (t) => {
  const path = programs(t, {
    promtool: 'echo "permission denied" >&2\nexit 1',
    prometheus: 'touch "$(dirname "$0")/started"',
  });
  const source = await measuredWith(t, path);
  const why = 'promtool could not give Prometheus a past: permission denied';
  assert.deepEqual(source.measuredBy(), { by: 'stand-in', why });
  assert.equal(existsSync(join(path, 'started')), false);
});

test('whoever ends the playground before the shop is open waits for nothing', async () => {
  const source = createSource({ clock: createClock(), model: { at: () => [] }, isOpen: () => false });
  source.measureByReal('/nowhere', '127.0.0.1:9');
  await source.end();
  assert.equal(source.measuredBy().by, 'stand-in');
});
