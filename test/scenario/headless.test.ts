// The playground as a program meets it: one line when ready, and nothing left behind, however it ends.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPlayground } from './playground.ts';

const main = fileURLToPath(new URL('../../playground/main.ts', import.meta.url));

interface Opened {
  readonly page: string;
  readonly people: string;
  readonly health: string;
  readonly logs: string;
  readonly pids: { readonly bot: number };
}

function start(t: TestContext, ...words: string[]): ChildProcess & { readonly stdout: Readable } {
  const child = spawn(process.execPath, [main, '--headless', '--stand-in', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGTERM'));
  return child as ChildProcess & { readonly stdout: Readable };
}

async function opened(child: { readonly stdout: Readable }): Promise<{ lines: string[]; said: Opened }> {
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await once(reader, 'line');
  return { lines, said: JSON.parse(lines[0] ?? '') as Opened };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the headless playground says one line when all is ready, and SIGTERM leaves nothing behind', async (t) => {
  const child = start(t);
  const { lines, said } = await opened(child);
  assert.equal((await fetch(said.health)).status, 200);
  assert.match(await (await fetch(said.page)).text(), /<title>Shop/);

  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  assert.equal(lines.length, 1);
  assert.equal(isAlive(said.pids.bot), false);
  assert.equal(existsSync(dirname(said.logs)), false);
});

test('a bot that is killed is running again a second later, at the same address', async (t) => {
  const playground = await openPlayground(t);
  const { health } = playground.playground.addresses();
  const [before] = await playground.bots();
  await playground.kill('bot');
  await playground.ready();
  const [after] = await playground.bots();
  assert.notEqual(after?.pid, before?.pid);
  assert.equal(playground.playground.addresses().health, health);
  assert.equal((await fetch(health ?? '')).status, 200);
});

test('Slack reaches the bot over signed requests as it does over a socket', async (t) => {
  const playground = await openPlayground(t, { mode: 'http' });
  const ana = playground.as('ana');
  assert.equal((await ana.command('#team-shop', '/chaos help')).status, 200);
  await ana.waitFor('#team-shop', (message) => message.ephemeral === true && /kill/.test(message.plain));
});
