// Log lines as JSON on standard output; no line ever holds a token or a known secret.

import { pino } from 'pino';

export type LogFields = Readonly<Record<string, unknown>>;

/** What the rest of the product logs through; `err` in the fields is written with stack and cause. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields, `child({ run: 'r-7k3m9q' })`. */
  child(fields: LogFields): Log;
}

export interface LogDestination {
  write(line: string): void;
}

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Values that are masked wherever they appear in a line. */
  readonly secrets?: readonly string[];
  readonly destination?: LogDestination;
}

export function createLog({ level, secrets = [], destination }: LogOptions): Log {
  // Written at once: an asynchronous destination loses the last lines of a killed process.
  const out = destination ?? pino.destination({ dest: 1, sync: true });
  const mask = createMask(secrets);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return wrap(pino(options, { write: (line) => out.write(mask(line)) }));
}

type Pino = ReturnType<typeof pino>;

function wrap(inner: Pino): Log {
  return {
    debug: (message, fields = {}) => inner.debug(fields, message),
    info: (message, fields = {}) => inner.info(fields, message),
    warn: (message, fields = {}) => inner.warn(fields, message),
    error: (message, fields = {}) => inner.error(fields, message),
    child: (fields) => wrap(inner.child(fields)),
  };
}

/** Slack's tokens by their shape (https://docs.slack.dev/authentication/tokens), whoever they belong to. */
const SLACK_TOKEN = /\b(?:xox[a-z]|xapp|xoxe\.xox[a-z])-[\w-]{6,}/g;

const MASKED = '[secret]';

function createMask(secrets: readonly string[]): (line: string) => string {
  const written = secrets
    .filter((secret) => secret.length > 0)
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  return (line) =>
    written.reduce((text, secret) => text.replaceAll(secret, MASKED), line).replace(SLACK_TOKEN, MASKED);
}
