// Alerts that belong to no run, kept for the channels whose rule asks for them.

import type { Alert } from '../alert.ts';
import type { AlertPlace } from '../place.ts';
import type { KeptNotices } from './kept-notices.ts';
import { type OutsideAlert, withAlerts } from './notice.ts';
import { type ChannelRule, channelFor } from './rule.ts';

export interface Stray {
  readonly alert: Alert;
  readonly place: AlertPlace;
}

export interface StrayAlertsDeps {
  readonly rules: readonly ChannelRule[];
  readonly kept: Pick<KeptNotices, 'change'>;
  /** Redis time. */
  readonly now: () => number;
  /** There is something to tell. */
  readonly onKept: (channel: string) => void;
}

/** All are kept when it resolves; rejects when they could not be, so that their sender tries again. */
export function createStrayAlerts({ rules, kept, now, onKept }: StrayAlertsDeps) {
  return async (strays: readonly Stray[]): Promise<void> => {
    const byChannel = Map.groupBy(strays, ({ alert, place }) => channelFor(place, alert.name, rules) ?? '');
    byChannel.delete('');
    await Promise.all(
      [...byChannel].map(async ([channel, all]) => {
        const alerts = all.map(outsideAlert);
        await kept.change(channel, (before) => withAlerts(before, alerts, now()));
        onKept(channel);
      }),
    );
  };
}

function outsideAlert({ alert, place }: Stray): OutsideAlert {
  const { fingerprint, name, status, startsAt, endsAt, summary, runbook, dashboard, sender } = alert;
  const where = whereOf(place);
  return {
    ...{ key: `${sender}:${fingerprint}:${alert.episode ?? startsAt}`, name, startedAt: startsAt },
    ...(where !== '' && { where }),
    ...(summary !== undefined && { summary }),
    ...(runbook !== undefined && { runbook }),
    ...(dashboard !== undefined && { dashboard }),
    ...(status === 'resolved' && { resolvedAt: endsAt ?? startsAt }),
  };
}

/** `staging/shop checkout` */
function whereOf({ cluster, namespace, workload, service, pod, node }: AlertPlace): string {
  const space = [cluster, namespace].filter((part) => part !== undefined).join('/');
  const what = workload ?? service ?? pod ?? node ?? '';
  return [space, what].filter((part) => part !== '').join(' ');
}
