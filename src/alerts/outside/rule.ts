// Which channel is told of an alert that belongs to no run, where a rule of the configuration asks for it.

import { begins } from '../../chaos/alert-contract.ts';
import type { AlertPlace } from '../place.ts';

export interface ChannelRule {
  /** Name or id. */
  readonly channel: string;
  readonly cluster?: string;
  readonly namespace?: string;
  /** Names, `*` at the end for all that begin so; absent: any. */
  readonly alerts?: readonly string[];
}

/** The first that fits; a rule that names a cluster wants an alert that is known to be of it. */
export function channelFor(
  place: AlertPlace,
  alert: string,
  rules: readonly ChannelRule[],
): string | undefined {
  return rules.find(
    ({ cluster, namespace, alerts }) =>
      (cluster === undefined || cluster === place.cluster) &&
      (namespace === undefined || namespace === place.namespace) &&
      (alerts === undefined || alerts.some((name) => name === alert || begins(name, alert))),
  )?.channel;
}
