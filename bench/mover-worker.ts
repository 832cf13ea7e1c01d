// A process that moves runs as fast as it can for a while, through the whole path or through the bare script.
import { setTimeout as sleep } from 'node:timers/promises';
import { createMover } from '../src/runs/move.ts';
import { createRedis } from '../src/store/redis.ts';
import { createRawSwap } from './raw-swap.ts';

export interface Task {
  readonly path: 'mover' | 'script';
  readonly runs: readonly string[];
  /** So many moves are under way at a time. */
  readonly lanes: number;
  readonly forMs: number;
}

export interface Done {
  /** Milliseconds each move took; a swap that was lost is part of the move it delayed. */
  readonly times: readonly number[];
  readonly tookMs: number;
}

const url = process.argv[2] ?? '';
const store = createRedis({
  url,
  testClock: false,
  monotonic: () => performance.now(),
  onError: (error) => process.stderr.write(`${error.message}\n`),
});
await store.connect();
const mover = createMover({
  store: store.runs,
  crash: () => undefined,
  random: Math.random,
  sleep,
  onMove: () => undefined,
});
const rawSwap = await createRawSwap({ url, store: store.runs });

const moves: Readonly<Record<Task['path'], (run: string) => Promise<void>>> = {
  mover: throughTheMover,
  script: (run) => rawSwap.move(run),
};
process.on('message', (task: Task) => void carryOut(task).then((done) => process.send?.(done)));
process.send?.('ready');

async function carryOut({ path, runs, lanes, forMs }: Task): Promise<Done> {
  const from = performance.now();
  const until = from + forMs;
  const times: number[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    for (let started = performance.now(); started < until; started = performance.now()) {
      await moves[path](runs[next++ % runs.length] ?? '');
      times.push(performance.now() - started);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return { times, tookMs: performance.now() - from };
}

let views = 0;

/** The receipt of an edit: what moves a living run most often. */
async function throughTheMover(run: string): Promise<void> {
  views += 1;
  const shown = `${process.pid}-${views}`;
  const { changed } = await mover.observe(run, { kind: 'shown', message: 'card', shown, facts: 3 });
  if (!changed) throw new Error(`a move of ${run} changed nothing`);
}
