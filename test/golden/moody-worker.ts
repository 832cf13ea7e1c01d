// A thread as bad as they come: what it does is the title of the picture.

import { parentPort } from 'node:worker_threads';
import type { Order } from '../../src/signals/picture/thread.ts';

parentPort?.on('message', ({ picture }: Order) => {
  const moods: Readonly<Record<string, () => void>> = {
    spin: () => {
      for (;;) Math.random();
    },
    die: () => process.exit(3),
    throw: () => {
      throw new Error('out of paint');
    },
    refuse: () => parentPort?.postMessage({ fault: new Error('no such colour') }),
  };
  const mood = moods[picture.title] ?? (() => parentPort?.postMessage({ png: Uint8Array.of(1, 2, 3) }));
  mood();
});
