// A Redis of one's own: private port, private folder, set as production demands, gone with whoever started it.
import { mkdir, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findRedis } from '../tools/find-redis.js';
import { borrowDatabase } from './borrowed-redis.ts';
import { startWarded, type Warded } from './ward.ts';

export interface PrivateRedis {
  readonly url: string;
  /** Goes when the Redis does; others may keep their files here too. */
  readonly folder: string;
  /** The process of redis-server; nothing where a running Redis was borrowed. */
  pid(): number | undefined;
  /** Freezes it: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Starts it again on the same port and the same files, ending it first where it runs. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

export interface PrivateRedisOptions {
  /** A running Redis to borrow an empty database of, instead of starting one. */
  readonly redisUrl?: string | undefined;
  readonly path?: string | undefined;
}

export async function startPrivateRedis({ redisUrl, path }: PrivateRedisOptions = {}): Promise<PrivateRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-'));
  return redisUrl ? borrowDatabase(redisUrl, folder) : startOwn(folder, path);
}

async function startOwn(folder: string, path: string | undefined): Promise<PrivateRedis> {
  const program = findRedis(path ?? '');
  if (!program) throw new Error('no redis-server on this machine: run node tools/setup.js, or set REDIS_URL');
  const data = join(folder, 'redis');
  await mkdir(data);
  const started = await startOnFreePort(program, data, folder);
  const { port, keeper } = started;
  let server: Warded = keeper;

  async function kill(): Promise<void> {
    server.signal('SIGKILL');
    await server.exited;
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    folder,
    pid: () => server.pid,
    pause: () => server.signal('SIGSTOP'),
    resume: () => server.signal('SIGCONT'),
    kill,
    async restart() {
      await kill();
      server = await startServer({ program, data, port });
      await answering(port, server);
    },
    async end() {
      if (server !== keeper) await server.end();
      // The first ward holds the folder, so it goes last.
      await keeper.end();
    },
  };
}

/** Between finding a port free and using it somebody else may take it; then another one is tried. */
async function startOnFreePort(
  program: string,
  data: string,
  remove: string,
): Promise<{ port: number; keeper: Warded }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const last = attempt === 5;
    const keeper = await startServer({ program, data, port, remove });
    if (await answering(port, keeper, last)) return { port, keeper };
    await keeper.end();
    await mkdir(data, { recursive: true });
  }
}

interface ServerOptions {
  readonly program: string;
  readonly data: string;
  readonly port: number;
  readonly remove?: string;
}

async function startServer({ program, data, port, remove }: ServerOptions): Promise<Warded> {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: data,
    appendonly: 'yes',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
    save: '',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const server = await startWarded({ command: [program, ...words], env: {}, ...(remove ? { remove } : {}) });
  server.output.resume();
  return server;
}

async function answering(port: number, server: Warded, mustAnswer = true): Promise<boolean> {
  let gone = false;
  void server.exited.then(() => {
    gone = true;
  });
  for (const deadline = Date.now() + 10_000; !gone && Date.now() < deadline; await sleep(20)) {
    if (await answers(port)) return true;
  }
  if (mustAnswer) throw new Error(`redis-server did not answer on port ${port}`);
  return false;
}

async function answers(port: number): Promise<boolean> {
  const redis = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
