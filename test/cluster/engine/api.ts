// The engine's API server as its administrator sees it: for setting scenes and for looking at the truth.
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { tokenOf } from './people.ts';

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Api {
  readonly url: string;
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer>;
  /** Throws on any other answer than success. */
  get<T>(path: string): Promise<T>;
  /** What exists already is left alone. */
  create(object: KubeObject): Promise<void>;
  /** One JSON event a line, until the signal; an aborted one simply ends. */
  watch(path: string, signal: AbortSignal): Promise<Readable>;
  /** The cluster's own words while it is not ready; undefined once it is. */
  notReady(): Promise<string | undefined>;
  close(): Promise<void>;
}

export class ApiFault extends Error {
  constructor(what: string, { status, body }: Answer) {
    super(`${what}: ${status} ${JSON.stringify(body)}`);
    this.name = 'ApiFault';
  }
}

export function createApi(url: string, ca: string): Api {
  const dispatcher = new Agent({ connect: { ca: readFileSync(ca) }, connections: 16 });
  const headers = { authorization: `Bearer ${tokenOf('admin')}`, accept: 'application/json' };

  const call: Api['call'] = async (method, path, body) => {
    const answer = await request(`${url}${path}`, {
      method,
      dispatcher,
      headers: { ...headers, ...(body && { 'content-type': contentType(method) }) },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: answer.statusCode, body: parsed(await answer.body.text()) };
  };

  return {
    url,
    call,
    async get<T>(path: string): Promise<T> {
      const answer = await call('GET', path);
      if (answer.status !== 200) throw new ApiFault(`GET ${path}`, answer);
      return answer.body as T;
    },
    async create(object) {
      const path = collectionOf(object);
      const answer = await call('POST', path, object);
      if (answer.status !== 201 && answer.status !== 409) throw new ApiFault(`POST ${path}`, answer);
    },
    async watch(path, signal) {
      const { statusCode, body } = await request(`${url}${path}`, {
        ...{ dispatcher, headers, signal },
        // Silence is no failure of a watch.
        bodyTimeout: 0,
      });
      if (statusCode !== 200)
        throw new ApiFault(`WATCH ${path}`, { status: statusCode, body: parsed(await body.text()) });
      return body;
    },
    async notReady() {
      const { status, body } = await call('GET', '/readyz').catch((error: unknown) => ({
        status: 0,
        body: error instanceof Error ? error.message : error,
      }));
      return status === 200 ? undefined : String(body);
    },
    close: () => dispatcher.destroy(),
  };
}

function contentType(method: string): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
}

/** Health answers are plain text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Every kind the engine creates has a plural made by adding an s. */
function collectionOf({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const within = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
  return `${group}${within}/${kind.toLowerCase()}s`;
}
