// The Events API: wraps what happened in its envelope, and tries again when the app does not acknowledge.

import type { Clock } from '../../clock.ts';
import type { Directory } from '../directory.ts';
import type { NewId } from '../ids.ts';
import type { Json } from '../json.ts';
import type { Ack, Retry, Transport } from './transport.ts';

/** The first retry comes at once, then after one and after five minutes. */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

export interface Events {
  /** Sends the event when the app has subscribed to it (`message` events by kind: `message.im`). */
  raise(subscription: string, event: Json): void;
}

export interface EventsDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly directory: Directory;
  readonly transport: Transport;
  readonly subscribed: readonly string[];
}

export function createEvents({ clock, newId, directory, transport, subscribed }: EventsDeps): Events {
  const { team, bot } = directory;

  async function deliver(payload: Json, retry?: Retry): Promise<void> {
    const ack = await transport.send({ kind: 'events_api', payload, retry });
    const reason = retryReason(ack);
    const attempt = retry?.attempt ?? 0;
    const wait = RETRY_AFTER_MS[attempt];
    if (reason === undefined || wait === undefined) return;
    const again = (): void => void deliver(payload, { attempt: attempt + 1, reason });
    if (wait === 0) again();
    else clock.after(wait, again);
  }

  return {
    raise(subscription, event) {
      if (!subscribed.includes(subscription)) return;
      const authorization = {
        team_id: team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      };
      void deliver({
        token: 'playground',
        team_id: team.id,
        context_team_id: team.id,
        context_enterprise_id: null,
        api_app_id: bot.appId,
        event,
        type: 'event_callback',
        event_id: newId('Ev'),
        event_time: Math.floor(clock.now() / 1000),
        authorizations: [{ enterprise_id: null, ...authorization }],
        is_ext_shared_channel: false,
      });
    },
  };
}

function retryReason(ack: Ack): string | undefined {
  if (ack.outcome === 'acked' || (ack.outcome === 'refused' && ack.noRetry)) return undefined;
  return { timeout: 'http_timeout', unreachable: 'connection_failed', refused: 'http_error' }[ack.outcome];
}
