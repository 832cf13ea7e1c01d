// The one place that talks to Prometheus; whatever goes wrong there is an answer that says why.

import { type Answer, type NoData, noData } from './answer.ts';
import { limitedBody } from './limited-body.ts';
import { readAnswer } from './read-answer.ts';
import { refusedAnswer } from './refused-answer.ts';

export interface PrometheusOptions {
  /** Up to where `/api/v1` begins. A user and password in it are sent as basic authorization. */
  readonly url: string;
  /** The whole header, `Bearer …`; asked at each call, since tokens change. */
  readonly authorization?: () => string | undefined;
  readonly timeoutMs: number;
  /** Of all series of an answer together. */
  readonly maxPoints: number;
}

/** Rejects only with the reason of the caller's own signal. Times in milliseconds since the epoch. */
export interface Prometheus {
  query(promql: string, atMs: number, signal: AbortSignal): Promise<Answer>;
  /** Choose the step by step.ts. */
  range(
    promql: string,
    fromMs: number,
    toMs: number,
    stepSeconds: number,
    signal: AbortSignal,
  ): Promise<Answer>;
  /** Whether it would answer queries now; undefined says that it would. */
  ready(signal: AbortSignal): Promise<NoData | undefined>;
}

const MAX_BODY_BYTES = 8 * 2 ** 20;

type Form = Readonly<Record<string, string>>;

export function createPrometheus(options: PrometheusOptions): Prometheus {
  const place = placeOf(options.url);

  async function ask(path: string, form: Form, signal: AbortSignal): Promise<Answer> {
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const authorization = (options.authorization?.() ?? place.authorization)?.trim();
    try {
      return await send(path, form, authorization, AbortSignal.any([timeout, signal]));
    } catch (error) {
      signal.throwIfAborted();
      return timeout.aborted ? silent(place.asked, options.timeoutMs) : unreachable(place.asked, error);
    }
  }

  async function send(
    path: string,
    form: Form,
    authorization: string | undefined,
    signal: AbortSignal,
  ): Promise<Answer> {
    const headers = headersOf(authorization);
    if (headers === undefined)
      return noData('auth', `The authorization for ${place.asked} fits in no header.`);
    // GET would end where a list of pods no longer fits into an address.
    const body = new URLSearchParams({ ...form, timeout: `${options.timeoutMs}ms` });
    const url = `${place.base}/api/v1/${path}`;
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    return answerOf(response, place.asked, secretsOf(authorization), options.maxPoints);
  }

  return {
    query: (promql, atMs, signal) => ask('query', { query: promql, time: seconds(atMs) }, signal),
    range(promql, fromMs, toMs, stepSeconds, signal) {
      const span = { start: seconds(fromMs), end: seconds(toMs), step: String(stepSeconds) };
      return ask('query_range', { query: promql, ...span }, signal);
    },
    async ready(signal) {
      // Its own /-/ready is often not there behind a proxy, and asks for no authorization.
      const answer = await ask('query', { query: 'vector(1)' }, signal);
      return answer.kind === 'no-data' ? answer : undefined;
    },
  };
}

interface PrometheusPlace {
  readonly base: string;
  /** Without user, password and path. */
  readonly asked: string;
  readonly authorization?: string;
}

/** fetch refuses an address that holds a password, and says it aloud. */
function placeOf(url: string): PrometheusPlace {
  const { protocol, host, pathname, username, password } = new URL(url);
  const place = {
    base: `${protocol}//${host}${pathname}`.replace(/\/+$/u, ''),
    asked: `Prometheus at ${host}`,
  };
  if (username === '') return place;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { ...place, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Undefined for an authorization with characters that no header may hold. */
function headersOf(authorization: string | undefined): Headers | undefined {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'faultline' });
  if (authorization === undefined || authorization === '') return headers;
  try {
    headers.set('authorization', authorization);
    return headers;
  } catch {
    // The error repeats the value.
    return undefined;
  }
}

/** The header as it is, and what stands behind its scheme. */
function secretsOf(authorization = ''): readonly string[] {
  return [authorization, authorization.replace(/^\S+\s+/u, '')];
}

async function answerOf(
  response: Response,
  asked: string,
  secrets: readonly string[],
  maxPoints: number,
): Promise<Answer> {
  const text = await limitedBody(response, MAX_BODY_BYTES);
  if (text === undefined)
    return noData('too-much', `${asked} answers with more than ${MAX_BODY_BYTES / 2 ** 20} MB.`);
  const body = parsed(text);
  if (response.status === 200) return readAnswer(body, asked, maxPoints);
  return refusedAnswer({ status: response.status, body, asked, secrets });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is told by its status, or by not being Prometheus.
    return undefined;
  }
}

function silent(asked: string, timeoutMs: number): NoData {
  return noData('timeout', `${asked} did not answer in ${timeoutMs / 1000} s.`);
}

/** Only the code: messages repeat addresses and what was sent. */
function unreachable(asked: string, error: unknown): NoData {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
  return noData('unreachable', `${asked} cannot be reached (${code}).`);
}

/** Prometheus reads seconds with a fraction. */
function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
