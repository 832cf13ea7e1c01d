// Where a card may go: ordinary channels of this workspace that the bot is in.

import { z } from 'zod';
import { readAnswer } from './answer.ts';
import type { SlackCall, SlackFailure } from './web-api.ts';

export interface ChannelInfo {
  readonly id: string;
  readonly name: string | undefined;
  readonly member: boolean;
  readonly archived: boolean;
  readonly externallyShared: boolean;
  readonly private: boolean;
  /** A direct message, with one person or several. */
  readonly direct: boolean;
}

export type NoCard =
  | 'archived'
  | 'direct'
  | 'externally-shared'
  | 'not-a-member'
  | 'private'
  | 'unanswered'
  | 'unknown-channel';

export type CanPost = { readonly ok: true } | { readonly ok: false; readonly why: NoCard };

export interface Channels {
  info(channelId: string): Promise<{ readonly ok: true; readonly channel: ChannelInfo } | SlackFailure>;
  /** May a card go here? A private channel takes cards only where the configuration bound it. */
  canPost(channelId: string, options?: { readonly bound?: boolean }): Promise<CanPost>;
  /** A channel named in the configuration; `unknown`: none of that name is visible to the bot. */
  seek(nameOrId: string): Promise<Sought>;
  /** Its id; undefined where it is unknown, or nobody answered. */
  idOf(nameOrId: string): Promise<string | undefined>;
}

export type Sought =
  | { readonly kind: 'found'; readonly id: string }
  | { readonly kind: 'unknown' | 'unanswered' };

export interface ChannelsOptions {
  readonly call: SlackCall;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

const KEPT_MS = 60_000;

export function createChannels({ call, now }: ChannelsOptions): Channels {
  const kept = new Map<string, { readonly channel: ChannelInfo; readonly until: number }>();
  const ids = new Map<string, string>();
  const info: Channels['info'] = async (id) => {
    const answer = readAnswer(await call('conversations.info', { channel: id }), infoBody);
    if (!answer.ok) return answer;
    return { ok: true, channel: toInfo(answer.body.channel) };
  };
  async function seek(nameOrId: string): Promise<Sought> {
    if (/^[CG][A-Z0-9]{6,}$/.test(nameOrId)) return { kind: 'found', id: nameOrId };
    const known = ids.get(nameOrId);
    if (known !== undefined) return { kind: 'found', id: known };
    const { names, isWhole } = await listNames(call);
    for (const [name, id] of names) ids.set(name, id);
    const id = ids.get(nameOrId);
    if (id !== undefined) return { kind: 'found', id };
    return { kind: isWhole ? 'unknown' : 'unanswered' };
  }

  return {
    info,
    canPost: async (id, { bound = false } = {}) => {
      const fresh = kept.get(id);
      if (fresh !== undefined && fresh.until > now()) return judge(fresh.channel, bound);
      const answer = await info(id);
      if (!answer.ok) return { ok: false, why: answer.kind === 'refused' ? 'unknown-channel' : 'unanswered' };
      const verdict = judge(answer.channel, bound);
      // Only a yes is kept: whoever has just invited the bot tries again at once.
      if (verdict.ok) kept.set(id, { channel: answer.channel, until: now() + KEPT_MS });
      return verdict;
    },
    seek,
    idOf: async (nameOrId) => {
      const found = await seek(nameOrId);
      return found.kind === 'found' ? found.id : undefined;
    },
  };
}

const channelBody = z.object({
  id: z.string(),
  name: z.string().optional(),
  is_member: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_pending_ext_shared: z.boolean().optional(),
  is_private: z.boolean().optional(),
  is_im: z.boolean().optional(),
  is_mpim: z.boolean().optional(),
});

const infoBody = z.object({ channel: channelBody });

const listBody = z.object({
  channels: z.array(channelBody),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

function toInfo(channel: z.output<typeof channelBody>): ChannelInfo {
  return {
    id: channel.id,
    name: channel.name,
    member: channel.is_member === true,
    archived: channel.is_archived === true,
    externallyShared: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
    private: channel.is_private === true,
    direct: channel.is_im === true || channel.is_mpim === true,
  };
}

function judge(channel: ChannelInfo, bound: boolean): CanPost {
  const reasons: readonly (readonly [boolean, NoCard])[] = [
    [channel.direct, 'direct'],
    [channel.archived, 'archived'],
    [channel.externallyShared, 'externally-shared'],
    [!channel.member, 'not-a-member'],
    [channel.private && !bound, 'private'],
  ];
  const why = reasons.find(([applies]) => applies)?.[1];
  return why === undefined ? { ok: true } : { ok: false, why };
}

const MOST_PAGES = 10;

interface Names {
  readonly names: readonly (readonly [string, string])[];
  /** False: Slack did not say all of them. */
  readonly isWhole: boolean;
}

async function listNames(call: SlackCall): Promise<Names> {
  const names: (readonly [string, string])[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const answer = readAnswer(await call('conversations.list', listArgs(cursor)), listBody);
    if (!answer.ok) return { names, isWhole: false };
    names.push(...answer.body.channels.map(({ name, id }) => [name ?? id, id] as const));
    cursor = answer.body.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return { names, isWhole: true };
}

function listArgs(cursor: string | undefined): Readonly<Record<string, unknown>> {
  const args = { types: 'public_channel,private_channel', exclude_archived: true, limit: 1_000 };
  return cursor ? { ...args, cursor } : args;
}
