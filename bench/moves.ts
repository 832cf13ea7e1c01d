// How many moves a second two processes make through read, advance, chain and swap, beside the swap script alone.
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPrivateRedis } from '../playground/redis.ts';
import { brokenAt, type LogEntry } from '../src/runs/log.ts';
import { createMover } from '../src/runs/move.ts';
import { createRedis, type RedisStore } from '../src/store/redis.ts';
import { findRedis } from '../tools/find-redis.js';
import { type Course, inTurns, type Rounds, type Sample, statisticsOf } from './harness.ts';
import type { Done, Task } from './mover-worker.ts';
import { openRunning } from './running-runs.ts';
import type { Figure, Line } from './table.ts';

const workerFile = fileURLToPath(new URL('mover-worker.ts', import.meta.url));
const processes = 2;
/** As many passes as a bot works on at a time. */
const lanesOfMany = 20;

export async function measureMoves({ quick, say }: Course): Promise<readonly Line[]> {
  const path = process.env['PATH'];
  if (!findRedis(path ?? '')) return [{ what: 'moves a second', why: 'no redis-server on this machine' }];
  const many = quick ? 100 : 1_000;
  const rounds = quick ? { warmUp: 1, rounds: 1, forMs: 300 } : { warmUp: 1, rounds: 7, forMs: 1_500 };
  const redis = await startPrivateRedis({ path });
  const store = openStore(redis.url);
  const workers = await startWorkers(redis.url);
  try {
    await store.connect();
    say(`moves: opening ${many} runs`);
    const runs = await openRuns(store, many);
    say(`moves: ${rounds.rounds} rounds of ${rounds.forMs} ms`);
    const one = runs.slice(0, 1);
    const overOne = await measure(workers, [one, one], 1, rounds);
    const overMany = await measure(workers, halves(runs), lanesOfMany, rounds);
    await verifyChain(store, runs[0] ?? '');
    return [lineOf('1 run', overOne), lineOf(`${many.toLocaleString('en')} runs`, overMany)];
  } finally {
    for (const worker of workers) worker.kill();
    await store.close();
    await redis.end();
  }
}

function openStore(url: string): RedisStore {
  const monotonic = (): number => performance.now();
  return createRedis({ url, testClock: false, monotonic, onError: () => undefined });
}

async function openRuns(store: RedisStore, count: number): Promise<readonly string[]> {
  const quiet = { crash: () => undefined, onMove: () => undefined };
  await store.runs.read('none');
  return openRunning(createMover({ store: store.runs, random: Math.random, sleep, ...quiet }), count);
}

async function startWorkers(url: string): Promise<readonly ChildProcess[]> {
  const workers = Array.from({ length: processes }, () => fork(workerFile, [url]));
  await Promise.all(workers.map((worker) => answerOf(worker)));
  return workers;
}

/** Of many runs each is with one process at a time, as the queue of wakes sees to it. */
function halves(runs: readonly string[]): readonly (readonly string[])[] {
  const half = Math.ceil(runs.length / processes);
  return [runs.slice(0, half), runs.slice(half)];
}

interface Measured {
  readonly mover: Figure;
  readonly script: Figure;
}

async function measure(
  workers: readonly ChildProcess[],
  shares: readonly (readonly string[])[],
  lanes: number,
  rounds: Rounds & { readonly forMs: number },
): Promise<Measured> {
  const times: Record<Task['path'], (readonly number[])[]> = { mover: [], script: [] };
  const sample =
    (path: Task['path']): Sample =>
    async () => {
      const task = { path, lanes, forMs: rounds.forMs };
      const done = await Promise.all(
        workers.map((worker, index) => ask(worker, { ...task, runs: shares[index] ?? [] })),
      );
      const moved = done.flatMap((each) => each.times);
      times[path].push(moved);
      return (moved.length / Math.max(...done.map(({ tookMs }) => tookMs))) * 1_000;
    };
  const rates = await inTurns({ mover: sample('mover'), script: sample('script') }, rounds);
  const figure = (path: Task['path']): Figure => {
    const each = statisticsOf(times[path].slice(rounds.warmUp).flat());
    return { median: statisticsOf(rates[path]).median, unit: '/s', p99: each.p99, count: each.count };
  };
  return { mover: figure('mover'), script: figure('script') };
}

async function ask(worker: ChildProcess, task: Task): Promise<Done> {
  const answer = answerOf<Done>(worker);
  worker.send(task);
  return answer;
}

/** Rejects when the worker ends instead; what it had to say is on stderr. */
function answerOf<Answer>(worker: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('a worker ended'));
    worker.once('exit', gone).once('message', (answer) => {
      worker.off('exit', gone);
      resolve(answer as Answer);
    });
  });
}

/** Speed that breaks the chain of a log would be none. */
async function verifyChain(store: RedisStore, run: string): Promise<void> {
  const log = (await store.runs.log(run)).map((entry) => JSON.parse(entry) as LogEntry);
  const broken = brokenAt(log);
  if (broken !== undefined) throw new Error(`the log of ${run} is broken at entry ${broken}`);
}

function lineOf(over: string, { mover, script }: Measured): Line {
  const what = `move ${over}: 2 processes, appendfsync always`;
  return { what, own: mover, peer: { name: 'the swap script alone', figure: script } };
}
