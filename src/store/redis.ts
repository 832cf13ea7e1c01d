// Redis: the connection and what is asked of it; the only home of ioredis.

import { Redis } from 'ioredis';
import {
  type AlertBatches,
  APPEND,
  type BatchesRead,
  KEPT_MS,
  MOST_KEPT,
  MOST_READ,
} from './alert-batches.ts';
import { PREFIX } from './prefix.ts';
import { FIND, type IndexPage, type IndexQuestion, MOST_SEARCHED, pageOf } from './run-index.ts';
import type { RunStore, Swap, SwapAnswer } from './run-store.ts';
import { StoreUnavailable } from './run-store.ts';
import { CLAIM, DUE, FORGET, PUT, READ, REST, SWAP, TAKE } from './scripts.ts';
import { createValues, type ValueScript, type Values } from './values.ts';

const OFFSET = `${PREFIX}:clock-offset`;
const DUE_SET = `${PREFIX}:due`;
const RECENT = `${PREFIX}:recent`;
const runKey = (id: string): string => `${PREFIX}:run:${id}`;
const logKey = (id: string): string => `${PREFIX}:log:${id}`;
const alertsKey = (id: string): string => `${PREFIX}:alerts:${id}`;
/** Before a word of the index. */
const WORDS = `${PREFIX}:found-by:`;

export interface RedisOptions {
  readonly url: string;
  readonly testClock: boolean;
  /** Milliseconds that never run backwards. */
  readonly monotonic: () => number;
  readonly onError: (error: Error) => void;
}

export interface RedisStore {
  readonly runs: RunStore;
  readonly values: Values;
  readonly alerts: AlertBatches;
  connect(): Promise<void>;
  close(): Promise<void>;
}

type Script = ValueScript | 'append' | 'read' | 'swap' | 'rest' | 'due' | 'find' | 'forget';

/**
 * Commands fail at once while Redis is away and after 2 s when it hangs, and are never sent again by themselves:
 * a person is waiting, and a late append must not count.
 */
function connection(options: RedisOptions): Redis {
  const redis = new Redis(options.url, {
    lazyConnect: true,
    commandTimeout: 2_000,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000),
  });
  redis.on('error', options.onError);
  redis.defineCommand('read', { numberOfKeys: 3, lua: READ });
  redis.defineCommand('swap', { numberOfKeys: 6, lua: SWAP });
  redis.defineCommand('rest', { numberOfKeys: 3, lua: REST });
  redis.defineCommand('due', { numberOfKeys: 2, lua: DUE });
  // How many keys it has depends on the question, which says it.
  redis.defineCommand('find', { lua: FIND });
  redis.defineCommand('forget', { numberOfKeys: 5, lua: FORGET });
  redis.defineCommand('claim', { numberOfKeys: 2, lua: CLAIM });
  redis.defineCommand('take', { numberOfKeys: 2, lua: TAKE });
  redis.defineCommand('put', { numberOfKeys: 2, lua: PUT });
  redis.defineCommand('append', { numberOfKeys: 3, lua: APPEND });
  return redis;
}

