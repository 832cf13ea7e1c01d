// The shop's alerting: fires and resolves alerts when it is told to, and sends them to the bots' webhook as Alertmanager would.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ShopAlertmanager } from './alertmanager/alertmanager.ts';

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
  readonly alertmanager: Pick<ShopAlertmanager, 'alerts' | 'silences'>;
  readonly now: () => number;
  /** Base addresses of the bots that have said one. */
  readonly bots: () => readonly string[];
}

type Status = 'firing' | 'resolved';

export function createAlerting({ alertmanager, now, bots }: AlertingDeps): Alerting {
  function told({ name, labels: own, annotations = {} }: ShopAlert, status: Status): object {
    const labels = { alertname: name, ...own };
    const { fingerprint, startsAt } =
      status === 'firing'
        ? alertmanager.alerts.fire({ labels, annotations })
        : alertmanager.alerts.resolve(labels);
    const endsAt = status === 'firing' ? '0001-01-01T00:00:00Z' : new Date(now()).toISOString();
    const times = { startsAt: new Date(startsAt).toISOString(), endsAt };
    return { status, labels, annotations, ...times, fingerprint, generatorURL: '' };
  }

  function isSilenced({ name, labels }: ShopAlert): boolean {
    return alertmanager.silences.silencing({ alertname: name, ...labels }).length > 0;
  }

  /** Of one that is silenced nobody is told. */
  async function send(alerts: readonly ShopAlert[], status: Status): Promise<string> {
    const all = alerts.map((alert) => ({ silenced: isSilenced(alert), told: told(alert, status) }));
    const loud = all.filter(({ silenced }) => !silenced);
    if (loud.length === 0) return 'silenced';
    const message = {
      ...{ version: '4', groupKey: '{}', truncatedAlerts: 0, status, receiver: 'faultline' },
      ...{ groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: '' },
      alerts: loud.map((one) => one.told),
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
