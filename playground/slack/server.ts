// The emulator's HTTP server: Web API, response urls, uploads and downloads, and the socket's upgrade.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeNow } from '../loopback.ts';
import { type Files, mimeOf } from './files.ts';
import { type Json, parseJson, textOf } from './json.ts';
import { fieldsOf, readBytes, uploadedBytes } from './request-body.ts';
import type { ResponseUrls } from './response-url.ts';
import type { Dispatch } from './web-api/dispatch.ts';

export interface SlackServer {
  start(port: number): Promise<void>;
  stop(): Promise<void>;
  /** `http://127.0.0.1:PORT/`; throws before the server has started. */
  baseUrl(): string;
}

export interface SlackServerDeps {
  readonly dispatch: Dispatch;
  readonly responseUrls: ResponseUrls;
  readonly files: Files;
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

type Route = (rest: string, request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

export function createSlackServer(deps: SlackServerDeps): SlackServer {
  const routes: Readonly<Record<string, Route>> = {
    api: apiRoute(deps.dispatch),
    commands: responseRoute(deps.responseUrls),
    actions: responseRoute(deps.responseUrls),
    upload: uploadRoute(deps.files),
    files: downloadRoute(deps.files),
  };
  let server: Server | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://playground');
    const [, first = '', ...rest] = url.pathname.split('/');
    const route = routes[first];
    if (route === undefined) return send(response, 404, 'nothing is here');
    await route(rest.join('/'), request, response, url);
  }

  return {
    start(port) {
      const started = createServer((request, response) => {
        answer(request, response).catch((error: unknown) => fail(response, error));
      });
      started.on('upgrade', (request, socket, head) => deps.onUpgrade(request, socket, head));
      server = started;
      return new Promise((resolve, reject) => {
        started.once('error', reject);
        started.listen(port, '127.0.0.1', resolve);
      });
    },
    stop() {
      const stopping = server;
      if (stopping === undefined) return Promise.resolve();
      return closeNow(stopping);
    },
    baseUrl() {
      const address = server?.address();
      if (typeof address !== 'object' || address === null)
        throw new Error('the Slack emulator has not started');
      return `http://127.0.0.1:${address.port}/`;
    },
  };
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  sendJson(response, 500, { ok: false, error: 'fatal_error', detail: String(error) });
}

function apiRoute(dispatch: Dispatch): Route {
  return async (method, request, response, url) => {
    const bytes = await readBytes(request);
    const fields = fieldsOf(bytes, request.headers['content-type'] ?? '', url.searchParams);
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const { token, ...args } = fields;
    const answer = await dispatch.call(method, args, bearer ?? textOf(token));
    if (answer === undefined) return void response.destroy();
    sendJson(response, answer.status, answer.body, answer.headers);
  };
}

function responseRoute(urls: ResponseUrls): Route {
  return async (path, request, response) => {
    const id = path.split('/').at(-1) ?? '';
    const answer = urls.post(id, parseJson((await readBytes(request)).toString()));
    send(response, answer.status, answer.body);
  };
}

function uploadRoute(files: Files): Route {
  return async (id, request, response) => {
    const bytes = await uploadedBytes(await readBytes(request), request.headers['content-type'] ?? '');
    if (files.receive(id, bytes)) send(response, 200, `OK - ${bytes.length}`);
    else send(response, 400, 'the upload does not fit what was announced');
  };
}

function downloadRoute(files: Files): Route {
  return async (id, _request, response) => {
    const file = files.find(id);
    if (file?.bytes === undefined) return send(response, 404, 'no such file');
    response.writeHead(200, { 'content-type': mimeOf(file.name) });
    response.end(file.bytes);
  };
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/plain' });
  response.end(body);
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
