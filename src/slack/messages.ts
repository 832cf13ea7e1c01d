// Messages, threads and their permalinks in Slack, as the narrow port the rest of the product posts through.

import { z } from 'zod';
import { readAnswer } from './answer.ts';
import { findByMetadata, type LostMessage } from './find-by-metadata.ts';
import type { Blocks, NewerBlocks } from './newer-blocks.ts';
import type { SlackCall, SlackFailure } from './web-api.ts';

/** Ids only: any app of the workspace can read it. `key` finds the message again after a lost answer. */
export type MessageMetadata = { readonly key: string } & Readonly<Record<string, string>>;

export interface OutgoingMessage {
  readonly channel: string;
  readonly threadTs?: string;
  /** A reply that is also shown in the channel. */
  readonly broadcast?: boolean;
  /** The whole message in words; what notifications and screen readers use. */
  readonly text: string;
  readonly blocks: Blocks;
  readonly metadata?: MessageMetadata;
}

export interface MessageEdit {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: Blocks;
  /** Absent: Slack keeps what the message has. */
  readonly metadata?: MessageMetadata;
}

export interface EphemeralMessage {
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string;
  readonly text: string;
  readonly blocks: Blocks;
}

export type Posted = { readonly ok: true; readonly channel: string; readonly ts: string } | SlackFailure;
export type Done = { readonly ok: true } | SlackFailure;
export type Permalink = { readonly ok: true; readonly permalink: string } | SlackFailure;
export type Opened = { readonly ok: true; readonly channel: string } | SlackFailure;
export type Found = { readonly ok: true; readonly ts: string | undefined } | SlackFailure;

export interface Messages {
  post(message: OutgoingMessage): Promise<Posted>;
  update(edit: MessageEdit): Promise<Done>;
  ephemeral(message: EphemeralMessage): Promise<Done>;
  permalink(message: { readonly channel: string; readonly ts: string }): Promise<Permalink>;
  /** The direct channel with a person. */
  openDm(userId: string): Promise<Opened>;
  /** Looks once for a message whose answer was lost; `ts` undefined: readable and not there. */
  findByMetadata(lost: LostMessage): Promise<Found>;
}

const eventType = 'faultline';

const posted = z.object({ channel: z.string(), ts: z.string() });
const permalinkBody = z.object({ permalink: z.string() });
const opened = z.object({ channel: z.object({ id: z.string() }) });

export function createMessages(call: SlackCall, newer: Pick<NewerBlocks, 'offer'>): Messages {
  const offer = (method: string, { blocks, ...args }: Sent) =>
    newer.offer(blocks, (taken) => call(method, { ...args, ...(taken.length > 0 ? { blocks: taken } : {}) }));
  return {
    post: async (message) => flatten(readAnswer(await offer('chat.postMessage', postArgs(message)), posted)),
    update: async (edit) => done(await offer('chat.update', editArgs(edit))),
    ephemeral: async (message) => done(await offer('chat.postEphemeral', ephemeralArgs(message))),
    permalink: async ({ channel, ts }) =>
      flatten(readAnswer(await call('chat.getPermalink', { channel, message_ts: ts }), permalinkBody)),
    openDm: async (userId) => {
      const answer = readAnswer(await call('conversations.open', { users: userId }), opened);
      return answer.ok ? { ok: true, channel: answer.body.channel.id } : answer;
    },
    findByMetadata: (lost) => findByMetadata(call, eventType, lost),
  };
}

/** Arguments of a call; without any block none are sent. */
type Sent = Readonly<Record<string, unknown>> & { readonly blocks: Blocks };

function postArgs(message: OutgoingMessage): Sent {
  return {
    channel: message.channel,
    ...threadArgs(message.threadTs),
    ...(message.threadTs !== undefined && message.broadcast ? { reply_broadcast: true } : {}),
    ...contentArgs(message),
    unfurl_links: false,
    unfurl_media: false,
  };
}

function editArgs(edit: MessageEdit): Sent {
  return { channel: edit.channel, ts: edit.ts, ...contentArgs(edit) };
}

function ephemeralArgs(message: EphemeralMessage): Sent {
  return {
    channel: message.channel,
    user: message.user,
    ...threadArgs(message.threadTs),
    ...contentArgs(message),
  };
}

function threadArgs(threadTs: string | undefined): Readonly<Record<string, unknown>> {
  return threadTs === undefined ? {} : { thread_ts: threadTs };
}

function contentArgs(message: {
  readonly text: string;
  readonly blocks: Blocks;
  readonly metadata?: MessageMetadata;
}): Sent {
  const { text, blocks, metadata } = message;
  const sent = metadata && { event_type: eventType, event_payload: metadata };
  return { text, blocks, ...(sent ? { metadata: sent } : {}) };
}

function flatten<T extends object>(
  answer: { readonly ok: true; readonly body: T } | SlackFailure,
): ({ readonly ok: true } & T) | SlackFailure {
  return answer.ok ? { ...answer.body, ok: true } : answer;
}

function done(answer: { readonly ok: true } | SlackFailure): Done {
  return answer.ok ? { ok: true } : answer;
}