export function createRedis(options: RedisOptions): RedisStore {
  const redis = connection(options);
  let seen: { readonly time: number; readonly at: number } | undefined;

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw new StoreUnavailable(cause);
    }
  }

  function run(script: Script, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    const commands = redis as unknown as Record<Script, (...args: string[]) => Promise<unknown>>;
    return guarded(() => commands[script](OFFSET, ...keys, ...values, options.testClock ? '1' : '0'));
  }

  function tell(said: string): number {
    const time = Number(said);
    seen = { time, at: options.monotonic() };
    return time;
  }

  const runs: RunStore = {
    async read(id, delivery = '') {
      const keys = [runKey(id), seenKey(delivery)];
      const [said, record, seen] = (await run('read', keys, [])) as [string, string | null, string | null];
      return { now: tell(said), record: record ?? undefined, seen: delivery !== '' && seen !== null };
    },
    async swap(change) {
      const keys = [runKey(change.id), logKey(change.id), DUE_SET, RECENT, seenKey(change.delivery ?? '')];
      return answerOf((await run('swap', keys, swapValues(change))) as string[]);
    },
    async rest(id, head, dueAt) {
      tell((await run('rest', [runKey(id), DUE_SET], [id, head, String(dueAt)])) as string);
    },
    async due(limit) {
      const answer = await run('due', [DUE_SET], [String(limit)]);
      const [said, later, ids, first] = answer as [string, string, string[], string];
      const now = tell(said);
      const lagMs = Math.max(0, now - Number(first));
      return { ids, waitMs: later === '' ? undefined : Number(later) - now, lagMs };
    },
    pending: (limit) => guarded(() => redis.zrange(DUE_SET, '0', String(limit - 1))),
    recent: (limit) => guarded(() => redis.zrevrange(RECENT, 0, limit - 1)),
    openedBefore: (time, limit) =>
      guarded(() => redis.zrangebyscore(RECENT, '-inf', `(${time}`, 'LIMIT', 0, limit)),
    forget: async (id, head) =>
      (await run('forget', [runKey(id), logKey(id), DUE_SET, RECENT], [id, head, WORDS])) === 1,
    find: (question) => guarded(() => find(redis, question)),
    readMany: (ids) => guarded(() => readMany(redis, ids)),
    log: (id) =>
      guarded(async () => (await redis.xrange(logKey(id), '-', '+')).map(([, fields]) => fields[1] ?? '')),
    lastTime: () => seen && Math.floor(seen.time + (options.monotonic() - seen.at)),
  };

  const values = createValues({ redis, run, guarded });

  const alerts: AlertBatches = {
    async append(id, items) {
      const said = [MOST_KEPT, KEPT_MS, items.length].map(String);
      const each = items.flatMap(({ once, text }) => [once, text]);
      return Number(await run('append', [alertsKey(id), `${alertsKey(id)}:once`], [...said, ...each]));
    },
    read: (id, cursor) => guarded(() => batchesAfter(redis, id, cursor)),
  };

  return {
    runs,
    values,
    alerts,
    connect: () => redis.connect(),
    close: async () => {
      redis.disconnect();
    },
  };
}

const seenKey = (delivery: string): string => `${PREFIX}:seen:${delivery}`;

function swapValues(change: Swap): string[] {
  return [
    change.id,
    change.expected ?? '',
    change.head,
    change.record,
    change.entry,
    String(change.dueAt ?? ''),
    String(change.notAfter ?? ''),
    change.delivery ?? '',
    change.index.words.join('\n'),
    change.index.text,
    WORDS,
  ];
}

async function find(redis: Redis, { words, texts, limit, cursor }: IndexQuestion): Promise<IndexPage> {
  const keys = [OFFSET, ...words.map((word) => `${WORDS}${word}`)];
  const { at = '', id = '', toward = 'older' } = cursor ?? {};
  const values = [limit, at, id, toward, MOST_SEARCHED, runKey(''), ...texts, '0'].map(String);
  const { find: ask } = redis as unknown as { find(...args: (string | number)[]): Promise<unknown[]> };
  return pageOf(await ask.call(redis, keys.length, ...keys, ...values), toward);
}

function answerOf(reply: readonly (string | null)[]): SwapAnswer {
  const [kind, first, second] = reply;
  switch (kind) {
    case 'lost':
      return { kind, now: Number(first), record: second ?? undefined };
    case 'seen':
      return { kind, id: first ?? '' };
    case 'ok':
    case 'exists':
    case 'late':
      return { kind };
    default:
      throw new Error(`the swap script answered ${String(kind)}`);
  }
}

async function readMany(redis: Redis, ids: readonly string[]): Promise<(string | undefined)[]> {
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hget(runKey(id), 'record');
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, record]) => {
    if (error) throw error;
    return typeof record === 'string' ? record : undefined;
  });
}

async function batchesAfter(redis: Redis, id: string, cursor: string): Promise<BatchesRead> {
  const entries = await redis.xrange(alertsKey(id), `(${cursor}`, '+', 'COUNT', MOST_READ);
  const texts = entries.flatMap(([, fields]) => JSON.parse(fields[1] ?? '[]') as object[]);
  return {
    cursor: entries.at(-1)?.[0] ?? cursor,
    texts: texts.map((one) => JSON.stringify(one)),
    dropped: entries.reduce((sum, [, fields]) => sum + Number(fields[3] ?? 0), 0),
  };
}
