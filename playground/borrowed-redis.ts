// An empty database of a Redis that runs already, given back empty; for machines where none can be started.
import { Redis } from 'ioredis';
import type { PrivateRedis } from './redis.ts';
import { startWarded } from './ward.ts';

const claimKey = '{faultline}:playground';

export async function borrowDatabase(redisUrl: string, folder: string): Promise<PrivateRedis> {
  const { redis, database } = await claimEmpty(redisUrl);
  const url = new URL(redisUrl);
  url.pathname = `/${database}`;
  const keeper = await startWarded({ command: [], env: {}, remove: folder });
  return {
    url: url.href,
    folder,
    pid: () => undefined,
    pause: notOurs,
    resume: notOurs,
    kill: notOurs,
    restart: notOurs,
    async end() {
      await redis.flushdb();
      redis.disconnect();
      await keeper.end();
    },
  };
}

async function claimEmpty(redisUrl: string): Promise<{ redis: Redis; database: number }> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 2 });
  redis.on('error', () => undefined);
  for (let database = 0; database < 16; database += 1) {
    await redis.select(database);
    if ((await redis.dbsize()) > 0) continue;
    if ((await redis.set(claimKey, '1', 'NX')) === 'OK') return { redis, database };
  }
  redis.disconnect();
  throw new Error('every database of the Redis at REDIS_URL holds something: empty one, or unset REDIS_URL');
}

function notOurs(): never {
  throw new Error('this Redis was borrowed by REDIS_URL and cannot be stopped from here');
}
