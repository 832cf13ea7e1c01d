// Small shared facts in Redis that are not runs, each under a key of its own.

import type { Redis } from 'ioredis';
import { PREFIX } from './prefix.ts';

/** Small shared facts that are not runs: bindings, budgets, daily counts. */
export interface Values {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  /** Writes it where it still is `before` (undefined: not there); false: somebody was first. */
  swap(key: string, before: string | undefined, after: string): Promise<boolean>;
  /** Takes one of `limit` per window; answers 0, or the milliseconds to wait. */
  take(key: string, limit: number, windowMs: number): Promise<number>;
  /** Takes a key for a holder, for so long; answers the holder who has it already. */
  claim(key: string, holder: string, ms: number): Promise<string | undefined>;
  /** What `doctor` wants to know: `appendonly`, `appendfsync`, `maxmemory-policy`. */
  settings(): Promise<Readonly<Record<string, string>>>;
  ping(): Promise<void>;
}

export type ValueScript = 'take' | 'claim' | 'put';

export interface ValuesDeps {
  readonly redis: Pick<Redis, 'get' | 'set' | 'config' | 'ping'>;
  /** One of the scripts; rejects with StoreUnavailable. */
  readonly run: (script: ValueScript, keys: readonly string[], values: readonly string[]) => Promise<unknown>;
  readonly guarded: <T>(work: () => Promise<T>) => Promise<T>;
}

const valueKey = (key: string): string => `${PREFIX}:value:${key}`;

export function createValues({ redis, run, guarded }: ValuesDeps): Values {
  return {
    get: (key) => guarded(async () => (await redis.get(valueKey(key))) ?? undefined),
    set: (key, value) => guarded(async () => void (await redis.set(valueKey(key), value))),
    swap: async (key, before, after) => (await run('put', [valueKey(key)], [before ?? '', after])) === 1,
    take: async (key, limit, windowMs) =>
      Number(await run('take', [`${PREFIX}:take:${key}`], [String(limit), String(windowMs)])),
    claim: async (key, holder, ms) => {
      const first = await run('claim', [`${PREFIX}:claim:${key}`], [holder, String(ms)]);
      return first === '' ? undefined : String(first);
    },
    settings: () => guarded(() => settingsOf(redis)),
    ping: () => guarded(async () => void (await redis.ping())),
  };
}

async function settingsOf(redis: Pick<Redis, 'config'>): Promise<Record<string, string>> {
  const reply: unknown = await redis.config('GET', 'append*', 'maxmemory-policy');
  if (Array.isArray(reply)) return Object.fromEntries(pairs(reply));
  return reply instanceof Map ? Object.fromEntries(reply) : (reply as Record<string, string>);
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((key, index) =>
    index % 2 === 0 ? [[key, flat[index + 1] ?? ''] as [string, string]] : [],
  );
}
