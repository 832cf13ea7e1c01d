// Receipts of messages: what was posted, shown or could not be.

import { enter, type Patch } from './enter.ts';
import type { Observation } from './input.ts';
import type { Message, RunRecord } from './record.ts';
import { isBeforeStart, isEnded } from './record.ts';

type Receipt = Extract<Observation, { kind: 'posting' | 'looked' | 'posted' | 'shown' | 'unpostable' }>;

/** How long a post may be under way before it is looked for in the channel. */
export const LOOK_AFTER_MS = 15_000;

/** One more edit this long after the end, in case a late worker showed an older view last. */
export const SETTLE_MS = 30_000;

export function onMessage(record: RunRecord, receipt: Receipt, now: number): Patch | undefined {
  const message = next(record, receipt, now);
  if (!message) return undefined;
  const { [`post:${receipt.message}`]: _post, [`edit:${receipt.message}`]: _edit, ...tries } = record.tries;
  const patch = { messages: { ...record.messages, [receipt.message]: message }, tries };
  return message.state === 'given-up'
    ? { ...patch, ...withoutCard(record, receipt.message, message.error, now) }
    : patch;
}

function next(record: RunRecord, receipt: Receipt, now: number): Message | undefined {
  const stands = record.messages[receipt.message];
  switch (receipt.kind) {
    case 'posting':
      return isTaken(stands, now) ? undefined : { state: 'posting', at: now };
    case 'looked':
      return stands?.state === 'posting' ? { ...stands, looked: true } : undefined;
    case 'posted':
      return {
        state: 'posted',
        channel: receipt.channel,
        ts: receipt.ts,
        shown: receipt.shown,
        facts: receipt.facts,
        at: now,
      };
    case 'shown':
      return stands?.state === 'posted' ? shownAgain(record, stands, receipt, now) : undefined;
    case 'unpostable':
      // What stands can no longer be edited; its thread may still take replies.
      return stands?.state === 'posted' && !isBeforeStart(record.phase)
        ? { ...stands, facts: Number.MAX_SAFE_INTEGER, settled: true }
        : { state: 'given-up', at: now, error: receipt.error };
    default:
      return receipt satisfies never;
  }
}

/** Somebody else is posting it now, or has. */
function isTaken(stands: Message | undefined, now: number): boolean {
  if (stands?.state === 'posting') return now < stands.at + LOOK_AFTER_MS;
  return stands?.state === 'posted';
}

function shownAgain(
  record: RunRecord,
  stands: Extract<Message, { state: 'posted' }>,
  receipt: Extract<Receipt, { kind: 'shown' }>,
  now: number,
): Message {
  const over = isEnded(record.phase) && now >= record.since + SETTLE_MS;
  const settled =
    over || (receipt.message.startsWith('reply:') && !receipt.message.startsWith('reply:surprise-'));
  const edited = receipt.shown === stands.shown ? {} : { editedAt: now };
  return {
    ...stands,
    ...edited,
    shown: receipt.shown,
    facts: Math.max(receipt.facts, stands.facts),
    at: now,
    ...(settled ? { settled } : {}),
  };
}

/** No card, no injection: a run that nobody can watch does not start. */
function withoutCard(record: RunRecord, message: string, error: string, now: number): Patch {
  if (message !== 'card' || (record.phase !== 'awaiting' && record.phase !== 'approved')) return {};
  return enter(record, 'failed', now, { tell: 'failed', trouble: `the card could not be posted (${error})` });
}
