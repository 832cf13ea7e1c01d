// Slack's rate tiers as data, and the count of calls held against them.
// Source: the rate limit of each method on docs.slack.dev, as of November 2026.

import type { Clock } from '../../clock.ts';

const PER_MINUTE = { t1: 1, t2: 20, t3: 50, t4: 100, free: 1000 } as const;
type Tier = keyof typeof PER_MINUTE;

const TIERS: Readonly<Record<string, Tier>> = {
  'auth.test': 'free',
  'apps.connections.open': 't3',
  'chat.update': 't3',
  'chat.delete': 't3',
  'chat.postEphemeral': 't4',
  'chat.getPermalink': 'free',
  'conversations.info': 't3',
  'conversations.list': 't2',
  'conversations.members': 't4',
  'conversations.open': 't3',
  'conversations.join': 't3',
  'conversations.history': 't3',
  'conversations.replies': 't3',
  'users.info': 't4',
  'users.list': 't2',
  'users.lookupByEmail': 't3',
  'usergroups.list': 't2',
  'usergroups.users.list': 't2',
  'views.open': 't4',
  'views.push': 't4',
  'views.update': 't4',
  'views.publish': 't4',
  'reactions.add': 't3',
  'reactions.get': 't3',
  'pins.add': 't2',
  'files.getUploadURLExternal': 't4',
  'files.completeUploadExternal': 't4',
  'files.info': 't4',
  'team.info': 't3',
  'bots.info': 't3',
};

const MINUTE_MS = 60_000;
/** One message a second for each channel, with short bursts; and a cap for the whole workspace. */
const POSTS_PER_CHANNEL = { capacity: 10, windowMs: 10_000 };
const POSTS_PER_WORKSPACE = { capacity: 300, windowMs: MINUTE_MS };

export interface RateLimiter {
  /** Counts the call; answers the seconds to wait when it is one too many. */
  admit(method: string, channel: string | undefined): number | undefined;
}

export function createRateLimiter(clock: Clock): RateLimiter {
  const calls = new Map<string, number[]>();

  function isOver(key: string, { capacity, windowMs }: typeof POSTS_PER_WORKSPACE): number | undefined {
    const recent = (calls.get(key) ?? []).filter((at) => at > clock.now() - windowMs);
    calls.set(key, recent);
    const oldest = recent[recent.length - capacity];
    return oldest === undefined
      ? undefined
      : Math.max(1, Math.ceil((oldest + windowMs - clock.now()) / 1000));
  }

  return {
    admit(method, channel) {
      const windows = windowsFor(method, channel);
      const waits = windows.map(([key, window]) => isOver(key, window)).filter((wait) => wait !== undefined);
      if (waits.length > 0) return Math.max(...waits);
      for (const [key] of windows) calls.get(key)?.push(clock.now());
      return undefined;
    },
  };
}

function windowsFor(method: string, channel: string | undefined): [string, typeof POSTS_PER_WORKSPACE][] {
  if (method === 'chat.postMessage')
    return [
      [`post ${channel}`, POSTS_PER_CHANNEL],
      ['post', POSTS_PER_WORKSPACE],
    ];
  const capacity = PER_MINUTE[TIERS[method] ?? 't3'];
  return [[method, { capacity, windowMs: MINUTE_MS }]];
}
