// The playground's one HTTP server: the page, the people API, and the handles tests and people pull.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { closeNow, listenOnLoopback } from './loopback.ts';
import type { PeopleApi } from './slack/people/people-api.ts';
import { pageFile } from './static-page.ts';

export interface Asked {
  readonly body: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
  /** What stood where the route has `*`. */
  readonly rest: string;
}

/** What to answer as JSON; a `Problem` becomes its status and sentence. */
export type Route = (asked: Asked) => unknown;

export class Problem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Problem';
    this.status = status;
  }
}

export interface ServerOptions {
  readonly port?: number | undefined;
  /** Taken when it is free; else any. */
  readonly preferredPort?: number | undefined;
  /** `GET /bots`, `POST /bots/*` and the like. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Asked for what no route takes. */
  readonly people: PeopleApi;
}

export interface PlaygroundServer {
  readonly url: string;
  end(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<PlaygroundServer> {
  const server = createServer((request, response) => void answer(request, response, options));
  const port = await listen(server, options);
  return {
    url: `http://127.0.0.1:${port}`,
    end: () => closeNow(server),
  };
}

async function listen(server: Server, { port, preferredPort }: ServerOptions): Promise<number> {
  if (port === undefined && preferredPort !== undefined) {
    const taken = await listenOnLoopback(server, preferredPort).catch(() => undefined);
    if (taken !== undefined) return taken;
  }
  return listenOnLoopback(server, port ?? 0);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions,
): Promise<void> {
  try {
    await route(request, response, options);
  } catch (error) {
    const status = error instanceof Problem ? error.status : 500;
    json(response, status, { error: error instanceof Error ? error.message : String(error) });
  }
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, people }: ServerOptions,
): Promise<void> {
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://playground');
  const file = method === 'GET' ? await pageFile(url.pathname) : undefined;
  if (file) return send(response, 200, file.contentType, file.content);
  const { query, body } = await askedBy(request, url);
  const found = findRoute(routes, method, url.pathname);
  if (found) return json(response, 200, await found.route({ query, body, rest: found.rest }));
  const answered = await people.handle({ method, path: url.pathname, query, body });
  if (!answered) throw new Problem(404, `nothing is at ${method} ${url.pathname}`);
  json(response, answered.status, answered.body);
}

function findRoute(
  routes: ServerOptions['routes'],
  method: string,
  path: string,
): { route: Route; rest: string } | undefined {
  for (const [name, route] of Object.entries(routes)) {
    const [wanted = '', pattern = ''] = name.split(' ');
    const stem = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined;
    const fits = stem === undefined ? path === pattern : path.startsWith(stem);
    if (wanted === method && fits)
      return { route, rest: decodeURIComponent(path.slice(stem?.length ?? path.length)) };
  }
  return undefined;
}

async function askedBy(request: IncomingMessage, url: URL): Promise<Omit<Asked, 'rest'>> {
  return { query: url.searchParams, body: request.method === 'POST' ? await bodyOf(request) : {} };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const body = text === '' ? {} : parseJson(text);
  if (!isRecord(body)) throw new Problem(400, 'the body must be a JSON object');
  return body;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(400, `the body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body ?? null));
}

function send(response: ServerResponse, status: number, contentType: string, content: string | Buffer): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(content);
}
