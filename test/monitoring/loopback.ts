// A small HTTP server on a free loopback port that answers as a test tells it to.

import { createServer, type RequestListener } from 'node:http';
import { closeNow, listenOnLoopback } from '../../playground/loopback.ts';

export interface Loopback extends AsyncDisposable {
  readonly address: string;
  readonly url: string;
}

export async function startLoopback(answer: RequestListener): Promise<Loopback> {
  const server = createServer(answer);
  const address = `127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    address,
    url: `http://${address}`,
    [Symbol.asyncDispose]: () => closeNow(server),
  };
}
