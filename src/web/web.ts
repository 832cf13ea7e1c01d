// The small HTTP server for probes, scrapes and hooks: /livez, /readyz, /metrics and /hooks/…, apart from Slack's port.

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from '../ops/health.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { HookAnswer, Hooks } from './hooks.ts';

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
  /** Absent: nobody sends anything. */
  readonly hooks?: Hooks;
}

/** Whoever takes longer to say what they want is let go. */
const REQUEST_MS = 10_000;

type Route = (response: ServerResponse) => Promise<void> | void;

export function createWeb(options: WebOptions): Web {
  const routes = createRoutes(options);
  const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const hooked = options.hooks?.answer(path, request);
    const answered = hooked?.then((said) => thank(said, response));
    void (answered ?? answer(routes, request.method, path, response)).catch((error: unknown) => {
      options.log.error('a request failed', { path, err: error });
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
  path: string,
  response: ServerResponse,
): Promise<void> {
  const route = routes.get(path);
  if (route === undefined) return send(response, 404, 'text/plain', 'not found\n');
  if (method !== 'GET' && method !== 'HEAD') return send(response, 405, 'text/plain', 'GET only\n');
  await route(response);
}

/** What was not read to its end cannot be followed by another request. */
function thank({ status, sentence }: HookAnswer, response: ServerResponse): void {
  if (status !== 200) response.setHeader('connection', 'close');
  send(response, status, 'text/plain', `${sentence}\n`);
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
