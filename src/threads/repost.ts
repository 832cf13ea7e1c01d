// A card that somebody deleted is posted again, once; whoever deletes that one as well is taken at their word.

import { effectKey } from '../runs/effect.ts';
import type { Observation } from '../runs/input.ts';
import { LOOK_AFTER_MS } from '../runs/message-receipts.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Posted } from './edit.ts';
import { givenUpOrTried, triedAgain } from './failures.ts';
import { metadataOf, slackTsBefore } from './place.ts';
import type { RunMessage, ThreadDeps } from './ports.ts';
import { asSecond, NOT_KNOWN } from './shown.ts';

const EFFECT = { key: effectKey({ kind: 'edit', message: 'card' }), message: 'card' };

/** Looks first: an earlier pass may have posted it and died before its receipt. */
export async function repost(
  deps: ThreadDeps,
  record: RunRecord,
  deleted: Posted,
  view: RunMessage,
): Promise<Observation> {
  const { channel } = deleted;
  const metadata = metadataOf(record, EFFECT.message);
  const found = await deps.slack.findByMetadata({
    channel,
    key: metadata.key,
    oldestTs: slackTsBefore(deleted.at),
  });
  if (!found.ok && found.kind !== 'refused') return triedAgain(EFFECT.key, found);
  if (found.ok && found.ts !== undefined && found.ts !== deleted.ts)
    return posted(channel, found.ts, NOT_KNOWN, 0);
  const answer = await deps.slack.post({ channel, text: view.text, blocks: view.blocks, metadata });
  if (!answer.ok) return givenUpOrTried(EFFECT, answer, LOOK_AFTER_MS);
  return posted(answer.channel, answer.ts, asSecond(view), record.facts);
}

function posted(channel: string, ts: string, shown: string, facts: number): Observation {
  return { kind: 'posted', message: EFFECT.message, channel, ts, shown, facts };
}
