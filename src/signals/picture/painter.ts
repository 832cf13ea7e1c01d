// Paints pictures off the main thread, one after the other, by a thread that comes with the first and goes when idle.

import type { Picture } from './picture.ts';
import { type Drawn, startThread, type Thread } from './thread.ts';

export interface Painter {
  /** A PNG; throws `PictureFault`, after which the next picture may well succeed. */
  paint(picture: Picture): Promise<Uint8Array>;
  /** What is under way and what waits is refused; afterwards nothing is painted any more. */
  stop(): Promise<void>;
}

export interface PainterOptions {
  /** How long the thread outlives its last picture. */
  readonly idleMs?: number;
  /** For one picture, the start of its thread included. */
  readonly timeoutMs?: number;
  /** Pixels a side for each of the 900×420. */
  readonly zoom?: 1 | 2;
  /** What runs in the thread: takes an `Order`, answers with a `Drawn`. */
  readonly file?: URL;
}

export class PictureFault extends Error {
  constructor(what: string, cause?: unknown) {
    super(what, { cause });
    this.name = 'PictureFault';
  }
}

const ownFile = new URL('./worker.ts', import.meta.url);

export function createPainter(options: PainterOptions = {}): Painter {
  const { idleMs = 60_000, timeoutMs = 10_000, zoom = 1, file = ownFile } = options;
  let thread: Thread | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isStopped = false;
  let queue: Promise<unknown> = Promise.resolve();

  async function paintNow(picture: Picture): Promise<Uint8Array> {
    if (isStopped) throw new PictureFault('painting has stopped');
    clearTimeout(idle);
    const drawn = await draw(picture);
    idle = setTimeout(() => void dismiss(), idleMs).unref();
    if ('png' in drawn) return drawn.png;
    throw new PictureFault('the picture could not be drawn', drawn.fault);
  }

  async function draw(picture: Picture): Promise<Drawn> {
    try {
      if (thread === undefined || thread.isGone()) thread = startThread(file);
      return await thread.draw({ picture, zoom }, timeoutMs);
    } catch (fault) {
      void dismiss();
      throw new PictureFault('the drawing thread was lost', fault);
    }
  }

  async function dismiss(): Promise<void> {
    const dismissed = thread;
    thread = undefined;
    await dismissed?.end();
  }

  return {
    paint: (picture) => {
      const painted = queue.then(() => paintNow(picture));
      queue = painted.catch(() => undefined);
      return painted;
    },
    stop: async () => {
      isStopped = true;
      await dismiss();
      await queue;
      clearTimeout(idle);
    },
  };
}
