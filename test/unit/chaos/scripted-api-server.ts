// An API server on loopback that answers what a test tells it to, and keeps what it was asked.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: readonly string[];
  readonly body: unknown;
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

export interface ScriptedApiServer {
  readonly kubeConfig: KubeConfig;
  readonly asked: Asked[];
  /** Connections ever opened. */
  sockets(): number;
  answer: Answer;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startApiServer(answer: Answer): Promise<ScriptedApiServer> {
  let sockets = 0;
  const server = createServer((request, response) => {
    void receive(request).then((asked) => {
      scripted.asked.push(asked);
      scripted.answer(asked, response);
    });
  });
  server.on('connection', () => {
    sockets += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const scripted: ScriptedApiServer = {
    kubeConfig: configFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    asked: [],
    sockets: () => sockets,
    answer,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return scripted;
}

export function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function notFound(response: ServerResponse, name: string): void {
  json(response, 404, {
    kind: 'Status',
    reason: 'NotFound',
    message: `"${name}" not found`,
    details: { name },
  });
}

function configFor(server: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'c', server, skipTLSVerify: true }],
    users: [{ name: 'u', token: 't0ken' }],
    contexts: [{ name: 'staging', cluster: 'c', user: 'u' }],
    currentContext: 'staging',
  });
  return config;
}

async function receive(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://x');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.rawHeaders,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
