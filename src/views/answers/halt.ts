// What a halt did, and how it is released again.

import type { Answer, HaltNote, HaltOutcome } from '../../verbs/answer.ts';
import { actions, button, context, messageView, section } from '../blocks.ts';
import { escapeText, mention } from '../escape.ts';
import { both, saying } from '../run/phrases.ts';
import { timeOf } from '../time.ts';
import { deletions } from './run-answers.ts';
import { lines, message, type Shown, say } from './shown.ts';

export function haltedView(answer: Extract<Answer, { kind: 'halted' }>): Shown {
  const latched = answer.outcomes.every((outcome) => outcome.latched);
  const where = both(answer.outcomes.map(placeWords));
  const head = latched
    ? `HALTED: ${where}. Nothing new starts there until two people release it: \`/chaos release because …\``
    : 'HALTED only in part: where the latch is not closed, new runs could still start. Halt again.';
  const runs =
    answer.withdrawn === 0
      ? undefined
      : `${answer.withdrawn} waiting ${answer.withdrawn === 1 ? 'run was' : 'runs were'} called off.`;
  const blind = answer.blind
    ? `Redis does not answer: what waits for approval could not be called off${latched ? ', but cannot start either' : ''}.`
    : undefined;
  const text = lines([`*${head}*`, ...answer.outcomes.map(outcomeLine), runs, blind]);
  return message(
    messageView(text, [
      section(text),
      context('Accepted is not recovered: the cards say when every target is clean.'),
    ]),
  );
}

function placeWords({ cluster, namespace }: { cluster: string; namespace?: string | undefined }): string {
  return `${escapeText(cluster)}${namespace === undefined ? '' : `/${escapeText(namespace)}`}`;
}

function outcomeLine({ cluster, namespace, latched, ended, trouble }: HaltOutcome): string {
  const where = placeWords({ cluster, namespace });
  const latch = latched
    ? 'latch closed'
    : `latch NOT closed${trouble === undefined ? '' : ` (${saying(trouble)})`}`;
  return `${where}: ${latch}; ${deletions(ended) ?? 'nothing was running.'}`;
}

/** Shown to the channel: somebody else has to press. */
export function releaseAskedView(answer: Extract<Answer, { kind: 'release-asked' }>): Shown {
  const clusters = [...new Set(answer.halts.map(({ cluster }) => cluster))];
  const text = lines([
    `*${mention(answer.by.id)} asks to release the halt of ${clusters.map(escapeText).join(', ')}*`,
    `Because: ${saying(answer.reason)}`,
    ...answer.halts.map(haltLine),
    'Somebody else must confirm; then runs can start again.',
  ]);
  const confirm = button('release_confirm', 'Release', JSON.stringify({ clusters }), { style: 'primary' });
  return { ...(say(text, actions(confirm)) as Extract<Shown, { as: 'message' }>), public: true };
}

export function releasedView({ halts, by }: Extract<Answer, { kind: 'released' }>): Shown {
  const clusters = [...new Set(halts.map(({ cluster }) => escapeText(cluster)))].join(', ');
  const text = `RELEASED by ${mention(by.id)}: runs can start again in ${clusters || 'the clusters that were halted'}.`;
  return { ...(say(text) as Extract<Shown, { as: 'message' }>), public: true };
}

/** `prod is HALTED by Ana 11:04: checkout is down` */
export function haltLine({ cluster, namespace, by, at, reason, unreadable }: HaltNote): string {
  const where = placeWords({ cluster, namespace });
  if (unreadable) return `${where}: whether it is halted cannot be read, so nothing starts there.`;
  const who = by === undefined ? '' : ` by ${saying(by, 60)}`;
  const when = at === undefined ? '' : ` ${timeOf(at)}`;
  return `${where} is HALTED${who}${when}${reason === undefined ? '' : `: ${saying(reason)}`}`;
}
