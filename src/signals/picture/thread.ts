// One thread that draws: started, given one picture at a time, and ended by whoever started it.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './picture.ts';

export interface Order {
  readonly picture: Picture;
  readonly zoom: number;
}

/** A picture that cannot be drawn leaves the thread as good as before. */
export type Drawn = { readonly png: Uint8Array<ArrayBuffer> } | { readonly fault: unknown };

export interface Thread {
  /** Throws where the thread died or did not answer in time; it is of no use afterwards. */
  draw(order: Order, timeoutMs: number): Promise<Drawn>;
  isGone(): boolean;
  end(): Promise<void>;
}

/**
 * What needs more memory than the old generation loses its thread rather than the process. The young one is a
 * compromise: each collection has helpers that take the cores from the main thread, and room costs memory.
 */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };

/** It keeps the process only while it draws, and sees nothing of its environment and of its flags. */
export function startThread(file: URL): Thread {
  const worker = new Worker(file, { resourceLimits, env: {}, execArgv: [] });
  const gone = deathOf(worker);
  return {
    draw: async (order, timeoutMs) => {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => late.reject(new Error(`no picture in ${timeoutMs} ms`)), timeoutMs);
      worker.ref();
      try {
        worker.postMessage(order);
        const [drawn] = await Promise.race([once(worker, 'message'), gone.promise, late.promise]);
        return drawn as Drawn;
      } finally {
        clearTimeout(timer);
        worker.unref();
      }
    },
    isGone: gone.isSo,
    end: async () => void (await worker.terminate()),
  };
}

function deathOf(worker: Worker): { readonly promise: Promise<never>; isSo(): boolean } {
  const { promise, reject } = Promise.withResolvers<never>();
  let isSo = false;
  const onGone = (cause: Error): void => {
    isSo = true;
    reject(cause);
  };
  worker.once('error', onGone).once('exit', (code) => onGone(new Error(`the thread ended with ${code}`)));
  // A thread may die while nobody waits for it.
  promise.catch(() => undefined);
  worker.unref();
  return { promise, isSo: () => isSo };
}
