// Alertmanager's API, version 2: which alerts fire there now; https://prometheus.io/docs/alerting/latest/clients/

import { z } from 'zod';
import type { Alert } from './alert.ts';
import { readAlertmanager } from './alertmanager-message.ts';

export interface Alertmanager {
  readonly name: string;
  /** Every alert that fires, silenced and inhibited ones too. Rejects with AlertmanagerUnavailable. */
  firing(signal: AbortSignal): Promise<readonly Alert[]>;
  /** Its version, `0.25.0`. Rejects with AlertmanagerUnavailable. */
  version(signal: AbortSignal): Promise<string>;
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
  constructor(name: string, what: string, cause?: unknown) {
    super(`Alertmanager ${name} ${what}`, { cause });
    this.name = 'AlertmanagerUnavailable';
  }
}

const MOST_ALERTS = 10_000;
const gettable = z.array(z.object({ startsAt: z.string() }).loose()).max(MOST_ALERTS);
const statusSchema = z.object({ versionInfo: z.object({ version: z.string() }) });

export function createAlertmanager(options: AlertmanagerOptions): Alertmanager {
  const { name, cluster } = options;

  async function read<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const parsed = schema.safeParse(await answerOf(options, path, signal));
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
  };
}

async function answerOf(options: AlertmanagerOptions, path: string, signal: AbortSignal): Promise<unknown> {
  const { name, url, authorization, timeoutMs = 5_000 } = options;
  const base = url.endsWith('/') ? url : `${url}/`;
  const both = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(new URL(path, base), {
      signal: both,
      redirect: 'error',
      headers: authorization === undefined ? {} : { authorization },
    });
    if (response.ok) return await response.json();
    await response.body?.cancel();
    throw new AlertmanagerUnavailable(name, `answered ${response.status}`);
  } catch (error) {
    if (error instanceof AlertmanagerUnavailable) throw error;
    throw new AlertmanagerUnavailable(name, 'did not answer', error);
  }
}
