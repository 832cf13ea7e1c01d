// A plain Kubernetes HTTP client, as anybody might write one: it adds nothing to what the API server says.
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import { jsonLines } from '../../src/chaos/json-lines.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of a JSON API are read freely in tests
export type Json = any;

export interface Reply {
  readonly code: number;
  readonly body: Json;
}

export interface Person {
  readonly user: string;
  readonly groups: readonly string[];
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Ask {
  readonly query?: Readonly<Record<string, string>>;
  /** The media type of the body, where it is not plain JSON or a merge patch. */
  readonly type?: string;
}

export interface WatchEvent {
  readonly type: string;
  readonly object: Json;
}

export interface Client {
  ask(method: Method, path: string, body?: unknown, ask?: Ask): Promise<Reply>;
  watch(path: string, query: Readonly<Record<string, string>>): Stream;
  /** The same rights holder, speaking for a person (impersonation). */
  as(person: Person): Client;
}

export interface Stream {
  readonly events: AsyncIterable<WatchEvent>;
  close(): void;
}

export interface ClientOptions {
  readonly server: string;
  readonly dispatcher: Dispatcher;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

export function createClient({ server, dispatcher, headers }: ClientOptions): Client {
  return {
    async ask(method, path, body, { query = {}, type = mediaType(method) } = {}) {
      const url = urlOf(server, path, query);
      const options = {
        method,
        dispatcher,
        headers: {
          accept: 'application/json',
          ...headers,
          ...(body !== undefined && { 'content-type': type }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      };
      const answer = await obeyed(() => request(url, options));
      return { code: answer.statusCode, body: parsed(await answer.body.text()) };
    },
    watch(path, query) {
      const controller = new AbortController();
      const { signal } = controller;
      const url = urlOf(server, path, { ...query, watch: 'true' });
      return {
        events: streamed(() =>
          obeyed(() => request(url, { dispatcher, headers: { ...headers }, signal, bodyTimeout: 0 })),
        ),
        close: () => controller.abort(),
      };
    },
    as: ({ user, groups }) => {
      const acting = { 'impersonate-user': user, 'impersonate-group': [...groups] };
      return createClient({ server, dispatcher, headers: { ...headers, ...acting } });
    },
  };
}

/** HTTP/2 stays off: undici joins several Impersonate-Group headers into one there. */
export function createDispatcher(tls: Agent.Options['connect'] = {}): Agent {
  return new Agent({ connect: tls, connections: 32, allowH2: false });
}

type Asking = () => Promise<Dispatcher.ResponseData>;

/** The API server may ask for patience (429, `storage is (re)initializing` on a young CRD): any client grants it. */
async function obeyed(ask: Asking): Promise<Dispatcher.ResponseData> {
  const answer = await ask();
  if (answer.statusCode !== 429) return answer;
  await answer.body.dump();
  await sleep(1_000 * Number(answer.headers['retry-after'] ?? 1));
  return obeyed(ask);
}

async function* streamed(ask: Asking): AsyncGenerator<WatchEvent> {
  const answer = await ask();
  if (answer.statusCode !== 200)
    throw new Error(`the watch was answered with ${answer.statusCode}: ${await answer.body.text()}`);
  yield* jsonLines(answer.body) as AsyncGenerator<WatchEvent>;
}

function urlOf(server: string, path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return `${server}${path}${text && `?${text}`}`;
}

function mediaType(method: Method): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
}

/** Health answers and proxies' errors are plain text. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
