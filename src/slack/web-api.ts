// The Slack Web API clients, and every outcome of a call as a value: answered, refused, limited or unknown.

import {
  type Logger,
  LogLevel,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import type { Log } from '../ops/log.ts';

export type SlackFailure =
  /** Slack said no; nothing was done. `details` point at offending blocks. */
  | {
      readonly ok: false;
      readonly kind: 'refused';
      readonly error: string;
      readonly details: readonly string[];
    }
  /** Nothing was done; not before this many seconds again. */
  | { readonly ok: false; readonly kind: 'limited'; readonly retryAfterSeconds: number }
  /** Time-out, network or 5xx: it may have been done. */
  | { readonly ok: false; readonly kind: 'unknown'; readonly cause: unknown };

export type SlackAnswer = { readonly ok: true; readonly body: unknown } | SlackFailure;

/** One call of a Web API method; never rejects. */
export type SlackCall = (method: string, args: Readonly<Record<string, unknown>>) => Promise<SlackAnswer>;

export interface Slack {
  /** For people who wait: 2.5 s, no retries, never delayed by a rate limit met elsewhere. */
  readonly interactive: SlackCall;
  /** For cards and replies: 10 s, no retries; the queue that calls it obeys `Retry-After`. */
  readonly cards: SlackCall;
  /** For the people directory, which a command waits for before anything else: 2 s. */
  readonly directory: SlackCall;
}

export interface SlackOptions {
  readonly token: string;
  readonly apiUrl?: string;
  readonly log?: Log;
  readonly onCall?: (method: string, outcome: 'ok' | SlackFailure['kind']) => void;
  /** Only tests are in more of a hurry. */
  readonly timeoutsMs?: Timeouts;
}

type Timeouts = Readonly<Record<keyof Slack, number>>;

const TIMEOUTS_MS: Timeouts = { interactive: 2_500, cards: 10_000, directory: 2_000 };

export function createSlack(options: SlackOptions): Slack {
  const { timeoutsMs = TIMEOUTS_MS } = options;
  return {
    interactive: createCall(options, timeoutsMs.interactive),
    cards: createCall(options, timeoutsMs.cards),
    directory: createCall(options, timeoutsMs.directory),
  };
}

function createCall({ token, apiUrl, log, onCall }: SlackOptions, timeoutMs: number): SlackCall {
  const settings: WebClientOptions = {
    timeout: timeoutMs,
    // Without these a 429 on one call holds up all others of the client, and a failure is tried for half an hour.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: quietLogger(log),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
  const client = new WebClient(token, settings);
  return async (method, args) => {
    const answer = await client.apiCall(method, { ...args }).then(
      (body): SlackAnswer => ({ ok: true, body }),
      (error: unknown) => failureOf(error),
    );
    onCall?.(method, answer.ok ? 'ok' : answer.kind);
    return answer;
  };
}

const LIMITED = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

/** Slack: "it's possible some aspect of the operation succeeded before the error was raised". */
const UNSURE = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

function failureOf(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) {
    return { ok: false, kind: 'limited', retryAfterSeconds: error.retryAfter };
  }
  if (!(error instanceof WebAPIPlatformError)) return { ok: false, kind: 'unknown', cause: error };
  const { error: code, response_metadata: metadata } = error.data;
  if (LIMITED.has(code)) return { ok: false, kind: 'limited', retryAfterSeconds: 1 };
  if (UNSURE.has(code)) return { ok: false, kind: 'unknown', cause: error };
  return { ok: false, kind: 'refused', error: code, details: metadata?.messages ?? [] };
}

/** The client's own debug lines hold message bodies, so only its warnings are kept. */
function quietLogger(log: Log | undefined): Logger {
  const none = () => undefined;
  return {
    debug: none,
    info: none,
    warn: (...parts: unknown[]) => log?.debug('slack client', { said: parts.map(String).join(' ') }),
    error: (...parts: unknown[]) => log?.warn('slack client', { said: parts.map(String).join(' ') }),
    setLevel: none,
    getLevel: () => LogLevel.WARN,
    setName: none,
  };
}
