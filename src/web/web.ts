// The small HTTP server for probes and scrapes: /livez, /readyz and /metrics, apart from Slack's port.

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from '../ops/health.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';

export interface Web {
  /** Resolves with the port, which the log line `listening` says too. */
  start(): Promise<number>;
  stop(): Promise<void>;
}

export interface WebOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly health: Pick<Health, 'report'>;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  readonly log: Log;
}

type Route = (response: ServerResponse) => Promise<void> | void;

export function createWeb(options: WebOptions): Web {
  const routes = createRoutes(options);
  const server = createServer((request, response) => {
    void answer(routes, request.method, request.url, response).catch((error: unknown) => {
      options.log.error('a probe failed', { path: request.url, err: error });
      response.destroy();
    });
  });
  return { start: () => listen(server, options), stop: () => close(server) };
}

function createRoutes({ health, metrics }: WebOptions): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    // That this answers at all shows that the event loop turns.
    ['/livez', (response) => send(response, 200, 'application/json', '{"ok":true}')],
    [
      '/readyz',
      async (response) => {
        const report = await health.report();
        send(response, report.ok ? 200 : 503, 'application/json', JSON.stringify(report));
      },
    ],
    ['/metrics', async (response) => send(response, 200, metrics.contentType, await metrics.text())],
  ]);
}

async function answer(
  routes: ReadonlyMap<string, Route>,
  method: string | undefined,
  url: string | undefined,
  response: ServerResponse,
): Promise<void> {
  const route = routes.get((url ?? '').split('?')[0] ?? '');
  if (route === undefined) return send(response, 404, 'text/plain', 'not found\n');
  if (method !== 'GET' && method !== 'HEAD') return send(response, 405, 'text/plain', 'GET only\n');
  await route(response);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

async function listen(server: Server, { port, host, log }: WebOptions): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen({ port, host }, resolve);
  await promise;
  const bound = (server.address() as AddressInfo).port;
  log.info('listening', { port: bound });
  return bound;
}

async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  await promise;
}
