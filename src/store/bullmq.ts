// Delivery of wakes between processes; the only home of BullMQ. No job is the only copy of anything: `due` decides.

import { Queue, Worker } from 'bullmq';
import { PREFIX } from './prefix.ts';

export interface Wakes {
  /** Asks for a pass over a run; never rejects, since the sweep of `due` finds what was missed. */
  wake(id: string): Promise<void>;
  start(pass: (id: string, signal: AbortSignal) => Promise<void>): void;
  /** Waits up to `graceMs` for passes at work, then gives them up. */
  stop(graceMs: number): Promise<void>;
}

export interface WakesOptions {
  readonly url: string;
  readonly concurrency: number;
  readonly lockMs: number;
  readonly stalledMs: number;
  readonly onError: (error: Error) => void;
}

const QUEUE = 'wakes';

/** A job that stalls is a pass that was lost; it must always come back. */
const MAX_STALLED = 1_000_000;

export function createWakes(options: WakesOptions): Wakes {
  const queue = new Queue(QUEUE, {
    prefix: PREFIX,
    connection: {
      url: options.url,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      commandTimeout: 2_000,
      lazyConnect: true,
    },
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  });
  queue.on('error', options.onError);
  let worker: Worker | undefined;

  return {
    async wake(id) {
      try {
        await queue.add(id, {}, { deduplication: { id, keepLastIfActive: true } });
      } catch (error) {
        options.onError(error as Error);
      }
    },
    start(pass) {
      worker = new Worker(
        QUEUE,
        (job, _token, signal) => pass(job.name, signal ?? new AbortController().signal),
        {
          prefix: PREFIX,
          connection: { url: options.url, maxRetriesPerRequest: null },
          concurrency: options.concurrency,
          lockDuration: options.lockMs,
          stalledInterval: options.stalledMs,
          maxStalledCount: MAX_STALLED,
        },
      );
      const started = worker;
      started.on('error', options.onError);
      started.on('lockRenewalFailed', (jobs) => {
        for (const job of jobs) started.cancelJob(job);
      });
    },
    async stop(graceMs) {
      await Promise.race([worker?.close(), new Promise((done) => setTimeout(done, graceMs).unref())]);
      await worker?.close(true);
      await queue.close();
    },
  };
}
