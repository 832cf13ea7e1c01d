// Keeping the card and the direct messages level with their views, within what Slack allows.

import { type Effect, type EffectRunner, effectKey } from '../runs/effect.ts';
import type { Observation } from '../runs/input.ts';
import { SETTLE_MS } from '../runs/message-receipts.ts';
import { isEnded, type Message, type RunRecord } from '../runs/record.ts';
import type { SlackFailure } from '../slack/web-api.ts';
import { givenUpOrTried, isPlaceRefused, tried, triedAgain } from './failures.ts';
import type { RunMessage, ThreadDeps } from './ports.ts';
import { repost } from './repost.ts';
import { isSecond, shownAs } from './shown.ts';

type Edit = Extract<Effect, { kind: 'edit' }>;
export type Posted = Extract<Message, { state: 'posted' }>;

export function createEdit(deps: ThreadDeps): EffectRunner<Edit> {
  return {
    run: async (effect, record, { now }) => {
      const stands = record.messages[effect.message];
      if (stands?.state !== 'posted') return undefined;
      const view = deps.view(record, effect.message) ?? deps.answered(record, effect.message);
      if (view === undefined || isShown(stands, view, record, now))
        return shown(effect, record, stands.shown);
      const may = await deps.budget.take();
      if (!may.ok) return tried(effectKey(effect), 'too many edits this minute', may.waitMs);
      return update(deps, effect, record, stands, view);
    },
  };
}

/** The edit half a minute after the end goes out in any case: a late worker may have shown an older view last. */
function isShown(stands: Posted, view: RunMessage, record: RunRecord, now: number): boolean {
  const settles = isEnded(record.phase) && now >= record.since + SETTLE_MS && !stands.settled;
  return !settles && stands.shown === shownAs(view, stands.shown);
}

async function update(
  deps: ThreadDeps,
  effect: Edit,
  record: RunRecord,
  stands: Posted,
  view: RunMessage,
): Promise<Observation> {
  const { channel, ts } = stands;
  const answer = await deps.slack.update({ channel, ts, text: view.text, blocks: view.blocks });
  if (answer.ok) return shown(effect, record, shownAs(view, stands.shown));
  if (effect.message === 'card' && answer.kind === 'refused' && answer.error === 'message_not_found')
    return isSecond(stands.shown)
      ? shown(effect, record, shownAs(view, stands.shown))
      : repost(deps, record, stands, view);
  return refused(effect, record, answer);
}

/** A view that Slack will not have may be followed by one it takes, but not once the run is over. */
function refused(effect: Edit, record: RunRecord, failure: SlackFailure): Observation {
  const key = effectKey(effect);
  const over = failure.kind === 'refused' && (isPlaceRefused(failure.error) || isEnded(record.phase));
  return over ? givenUpOrTried({ key, message: effect.message }, failure) : triedAgain(key, failure);
}

function shown({ message }: Edit, { facts }: RunRecord, fingerprint: string): Observation {
  return { kind: 'shown', message, shown: fingerprint, facts };
}
