// What the ward promises: nobody outlives a parent that was killed, and no folder stays.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ward = fileURLToPath(new URL('../../../tools/ward.js', import.meta.url));
const child = `process.stdout.write('up'); setInterval(() => undefined, 1000);`;
const parent = `
  const words = JSON.parse(process.argv[1]);
  require('node:child_process').spawn(process.execPath, words, { stdio: ['pipe', 'inherit', 'inherit'], detached: true });
`;

test('a parent killed with SIGKILL leaves neither its child nor its folder behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-ward-'));
  const words = [ward, '--remove', folder, '--', process.execPath, '-e', child];
  const victim = spawn(process.execPath, ['-e', parent, JSON.stringify(words)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(victim.stdout, 'data');
  victim.kill('SIGKILL');
  // Every process holds this pipe, so its end is the end of them all.
  await once(victim.stdout, 'close');
  assert.equal(existsSync(folder), false);
});

test('a child that takes no SIGTERM is killed', async () => {
  const stubborn = `process.on('SIGTERM', () => undefined); ${child}`;
  const warded = spawn(process.execPath, [ward, '--grace', '100', '--', process.execPath, '-e', stubborn]);
  await once(warded.stdout, 'data');
  warded.stdin.end();
  await once(warded, 'close');
});

test('without a folder the ward ends as its child did', async () => {
  const warded = spawn(process.execPath, [ward, '--', process.execPath, '-e', 'process.exit(7)']);
  const [code] = await once(warded, 'close');
  assert.equal(code, 7);
});

test('a program that is not there is said and ends the ward', async () => {
  const warded = spawn(process.execPath, [ward, '--', '/nowhere/at-all']);
  const said = text(warded.stderr);
  const [code] = await once(warded, 'close');
  assert.equal(code, 127);
  assert.match(await said, /nowhere\/at-all/);
});
