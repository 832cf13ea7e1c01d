// Keeps a channel's messages about alerts outside of runs level with what was heard; any replica may, and any may die.

import { sha256Hex } from '../../chaos/canonical-json.ts';
import type { KeptNotices } from './kept-notices.ts';
import type { Notice, NoticePost } from './notice.ts';

export interface NoticeView {
  readonly text: string;
  readonly blocks: readonly object[];
}

type Failure =
  | { readonly ok: false; readonly kind: 'refused'; readonly error: string }
  | { readonly ok: false; readonly kind: 'limited'; readonly retryAfterSeconds: number }
  | { readonly ok: false; readonly kind: 'unknown' };

/** Slack's part: `slack/messages.ts`. */
export interface NoticeSlack {
  post(
    message: NoticeView & { readonly channel: string; readonly metadata: { readonly key: string } },
  ): Promise<{ readonly ok: true; readonly channel: string; readonly ts: string } | Failure>;
  update(
    edit: NoticeView & { readonly channel: string; readonly ts: string },
  ): Promise<{ readonly ok: true } | Failure>;
  findByMetadata(lost: {
    readonly channel: string;
    readonly key: string;
    readonly oldestTs: string;
  }): Promise<{ readonly ok: true; readonly ts: string | undefined } | Failure>;
}

export type NoticeChannel =
  | { readonly kind: 'open'; readonly id: string }
  /** Nobody answered. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'closed'; readonly why: string };

export interface ChannelNoticesDeps {
  readonly kept: KeptNotices;
  readonly slack: NoticeSlack;
  readonly channelOf: (nameOrId: string) => Promise<NoticeChannel>;
  readonly view: (notice: Notice) => NoticeView;
  /** Takes one of the edits that are allowed now; answers 0, or the milliseconds to wait. */
  readonly takeEdit: () => Promise<number>;
  /** Takes the channel for this process for so long; false: another has it. */
  readonly claim: (channel: string, ms: number) => Promise<boolean>;
  /** Redis time. */
  readonly now: () => number;
  /** A message that will not be shown any more. */
  readonly onGivenUp: (channel: string, error: string) => void;
}

/** Longer than two calls to Slack take. */
const HELD_MS = 25_000;
const LOOK_AFTER_MS = 15_000;
const RETRY_MS = 5_000;
/** A message is edited so often at most. */
const EDIT_EVERY_MS = 3_000;

/** Brings Slack level with what is kept of a channel; rejects with StoreUnavailable. */
export function createChannelNotices(deps: ChannelNoticesDeps): (channel: string) => Promise<void> {
  const { kept, slack, now } = deps;
  const passing = new Set<string>();

  async function send(channel: string, notice: Notice, id: string): Promise<void> {
    if (!(await kept.begin(channel, notice, now()))) return;
    const view = deps.view(notice);
    const answer = await slack.post({ ...view, channel: id, metadata: { key: keyOf(channel, notice) } });
    if (answer.ok)
      return kept.keep(channel, notice.nth, {
        post: postedAs(answer.channel, answer.ts, shownAs(view), now()),
      });
    if (answer.kind === 'refused') return giveUp(channel, notice, answer.error);
    // Not sent, and tried again when Slack allows it. Unknown: it stays `posting`, and is looked for.
    if (answer.kind === 'limited')
      await kept.keep(channel, notice.nth, {
        post: { state: 'unsent' },
        tryAt: now() + answer.retryAfterSeconds * 1_000,
      });
  }

  async function look(channel: string, notice: Notice, id: string, postingAt: number): Promise<void> {
    const oldestTs = String(Math.max(0, (postingAt - 60_000) / 1_000));
    const found = await slack.findByMetadata({ channel: id, key: keyOf(channel, notice), oldestTs });
    if (found.ok && found.ts === undefined) return send(channel, notice, id);
    // Which view it shows is not known, so that the next edit brings it up to date.
    if (found.ok) return kept.keep(channel, notice.nth, { post: postedAs(id, found.ts ?? '', '', 0) });
    if (found.kind === 'refused') return giveUp(channel, notice, 'its post was not answered');
    await kept.keep(channel, notice.nth, { tryAt: now() + RETRY_MS });
  }

  async function edit(channel: string, notice: Notice, post: Posted): Promise<void> {
    const waitMs = await deps.takeEdit();
    if (waitMs > 0) return kept.keep(channel, notice.nth, { tryAt: now() + waitMs });
    const view = deps.view(notice);
    const answer = await slack.update({ ...view, channel: post.channel, ts: post.ts });
    if (answer.ok)
      return kept.keep(channel, notice.nth, { post: { ...post, shown: shownAs(view), at: now() } });
    if (answer.kind === 'refused') return giveUp(channel, notice, answer.error);
    const waits = answer.kind === 'limited' ? answer.retryAfterSeconds * 1_000 : RETRY_MS;
    await kept.keep(channel, notice.nth, { tryAt: now() + waits });
  }

  async function giveUp(channel: string, { nth }: Notice, error: string): Promise<void> {
    deps.onGivenUp(channel, error);
    await kept.keep(channel, nth, { post: { state: 'given-up', error } });
  }

  async function level(channel: string, notice: Notice): Promise<void> {
    const { post } = notice;
    if (post?.state === 'posted') return edit(channel, notice, post);
    const at = await deps.channelOf(channel);
    if (at.kind === 'closed') return giveUp(channel, notice, at.why);
    if (at.kind === 'unanswered') return kept.keep(channel, notice.nth, { tryAt: now() + RETRY_MS });
    if (post?.state === 'posting') return look(channel, notice, at.id, post.at);
    return send(channel, notice, at.id);
  }

  async function pass(channel: string): Promise<void> {
    const { notices } = await kept.read(channel);
    const due = notices.filter((notice) => isDue(notice, now(), deps.view));
    // Others need not do the same; were this process to freeze, each step is safe late.
    if (due.length === 0 || !(await deps.claim(channel, HELD_MS))) return;
    for (const notice of due) await level(channel, notice);
  }

  return async (channel) => {
    if (passing.has(channel)) return;
    passing.add(channel);
    await pass(channel).finally(() => passing.delete(channel));
  };
}

type Posted = Extract<NoticePost, { state: 'posted' }>;

function isDue(notice: Notice, now: number, view: ChannelNoticesDeps['view']): boolean {
  const { post, tryAt = 0 } = notice;
  if (now < tryAt || post?.state === 'given-up') return false;
  if (post?.state === 'posting') return now >= post.at + LOOK_AFTER_MS;
  if (post?.state !== 'posted') return true;
  return now >= post.at + EDIT_EVERY_MS && post.shown !== shownAs(view(notice));
}

function postedAs(channel: string, ts: string, shown: string, at: number): Posted {
  return { state: 'posted', channel, ts, shown, at };
}

function keyOf(channel: string, { nth }: Notice): string {
  return `outside:${channel}:${nth}`;
}

function shownAs({ text, blocks }: NoticeView): string {
  return sha256Hex(JSON.stringify([text, blocks])).slice(0, 16);
}
