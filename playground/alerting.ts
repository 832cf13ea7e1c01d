// The shop's alerting: fires and resolves alerts when it is told to, and sends them to the bots' webhook as Alertmanager would.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** The playground is nobody's but its user's. */
export const HOOK_TOKEN = 'playground-hook-token-playground';
export const HOOK_PATH = '/hooks/alertmanager/shop';

const RETRY_MS = 200;
const PATIENCE_MS = 20_000;

export interface ShopAlert {
  readonly name: string;
  /** `namespace`, `deployment`, `pod`, `cluster` … */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Alerting {
  /** Resolves with the bot's answer once one took it; like Alertmanager it tries again until then. */
  fire(alerts: readonly ShopAlert[]): Promise<string>;
  resolve(alerts: readonly ShopAlert[]): Promise<string>;
}

export interface AlertingDeps {
  readonly now: () => number;
  /** Base addresses of the bots that have said one. */
  readonly bots: () => readonly string[];
}

export function createAlerting({ now, bots }: AlertingDeps): Alerting {
  /** When each alert that fires began, by fingerprint. */
  const began = new Map<string, number>();

  function told(alert: ShopAlert, status: 'firing' | 'resolved'): object {
    const labels = { alertname: alert.name, ...alert.labels };
    const fingerprint = createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16);
    const startsAt = began.get(fingerprint) ?? now();
    if (status === 'firing') began.set(fingerprint, startsAt);
    else began.delete(fingerprint);
    const endsAt = status === 'firing' ? '0001-01-01T00:00:00Z' : new Date(now()).toISOString();
    const times = { startsAt: new Date(startsAt).toISOString(), endsAt };
    return { status, labels, annotations: alert.annotations ?? {}, ...times, fingerprint, generatorURL: '' };
  }

  async function send(alerts: readonly ShopAlert[], status: 'firing' | 'resolved'): Promise<string> {
    const message = {
      ...{ version: '4', groupKey: '{}', truncatedAlerts: 0, status, receiver: 'faultline' },
      ...{ groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: '' },
      alerts: alerts.map((alert) => told(alert, status)),
    };
    return sent(JSON.stringify(message), bots);
  }

  return { fire: (alerts) => send(alerts, 'firing'), resolve: (alerts) => send(alerts, 'resolved') };
}

async function sent(body: string, bots: () => readonly string[]): Promise<string> {
  const headers = { authorization: `Bearer ${HOOK_TOKEN}`, 'content-type': 'application/json' };
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(RETRY_MS)) {
    for (const base of bots()) {
      const answer = await fetch(`${base}${HOOK_PATH}`, { method: 'POST', headers, body }).catch(
        () => undefined,
      );
      const words = await answer?.text();
      if (answer?.ok) return words ?? '';
    }
    if (Date.now() > deadline) throw new Error('no bot took the alerts');
  }
}
