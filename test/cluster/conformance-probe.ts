// A web server inside the engine's network for the controller's status checks to knock at.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Probe } from '../conformance/world.ts';

export interface OpenProbe extends Probe {
  close(): Promise<void>;
}

export async function startProbe(): Promise<OpenProbe> {
  let code = 200;
  const server = createServer((_, response) => response.writeHead(code).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    answerWith(wanted) {
      code = wanted;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
