// Log lines, health, the orderly stop and crash points.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCrashPoint } from '../../../src/ops/crash.ts';
import { createHealth } from '../../../src/ops/health.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createShutdown } from '../../../src/ops/shutdown.ts';

function recorded(secrets: readonly string[] = []) {
  const lines: string[] = [];
  const log = createLog({ level: 'info', secrets, destination: { write: (line) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

test('a log line is JSON with its level, its words and the run it is about', () => {
  const { log, lines, last } = recorded();
  log.child({ run: 'r-1' }).info('created', { uid: 'u1' });
  assert.match(String(last()['time']), /^\d{4}-\d\d-\d\dT/);
  const { time: _, ...rest } = last();
  assert.deepEqual(rest, { level: 'info', run: 'r-1', uid: 'u1', msg: 'created' });
  log.debug('too small');
  assert.equal(lines.length, 1);
});

test('an error is written with its cause', () => {
  const { log, last } = recorded();
  log.error('fault', { err: new Error('outer', { cause: new Error('inner') }) });
  assert.match(JSON.stringify(last()['err']), /outer.*inner/);
  log.warn('and so on');
  assert.equal(last()['level'], 'warn');
});

test('no line ever holds a token or a known secret, wherever it stands', () => {
  const { log, lines } = recorded(['hunter"2', '']);
  log.info('token xoxb-1234567890-abcdef', {
    deep: { header: 'Bearer xapp-1-A0-99-deadbeef' },
    url: 'redis://user:hunter"2@host',
    err: new Error('xoxe.xoxp-1-abcdefgh'),
  });
  assert.doesNotMatch(lines.join(''), /xoxb-1|xapp-1|hunter|xoxp-1/);
  assert.match(lines.join(''), /Bearer \[secret\]/);
  assert.doesNotThrow(() => JSON.parse(lines[0] ?? ''));
});

test('health is the sum of its checks, failing and silent ones included', async () => {
  const health = createHealth({ timeoutMs: 5 });
  health.add('fine', () => ({ ok: true, detail: 'yes' }));
  assert.equal((await health.report()).ok, true);
  health.add('throws', () => Promise.reject(new Error('refused')));
  health.add('odd', () => Promise.reject('why not'));
  health.add('silent', () => Promise.withResolvers<never>().promise);
  assert.deepEqual(await health.report(), {
    ok: false,
    checks: {
      fine: { ok: true, detail: 'yes' },
      throws: { ok: false, detail: 'refused' },
      odd: { ok: false, detail: 'why not' },
      silent: { ok: false, detail: 'no answer in 5 ms' },
    },
  });
});

test('who is stopping is not ready', async () => {
  const health = createHealth();
  health.stopping();
  assert.equal((await health.report()).ok, false);
});

test('the stop takes its steps in order, whatever one of them does, and only once', async () => {
  const { log, lines } = recorded();
  const shutdown = createShutdown({ log });
  const done: string[] = [];
  shutdown.add('first', () => void done.push('first'));
  shutdown.add('fails', () => Promise.reject(new Error('no')));
  shutdown.add('hangs', () => Promise.withResolvers<never>().promise, 5);
  shutdown.add('last', async () => void done.push('last'));
  const [clean, again] = await Promise.all([shutdown.run(), shutdown.run()]);
  assert.deepEqual([clean, again, done], [false, false, ['first', 'last']]);
  assert.match(lines.join(''), /fails.*step of the stop failed[\s\S]*hangs.*too long[\s\S]*stopped/);
});

test('a stop without trouble is clean', async () => {
  const shutdown = createShutdown({ log: recorded().log });
  shutdown.add('only', () => undefined);
  assert.equal(await shutdown.run(), true);
});

test('a crash point kills once, at its name and its turn', () => {
  const killedAt = (at: string | undefined) => {
    const passed: string[] = [];
    let killed: number | undefined;
    const point = createCrashPoint(at, () => {
      killed = passed.length;
    });
    for (const name of ['swap:before', 'swap:after', 'swap:before', 'swap:before']) {
      passed.push(name);
      point(name);
    }
    return killed;
  };
  assert.equal(killedAt(undefined), undefined);
  assert.equal(killedAt(''), undefined);
  assert.equal(killedAt('swap:before'), 1);
  assert.equal(killedAt('swap:before#2'), 3);
  assert.equal(killedAt('create:before'), undefined);
});
