// Two set-ups at once, and a set-up that died: the lock lets one work and is never left closed.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { withLock } from '../../../tools/lock.js';

const silent = () => undefined;

function newLock(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-lock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'lock');
}

test('the lock is free again after the work, also after work that failed', (t) => {
  const lock = newLock(t);
  assert.throws(
    () =>
      withLock(lock, silent, () => {
        assert.ok(existsSync(lock));
        throw new Error('no network');
      }),
    /no network/,
  );
  assert.equal(existsSync(lock), false);
});

test('a lock whose holder died is taken over', (t) => {
  const lock = newLock(t);
  mkdirSync(lock);
  // Above the largest pid Linux hands out.
  writeFileSync(join(lock, 'pid'), '4194305');
  const done: string[] = [];
  withLock(lock, silent, () => done.push('work'));
  assert.deepEqual(done, ['work']);
});
