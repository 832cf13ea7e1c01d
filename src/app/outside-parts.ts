// Alerts outside of runs: kept for the channels that ask for them, and told there by whichever replica comes first.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChannelNotices, type NoticeChannel } from '../alerts/outside/channel-notices.ts';
import { createKeptNotices } from '../alerts/outside/kept-notices.ts';
import { createStrayAlerts, type Stray } from '../alerts/outside/stray-alerts.ts';
import type { AlertsConfig } from '../config/config.ts';
import type { RedisStore } from '../store/redis.ts';
import { outsideAlertsView } from '../views/outside-alerts.ts';
import { takeEdit } from './edit-budget.ts';
import type { SlackParts } from './slack-parts.ts';

export interface OutsidePartsDeps {
  readonly rules: AlertsConfig['channels'];
  readonly redis: RedisStore;
  readonly slack: SlackParts;
  readonly metrics: Parameters<typeof takeEdit>[1];
  readonly onError: (error: unknown) => void;
}

export interface OutsideParts {
  readonly take: (strays: readonly Stray[]) => Promise<void>;
  start(): void;
  stop(): void;
}

const PASS_EVERY_MS = 2_000;

/** undefined: no channel asks for any. */
export function createOutsideParts(deps: OutsidePartsDeps): OutsideParts | undefined {
  const { rules, redis, slack, onError } = deps;
  const channels = [...new Set(rules.map(({ channel }) => channel))];
  if (channels.length === 0) return undefined;
  const now = (): number => redis.runs.lastTime() ?? 0;
  const kept = createKeptNotices({ values: redis.values, random: Math.random, sleep });
  const holder = randomUUID();
  const level = createChannelNotices({
    ...{ kept, now, slack: slack.cards, view: outsideAlertsView },
    channelOf: (name) => channelOf(name, slack),
    takeEdit: () => takeEdit(redis.values, deps.metrics),
    claim: async (channel, ms) => (await redis.values.claim(`notices:${channel}`, holder, ms)) === undefined,
    onGivenUp: (channel, error) => onError(new Error(`alerts cannot be told in ${channel}: ${error}`)),
  });
  const pass = (channel: string): void => void level(channel).catch(onError);
  let timer: NodeJS.Timeout | undefined;
  return {
    take: createStrayAlerts({ rules, kept, now, onKept: pass }),
    start() {
      timer = setInterval(() => channels.forEach(pass), PASS_EVERY_MS);
    },
    stop: () => clearInterval(timer),
  };
}

/** Whoever wrote the channel into the configuration has bound it. */
async function channelOf(name: string, { channels }: SlackParts): Promise<NoticeChannel> {
  const sought = await channels.seek(name);
  if (sought.kind !== 'found')
    return sought.kind === 'unanswered'
      ? { kind: 'unanswered' }
      : { kind: 'closed', why: 'the bot sees no such channel' };
  const may = await channels.canPost(sought.id, { bound: true });
  if (may.ok) return { kind: 'open', id: sought.id };
  return may.why === 'unanswered' ? { kind: 'unanswered' } : { kind: 'closed', why: may.why };
}
