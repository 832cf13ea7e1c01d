// What is kept of a channel's messages, changed by compare and swap: replicas and webhooks write it at once.

import { isDeepStrictEqual } from 'node:util';
import { type ChannelNotices, NO_NOTICES, type Notice, type NoticePost, withNotice } from './notice.ts';

export interface KeptNoticesDeps {
  /** Each rejects with StoreUnavailable. */
  readonly values: {
    get(key: string): Promise<string | undefined>;
    swap(key: string, before: string | undefined, after: string): Promise<boolean>;
  };
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface KeptNotices {
  read(channel: string): Promise<ChannelNotices>;
  /** `by` may be asked more than once. Rejects with NoticesBusy, and as Redis does. */
  change(channel: string, by: (all: ChannelNotices) => ChannelNotices): Promise<void>;
  /** Changes one that still stands. */
  keep(channel: string, nth: number, rest: Partial<Notice>): Promise<void>;
  /** Writes `posting` where the message is as it was seen; false: somebody else is at it. */
  begin(channel: string, seen: Notice, at: number): Promise<boolean>;
}

const MOST_SWAPS = 30;

export class NoticesBusy extends Error {
  constructor(channel: string) {
    super(`the alerts of ${channel} were written by others ${MOST_SWAPS} times`);
    this.name = 'NoticesBusy';
  }
}

export function createKeptNotices({ values, random, sleep }: KeptNoticesDeps): KeptNotices {
  async function readText(channel: string) {
    const text = await values.get(keyOf(channel));
    return { text, all: text === undefined ? NO_NOTICES : (JSON.parse(text) as ChannelNotices) };
  }

  async function change(channel: string, by: (all: ChannelNotices) => ChannelNotices): Promise<void> {
    for (let tries = 0; tries < MOST_SWAPS; tries += 1) {
      const { text, all } = await readText(channel);
      const next = by(all);
      if (next === all || (await values.swap(keyOf(channel), text, JSON.stringify(next)))) return;
      await sleep(random() * 2 * (tries + 1));
    }
    throw new NoticesBusy(channel);
  }

  return {
    change,
    read: async (channel) => (await readText(channel)).all,
    keep: (channel, nth, rest) =>
      change(channel, (all) => {
        const stands = find(all, nth);
        return stands === undefined ? all : withNotice(all, { ...stands, ...rest });
      }),
    async begin(channel, seen, at) {
      const posting: NoticePost = { state: 'posting', at };
      let isOurs = false;
      await change(channel, (all) => {
        const stands = find(all, seen.nth);
        isOurs = stands !== undefined && isDeepStrictEqual(stands.post, seen.post);
        return stands !== undefined && isOurs ? withNotice(all, { ...stands, post: posting }) : all;
      });
      return isOurs;
    },
  };
}

function find({ notices }: ChannelNotices, nth: number): Notice | undefined {
  return notices.find((one) => one.nth === nth);
}

function keyOf(channel: string): string {
  return `notices:${channel}`;
}
