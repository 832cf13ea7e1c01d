// HTTP to one cluster's API server: a kept-alive pool for calls, another for watches, timeouts, impersonation.

import type { KubeConfig } from '@kubernetes/client-node';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { type CallOptions, ClusterUnavailable, type Identity } from './cluster.ts';
import { inContext } from './kube-config.ts';
import { type Credentials, createCredentialSource } from './kube-credentials.ts';
import type { HttpAnswer } from './refusal.ts';

export interface KubeRequest extends CallOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly as?: Identity;
}

export interface KubeStream {
  readonly status: number;
  readonly retryAfterSeconds?: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface KubeConnection {
  readonly cluster: string;
  /** Any HTTP answer is an answer; rejects with ClusterUnavailable when there was none in time (4 s). */
  call(request: KubeRequest): Promise<HttpAnswer>;
  /** Opens a watch: the body is handed over as it comes, without a limit on silence. */
  open(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<KubeStream>;
  close(): Promise<void>;
}

interface Deps {
  readonly name: string;
  readonly kubeConfig: KubeConfig;
  readonly context?: string;
  /** Sockets for calls; watches have their own. */
  readonly maxCalls?: number;
  readonly monotonic?: () => number;
  /** Every call that is not a watch: the status of its answer, undefined when there was none. */
  readonly onCall?: (method: string, status: number | undefined) => void;
}

/** The whole answer about a custom resource whose kind is not installed: plain text, no Status. */
export const absentKind = '404 page not found';

const TIMEOUT_MS = 4000;

export function createKubeConnection(deps: Deps): KubeConnection {
  const config = inContext(deps.kubeConfig, deps.context);
  const source = createCredentialSource(config, deps.monotonic ?? (() => performance.now()));
  const calls = createPool(config, { connections: deps.maxCalls ?? 32 });
  const watches = createPool(config, { bodyTimeout: 0 });

  async function send(pool: Pool, asked: KubeRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const credentials = await source.current();
    const query = new URLSearchParams(asked.query).toString();
    const answer = await request(`${credentials.server}${asked.path}${query && `?${query}`}`, {
      method: asked.method,
      headers: headersOf(credentials, asked),
      body: asked.body === undefined ? null : JSON.stringify(asked.body),
      dispatcher: pool.dispatcher(credentials),
      signal,
    });
    if (answer.statusCode === 401) source.forget();
    return answer;
  }

  return {
    cluster: deps.name,
    async call(asked) {
      const timeout = AbortSignal.timeout(asked.timeoutMs ?? TIMEOUT_MS);
      const signal = asked.signal === undefined ? timeout : AbortSignal.any([timeout, asked.signal]);
      try {
        const answer = await send(calls, asked, signal);
        const text = await answer.body.text();
        deps.onCall?.(asked.method, answer.statusCode);
        return { status: answer.statusCode, body: parsed(text), ...retryAfter(answer) };
      } catch (cause) {
        deps.onCall?.(asked.method, undefined);
        throw new ClusterUnavailable(deps.name, cause);
      }
    },
    async open(path, query, signal) {
      try {
        const answer = await send(watches, { method: 'GET', path, query }, signal);
        if (answer.statusCode !== 200) await answer.body.dump();
        return { status: answer.statusCode, chunks: answer.body, ...retryAfter(answer) };
      } catch (cause) {
        throw new ClusterUnavailable(deps.name, cause);
      }
    },
    async close() {
      await Promise.all([calls.close(), watches.close()]);
    },
  };
}

interface Pool {
  dispatcher(credentials: Credentials): Dispatcher;
  close(): Promise<void>;
}

/** One dispatcher as long as the TLS material stays the same; client-node alone would open a socket per call. */
function createPool(config: KubeConfig, options: Agent.Options): Pool {
  let kept: { tls: Credentials['tls']; readonly key: string; readonly dispatcher: Dispatcher } | undefined;
  return {
    dispatcher({ tls }) {
      if (kept?.tls === tls) return kept.dispatcher;
      const key = JSON.stringify(tls, (_, value) =>
        Buffer.isBuffer(value) ? value.toString('base64') : value,
      );
      if (kept?.key !== key) {
        void kept?.dispatcher.close();
        kept = { tls, key, dispatcher: createDispatcher(config, tls, options) };
      }
      kept.tls = tls;
      return kept.dispatcher;
    },
    async close() {
      await kept?.dispatcher.destroy();
    },
  };
}

/** HTTP/2 stays off: undici joins several Impersonate-Group headers into one there. */
function createDispatcher(config: KubeConfig, tls: Credentials['tls'], options: Agent.Options): Dispatcher {
  const wanted = config.createDispatcherOptions(config.getCurrentCluster(), tls);
  switch (wanted.type) {
    case 'none':
      return new Agent({ ...options, allowH2: false });
    case 'agent':
      return new Agent({
        ...options,
        allowH2: false,
        connect: { ...tls, keepAlive: true, keepAliveInitialDelay: 30_000 },
      });
    case 'proxy':
      return new ProxyAgent({ ...options, allowH2: false, uri: wanted.uri, requestTls: tls });
    case 'socks':
      throw new Error('a SOCKS proxy in the kubeconfig is not supported; use an HTTP proxy');
    default:
      return wanted satisfies never;
  }
}

function headersOf(credentials: Credentials, asked: KubeRequest): Record<string, string | string[]> {
  return {
    accept: 'application/json',
    'user-agent': 'faultline',
    ...(asked.body !== undefined && { 'content-type': contentType(asked) }),
    ...credentials.headers,
    ...(asked.as !== undefined && impersonation(asked.as)),
  };
}

function contentType({ method }: KubeRequest): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
}

/** One header line per group: a comma in a single line would be read as part of one group's name. */
function impersonation(as: Identity): Record<string, string | string[]> {
  return {
    'Impersonate-User': bytes(as.user),
    ...(as.groups.length > 0 && { 'Impersonate-Group': as.groups.map(bytes) }),
  };
}

/** Header values travel as bytes: UTF-8 written one byte per character. */
function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's error page, for one: the status tells the rest. How an absent kind is told, is kept.
    return text.trim() === absentKind ? absentKind : undefined;
  }
}

function retryAfter(answer: Dispatcher.ResponseData): { readonly retryAfterSeconds?: number } {
  const seconds = Number(answer.headers['retry-after']);
  return seconds > 0 ? { retryAfterSeconds: Math.min(seconds, 300) } : {};
}
