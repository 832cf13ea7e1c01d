// The Bolt app and its receivers: two sockets, or signed HTTP; nothing calls out before start().

import { App, HTTPReceiver, type Logger, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../ops/log.ts';

export type SlackApp = App;

export interface BoltOptions {
  readonly mode:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };
  readonly botToken: string;
  /** Ends in `/api/`; absent: Slack itself. */
  readonly apiUrl?: string;
  readonly log: Log;
  /** Wait before a socket that could not be opened is tried again. */
  readonly retryMs?: number;
}

export interface Bolt {
  readonly app: SlackApp;
  /** Resolves once Slack can reach us; rejects only when Slack refuses the token, or the port is taken. */
  start(): Promise<{ readonly port?: number }>;
  stop(): Promise<void>;
  /** Slack can reach us now. */
  connected(): boolean;
}

export function createBolt(options: BoltOptions): Bolt {
  const logger = boltLogger(options.log);
  const clientOptions = options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl };
  const edge = options.mode.kind === 'socket' ? sockets(options, logger) : http(options, logger);
  const app = new App({
    receiver: edge.receiver,
    // An authorization of our own: with a token alone Bolt would call auth.test by itself.
    authorize: () => Promise.resolve({ botToken: options.botToken }),
    logger,
    clientOptions,
    convoStore: false,
    ignoreSelf: false,
  });
  app.error((error) => {
    options.log.error('a listener failed', { err: error });
    return Promise.resolve();
  });
  return { app, start: edge.start, stop: edge.stop, connected: edge.connected };
}

interface Edge extends Omit<Bolt, 'app'> {
  readonly receiver: Receiver;
}

/** One socket is deaf for seconds whenever Slack refreshes it; with two, one of them always hears. */
const SOCKETS = 2;

function sockets(options: BoltOptions, logger: Logger): Edge {
  const appToken = options.mode.kind === 'socket' ? options.mode.appToken : '';
  const installerOptions =
    options.apiUrl === undefined ? {} : { clientOptions: { slackApiUrl: options.apiUrl } };
  const receivers = Array.from(
    { length: SOCKETS },
    () => new SocketModeReceiver({ appToken, logger, installerOptions }),
  );
  const open = new Set<SocketModeReceiver>();
  let stopping = false;
  for (const receiver of receivers) {
    receiver.client.on('connected', () => open.add(receiver));
    for (const gone of ['disconnected', 'reconnecting', 'close'])
      receiver.client.on(gone, () => open.delete(receiver));
  }
  const connect = async (receiver: SocketModeReceiver): Promise<void> => {
    while (!stopping) {
      try {
        await receiver.start();
        return;
      } catch (error) {
        if (isRefused(error)) throw error;
        options.log.warn('Slack could not be reached, trying again', { err: error });
        await new Promise((resolve) => setTimeout(resolve, options.retryMs ?? 2_000));
      }
    }
  };
  const start = async () => {
    await Promise.all(receivers.map(connect));
    return {};
  };
  const stop = async () => {
    stopping = true;
    await Promise.allSettled(receivers.map((receiver) => receiver.stop()));
  };
  return {
    receiver: { init: (app) => receivers.forEach((one) => void one.init(app)), start, stop },
    start,
    stop,
    connected: () => open.size > 0,
  };
}

/** Slack's own no to the token; trying again would not help. */
function isRefused(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('data' in error)) return false;
  const { data } = error as { data?: { error?: unknown } };
  return (
    typeof data?.error === 'string' &&
    [
      'invalid_auth',
      'not_authed',
      'account_inactive',
      'token_revoked',
      'not_allowed_token_type',
      'user_removed_from_team',
      'team_disabled',
    ].includes(data.error)
  );
}

function http(options: BoltOptions, logger: Logger): Edge {
  const { signingSecret, port } =
    options.mode.kind === 'http' ? options.mode : { signingSecret: '', port: 0 };
  const receiver = new HTTPReceiver({ signingSecret, port, logger });
  let server: { address(): unknown; closeIdleConnections(): void; listening: boolean } | undefined;
  return {
    receiver,
    start: async () => {
      const started = await receiver.start(port);
      server = started;
      const address = started.address();
      return typeof address === 'object' && address !== null ? { port: address.port } : {};
    },
    stop: async () => {
      if (server === undefined) return;
      const stopped = receiver.stop();
      // Bolt waits for every connection; those kept alive without a request would hold it for ever.
      server.closeIdleConnections();
      await stopped;
    },
    connected: () => server?.listening === true,
  };
}

/** Bolt's chatter is for debugging only; its warnings and errors are ours to see. */
function boltLogger(log: Log): Logger {
  const words = (parts: readonly unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => undefined,
    info: (...parts) => log.debug(words(parts), { from: 'bolt' }),
    warn: (...parts) => log.warn(words(parts), { from: 'bolt' }),
    error: (...parts) => log.error(words(parts), { from: 'bolt' }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
