// Alertmanager's API, version 2: which alerts fire there now, and silences; https://prometheus.io/docs/alerting/latest/clients/

import { z } from 'zod';
import type { Alert } from './alert.ts';
import { readAlertmanager } from './alertmanager-message.ts';
import { CREATOR, type NewSilence, type Silence } from './silence.ts';

/** Every method rejects with AlertmanagerUnavailable. */
export interface Alertmanager {
  readonly name: string;
  /** Every alert that fires, silenced and inhibited ones too. */
  firing(signal: AbortSignal): Promise<readonly Alert[]>;
  /** Its version, `0.25.0`. */
  version(signal: AbortSignal): Promise<string>;
  /** Everybody's that stand now or will; those that cannot be read are left out. */
  silences(signal: AbortSignal): Promise<readonly Silence[]>;
  /** From now on. */
  silence(silence: NewSilence, signal: AbortSignal): Promise<void>;
  /** Also of one that is over already. */
  expire(id: string, signal: AbortSignal): Promise<void>;
  /** Whether we may make silences there, found out without making one. */
  maySilence(signal: AbortSignal): Promise<boolean>;
}

export interface AlertmanagerOptions {
  readonly name: string;
  readonly url: string;
  readonly cluster?: string;
  /** The whole header. */
  readonly authorization?: string;
  readonly timeoutMs?: number;
}

/** `message` says what happened without what was sent; `cause` has the rest. */
export class AlertmanagerUnavailable extends Error {
  /** Absent: there was no answer, or none that can be read. */
  readonly status: number | undefined;

  constructor(name: string, what: string, more: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(`Alertmanager ${name} ${what}`, { cause: more.cause });
    this.name = 'AlertmanagerUnavailable';
    this.status = more.status;
  }
}

const MOST_ALERTS = 10_000;
/** Ended ones are told as well, for the five days that they are kept there. */
const MOST_SILENCES = 50_000;
const gettable = z.array(z.object({ startsAt: z.string() }).loose()).max(MOST_ALERTS);
const statusSchema = z.object({ versionInfo: z.object({ version: z.string() }) });
const silenceSchema = z.object({
  id: z.string().min(1).max(100),
  status: z.object({ state: z.string() }),
  createdBy: z.string(),
  comment: z.string(),
  endsAt: z.string(),
  matchers: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      isRegex: z.boolean(),
      // Before 0.22 there was no other: https://github.com/prometheus/alertmanager/releases/tag/v0.22.0
      isEqual: z.boolean().prefault(true),
    }),
  ),
});

/** What is wrong with a silence is only looked at once its sender may make one. */
const FORBIDDEN = [401, 403];

export function createAlertmanager(options: AlertmanagerOptions): Alertmanager {
  const { name, cluster } = options;

  async function read<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const parsed = schema.safeParse(await answerOf(options, { path }, signal));
    if (parsed.success) return parsed.data;
    throw new AlertmanagerUnavailable(name, 'answered something else than Alertmanager does');
  }

  return {
    name,
    async firing(signal) {
      const found = await read('api/v2/alerts?active=true&silenced=true&inhibited=true', gettable, signal);
      const alerts = found.map((one) => ({ ...one, status: 'firing' }));
      const answer = readAlertmanager({ version: '4', alerts }, name, cluster);
      return answer.ok ? answer.heard.alerts : [];
    },
    version: async (signal) => (await read('api/v2/status', statusSchema, signal)).versionInfo.version,
    async silences(signal) {
      const found = await read('api/v2/silences', z.array(z.unknown()).max(MOST_SILENCES), signal);
      return found.flatMap(readSilence);
    },
    async silence({ matchers, comment, endsAt }, signal) {
      // A start that is past means now, by whatever clock Alertmanager has.
      const times = { startsAt: new Date(0).toISOString(), endsAt: new Date(endsAt).toISOString() };
      const body = { matchers, comment, createdBy: CREATOR, ...times };
      await answerOf(options, { path: 'api/v2/silences', method: 'POST', body }, signal);
    },
    async expire(id, signal) {
      const path = `api/v2/silence/${encodeURIComponent(id)}`;
      await answerOf(options, { path, method: 'DELETE' }, signal);
    },
    async maySilence(signal) {
      try {
        await answerOf(options, { path: 'api/v2/silences', method: 'POST', body: {} }, signal);
        return true;
      } catch (error) {
        if (!(error instanceof AlertmanagerUnavailable) || error.status === undefined) throw error;
        return !FORBIDDEN.includes(error.status);
      }
    },
  };
}

function readSilence(one: unknown): readonly Silence[] {
  const read = silenceSchema.safeParse(one);
  if (!read.success || read.data.status.state === 'expired') return [];
  const { id, createdBy, comment, matchers, endsAt } = read.data;
  return [{ id, createdBy, comment, matchers, endsAt: Date.parse(endsAt) }];
}

interface Question {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
}

async function answerOf(
  { name, url, authorization, timeoutMs = 5_000 }: AlertmanagerOptions,
  { path, method = 'GET', body }: Question,
  signal: AbortSignal,
): Promise<unknown> {
  const base = url.endsWith('/') ? url : `${url}/`;
  const both = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(new URL(path, base), {
      ...{ method, signal: both, redirect: 'error' },
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.ok) return method === 'DELETE' ? await response.text() : await response.json();
    await response.body?.cancel();
    throw new AlertmanagerUnavailable(name, `answered ${response.status}`, { status: response.status });
  } catch (error) {
    if (error instanceof AlertmanagerUnavailable) throw error;
    throw new AlertmanagerUnavailable(name, 'did not answer', { cause: error });
  }
}
