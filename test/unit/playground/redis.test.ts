// A private Redis keeps what it was told through a kill, and can be frozen like one that hangs.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import { startPrivateRedis } from '../../../playground/redis.ts';

test('a private Redis is set as production demands, survives a kill and leaves nothing behind', async (t) => {
  const redis = await startPrivateRedis({ path: process.env['PATH'] });
  const client = new Redis(redis.url);
  client.on('error', () => undefined);
  t.after(() => client.disconnect());

  assert.deepEqual(await client.config('GET', 'appendfsync'), ['appendfsync', 'always']);
  assert.deepEqual(await client.config('GET', 'maxmemory-policy'), ['maxmemory-policy', 'noeviction']);
  await client.set('run', 'r-7k3m9q');
  await redis.restart();
  assert.equal(await client.get('run'), 'r-7k3m9q');

  await redis.end();
  assert.equal(existsSync(redis.folder), false);
});

test('a frozen Redis answers once it is resumed', async (t) => {
  const redis = await startPrivateRedis({ path: process.env['PATH'] });
  t.after(() => redis.end());
  const client = new Redis(redis.url);
  t.after(() => client.disconnect());
  await client.ping();

  redis.pause();
  const impatient = new Redis(redis.url, { commandTimeout: 100 });
  impatient.on('error', () => undefined);
  t.after(() => impatient.disconnect());
  await assert.rejects(impatient.ping(), /timed out/);
  const answer = client.ping();
  redis.resume();
  assert.equal(await answer, 'PONG');
});
