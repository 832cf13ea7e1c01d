// The thread that draws: each picture that comes in goes out as a PNG, or as the fault that kept it from that.

import { parentPort } from 'node:worker_threads';
import { pngOf } from './draw.ts';
import type { Drawn, Order } from './thread.ts';

parentPort?.on('message', ({ picture, zoom }: Order) => {
  const drawn = draw(picture, zoom);
  parentPort?.postMessage(drawn, 'png' in drawn ? [drawn.png.buffer] : []);
});

function draw(picture: Order['picture'], zoom: number): Drawn {
  try {
    return { png: pngOf(picture, zoom) };
  } catch (fault) {
    return { fault };
  }
}
