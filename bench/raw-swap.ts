// The swap script alone: no reading, no deciding, no hashing; the payload of the run it stands for.
import { Redis } from 'ioredis';
import { PREFIX } from '../src/store/prefix.ts';
import type { RunStore } from '../src/store/run-store.ts';
import { SWAP } from '../src/store/scripts.ts';

export interface RawSwap {
  /** Swaps once, for as long as somebody else is first again and again. */
  move(run: string): Promise<void>;
}

export interface RawSwapDeps {
  readonly url: string;
  readonly store: RunStore;
}

interface Payload {
  readonly record: string;
  readonly entry: string;
}

type SwapCommand = (...words: string[]) => Promise<[string, ...string[]]>;

const headLength = 64;

export async function createRawSwap({ url, store }: RawSwapDeps): Promise<RawSwap> {
  const redis = new Redis(url, { lazyConnect: true });
  await redis.connect();
  redis.defineCommand('swap', { numberOfKeys: 6, lua: SWAP });
  const { swap } = redis as unknown as { swap: SwapCommand };
  const payloads = new Map<string, Payload>();
  const heads = new Map<string, string>();
  let count = 0;

  async function payloadOf(run: string): Promise<Payload> {
    const known = payloads.get(run);
    if (known) return known;
    const { record = '' } = await store.read(run);
    const payload = { record, entry: (await store.log(run)).at(-1) ?? '' };
    payloads.set(run, payload);
    return payload;
  }

  function send(run: string, expected: string, head: string, { record, entry }: Payload) {
    const keys = ['clock-offset', `raw:${run}`, `raw-log:${run}`, 'due', 'recent', 'seen:'];
    const dueAt = String(Date.now());
    return swap.call(
      redis,
      ...keys.map((key) => `${PREFIX}:${key}`),
      // The record begins with its head, so that whoever loses knows what to expect without parsing.
      ...[`raw:${run}`, expected, head, head + record.slice(headLength), entry, dueAt, '', ''],
      ...['', '', `${PREFIX}:found-by:`, '0'],
    );
  }

  return {
    async move(run) {
      const payload = await payloadOf(run);
      for (;;) {
        const head = `${process.pid}-${++count}`.padStart(headLength, '0');
        const [answer, , stands] = await send(run, heads.get(run) ?? '', head, payload);
        if (answer === 'ok') return void heads.set(run, head);
        heads.set(run, stands?.slice(0, headLength) ?? 'somebody opened it');
      }
    },
  };
}
