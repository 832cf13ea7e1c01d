// A channel in memory with its Slack, which can lose answers, and replicas that keep it level, for tests.

import {
  createChannelNotices,
  type NoticeChannel,
  type NoticeSlack,
} from '../../../../src/alerts/outside/channel-notices.ts';
import { createKeptNotices } from '../../../../src/alerts/outside/kept-notices.ts';
import { type ChannelNotices, type OutsideAlert, withAlerts } from '../../../../src/alerts/outside/notice.ts';

export const CHANNEL = 'team-shop';

export interface SlackMessage {
  readonly ts: string;
  readonly key: string;
  text: string;
}

type Outcome = 'ok' | 'lost' | 'dies' | 'limited' | 'refused' | 'unsent';

type Failure = Exclude<Awaited<ReturnType<NoticeSlack['update']>>, { ok: true }>;

const NOT_DONE: Readonly<Partial<Record<Outcome, Failure>>> = {
  limited: { ok: false, kind: 'limited', retryAfterSeconds: 7 },
  refused: { ok: false, kind: 'refused', error: 'is_archived' },
  unsent: { ok: false, kind: 'unknown' },
};

export function createChannelHouse() {
  const kept = new Map<string, string>();
  const messages: SlackMessage[] = [];
  const givenUp: string[] = [];
  const calls: string[] = [];
  /** Of the next calls to Slack; then all go well. */
  const outcomes: Outcome[] = [];
  let clock = 1_000_000;
  let claimed: { readonly holder: string; readonly until: number } | undefined;
  let channel: NoticeChannel = { kind: 'open', id: 'C1' };
  let swaps = 0;
  let lostSwaps = 0;

  function answer<T>(method: string, done: () => T): T | Failure {
    calls.push(method);
    const outcome = outcomes.shift() ?? 'ok';
    const refused = NOT_DONE[outcome];
    if (refused !== undefined) return refused;
    const said = done();
    if (outcome === 'dies') throw new Error('the process died');
    return outcome === 'lost' ? { ok: false, kind: 'unknown' } : said;
  }

  const slack: NoticeSlack = {
    post: async ({ text, metadata: { key } }) =>
      answer('post', () => {
        messages.push({ ts: String(messages.length + 1), key, text });
        return { ok: true as const, channel: 'C1', ts: String(messages.length) };
      }),
    update: async ({ ts, text }) =>
      answer('update', () => {
        const message = messages.find((one) => one.ts === ts);
        if (message !== undefined) message.text = text;
        return { ok: true as const };
      }),
    findByMetadata: async ({ key }) =>
      answer('find', () => ({ ok: true as const, ts: messages.find((one) => one.key === key)?.ts })),
  };

  const values = {
    get: async (key: string) => kept.get(key),
    swap: async (key: string, before: string | undefined, after: string) => {
      swaps += 1;
      if (lostSwaps > 0) {
        lostSwaps -= 1;
        return false;
      }
      if (kept.get(key) !== before) return false;
      kept.set(key, after);
      return true;
    },
  };
  const store = createKeptNotices({ values, random: () => 0.5, sleep: async () => undefined });

  function replica(holder: string) {
    return createChannelNotices({
      ...{ kept: store, slack },
      channelOf: async () => channel,
      view: ({ alerts, more }) => ({ text: JSON.stringify({ alerts, more: more.length }), blocks: [] }),
      takeEdit: async () => 0,
      claim: async (_channel, ms) => {
        if (claimed !== undefined && claimed.holder !== holder && claimed.until > clock) return false;
        claimed = { holder, until: clock + ms };
        return true;
      },
      now: () => clock,
      onGivenUp: (_channel, error) => void givenUp.push(error),
    });
  }

  return {
    ...{ messages, givenUp, calls, outcomes, store, replica },
    take: (alerts: readonly OutsideAlert[]) => store.change(CHANNEL, (all) => withAlerts(all, alerts, clock)),
    read: (): Promise<ChannelNotices> => store.read(CHANNEL),
    pass(ms: number) {
      clock += ms;
    },
    close(why: string) {
      channel = { kind: 'closed', why };
    },
    silence() {
      channel = { kind: 'unanswered' };
    },
    swaps: () => swaps,
    /** The next swaps find that somebody was first. */
    loseSwaps(count: number) {
      lostSwaps = count;
    },
  };
}

export function outside(name: string, rest: Partial<OutsideAlert> = {}): OutsideAlert {
  return { key: `main:${name}:1`, name, startedAt: 1, ...rest };
}
