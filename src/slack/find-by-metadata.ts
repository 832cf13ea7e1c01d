// Finds a message whose post was never answered, by the key in its metadata, in a thread or a channel's history.

import { z } from 'zod';
import { readAnswer } from './answer.ts';
import type { SlackCall, SlackFailure } from './web-api.ts';

export interface LostMessage {
  readonly channel: string;
  /** The thread a reply was meant for; absent: the channel itself. */
  readonly threadTs?: string;
  readonly key: string;
  /** Slack timestamp before which the message cannot be. */
  readonly oldestTs: string;
}

const page = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** A card is looked for within seconds of its post: more pages than these mean that it is not there. */
const MOST_PAGES = 3;

export async function findByMetadata(
  call: SlackCall,
  eventType: string,
  lost: LostMessage,
): Promise<{ readonly ok: true; readonly ts: string | undefined } | SlackFailure> {
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const answer = readAnswer(await readPage(call, lost, cursor), page);
    if (!answer.ok) return answer;
    const { messages, response_metadata: next } = answer.body;
    const found = messages.find(
      ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload['key'] === lost.key,
    );
    cursor = next?.next_cursor;
    if (found !== undefined || !cursor) return { ok: true, ts: found?.ts };
  }
  return { ok: true, ts: undefined };
}

function readPage(call: SlackCall, lost: LostMessage, cursor: string | undefined) {
  const args = {
    channel: lost.channel,
    oldest: lost.oldestTs,
    inclusive: true,
    include_all_metadata: true,
    limit: 200,
    ...(cursor ? { cursor } : {}),
  };
  return lost.threadTs === undefined
    ? call('conversations.history', args)
    : call('conversations.replies', { ...args, ts: lost.threadTs });
}
