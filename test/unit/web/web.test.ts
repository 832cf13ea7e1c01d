// What probes and scrapes see.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHealth } from '../../../src/ops/health.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createMetrics } from '../../../src/ops/metrics.ts';
import { createWeb } from '../../../src/web/web.ts';

test('probes and scrapes are answered, and everything else is not', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  const health = createHealth();
  const metrics = createMetrics({ processMetrics: false });
  metrics.command('kill', 'ok');
  health.add('redis', () => ({ ok: true, detail: '1 ms' }));
  const web = createWeb({ port: 0, host: '127.0.0.1', health, metrics, log });
  const port = await web.start();
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return [response.status, await response.text()] as const;
  };
  assert.equal((JSON.parse(lines[0] ?? '') as { port: number }).port, port);
  assert.deepEqual(await get('/livez'), [200, '{"ok":true}']);
  assert.deepEqual(await get('/readyz?verbose'), [
    200,
    '{"ok":true,"checks":{"redis":{"ok":true,"detail":"1 ms"}}}',
  ]);
  assert.match((await get('/metrics'))[1], /faultline_commands_total/);
  assert.equal((await get('/'))[0], 404);
  assert.equal((await get('/readyz', 'POST'))[0], 405);
  health.stopping();
  assert.equal((await get('/readyz'))[0], 503);
  await web.stop();
  await assert.rejects(fetch(`http://127.0.0.1:${port}/livez`));
});

test('a port that is taken is a fault at start', async () => {
  const log = createLog({ level: 'info', destination: { write: () => undefined } });
  const parts = { health: createHealth(), metrics: createMetrics({ processMetrics: false }), log };
  const first = createWeb({ port: 0, host: '127.0.0.1', ...parts });
  const port = await first.start();
  await assert.rejects(createWeb({ port, host: '127.0.0.1', ...parts }).start(), /EADDRINUSE/);
  await first.stop();
});

test('a report that cannot be made cuts the line instead of hanging', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  const health = { report: () => Promise.reject(new Error('broken')) };
  const web = createWeb({ port: 0, host: '127.0.0.1', health, metrics: createMetrics(), log });
  const port = await web.start();
  await assert.rejects(fetch(`http://127.0.0.1:${port}/readyz`));
  assert.match(lines.join(''), /a request failed/);
  await web.stop();
});
