// Telling the requester, privately and once, what became of their draft.

import { type Effect, type EffectRunner, effectKey } from '../runs/effect.ts';
import type { Observation } from '../runs/input.ts';
import type { RunRecord } from '../runs/record.ts';
import { triedAgain } from './failures.ts';
import type { RunMessage, ThreadDeps } from './ports.ts';

type Tell = Extract<Effect, { kind: 'tell' }>;

/** An ephemeral message that may have arrived is never repeated. */
export function createTell({ slack, tellView }: ThreadDeps): EffectRunner<Tell> {
  return {
    run: async (effect, record) => {
      const view = tellView(record);
      if (view === undefined) return { kind: 'told' };
      const { text, blocks } = view;
      const user = record.requester.id;
      const answer = await slack.ephemeral({ channel: record.origin, user, text, blocks });
      if (answer.ok || answer.kind === 'unknown') return { kind: 'told' };
      return answer.kind === 'limited'
        ? triedAgain(effectKey(effect), answer)
        : directly({ slack }, effect, record, view);
    },
  };
}

/** Where the bot cannot speak, in somebody's own messages for one, it writes to the person. */
async function directly(
  { slack }: Pick<ThreadDeps, 'slack'>,
  effect: Tell,
  { requester }: RunRecord,
  { text, blocks }: RunMessage,
): Promise<Observation> {
  const place = await slack.openDm(requester.id);
  const answer = place.ok ? await slack.post({ channel: place.channel, text, blocks }) : place;
  return answer.ok || answer.kind !== 'limited' ? { kind: 'told' } : triedAgain(effectKey(effect), answer);
}
