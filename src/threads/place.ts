// Where a message of a run belongs: the channel and the thread, or the direct channel with a person.

import type { RunRecord } from '../runs/record.ts';
import type { MessageMetadata, Messages } from '../slack/messages.ts';
import type { SlackFailure } from '../slack/web-api.ts';

export interface Place {
  readonly ok: true;
  readonly channel: string;
  readonly threadTs?: string;
}

/** undefined: a reply whose card is not posted yet. */
export async function placeOf(
  slack: Pick<Messages, 'openDm'>,
  record: RunRecord,
  key: string,
): Promise<Place | SlackFailure | undefined> {
  if (key === 'card') return { ok: true, channel: record.channel };
  if (isDm(key)) return slack.openDm(key.split(':')[1] ?? '');
  const card = record.messages['card'];
  return card?.state === 'posted' ? { ok: true, channel: card.channel, threadTs: card.ts } : undefined;
}

export function isDm(key: string): boolean {
  return key.startsWith('dm:');
}

/** Ids only: any app of the workspace can read it. */
export function metadataOf(record: RunRecord, message: string): MessageMetadata {
  return { key: `${record.id}/${message}`, run: record.id, message };
}

/** Redis and Slack need not agree to the second. */
const CLOCKS_APART_MS = 60_000;

/** A Slack timestamp that a message posted at this time cannot be before. */
export function slackTsBefore(ms: number): string {
  return `${Math.floor((ms - CLOCKS_APART_MS) / 1_000)}.000000`;
}
