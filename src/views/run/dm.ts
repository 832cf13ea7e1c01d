// The direct message to somebody who is asked to agree: the whole plan with its buttons, later the outcome without.

import type { Phase } from '../../runs/record.ts';
import { actions, context, type MessageView, messageView } from '../blocks.ts';
import { escapeText } from '../escape.ts';
import { plainTimeOf, timeOf } from '../time.ts';
import { voteButtons } from './buttons.ts';
import { sections } from './lines.ts';
import { askerOf, deedOf, nameOf, namesOf, planIdOf, titleOf } from './phrases.ts';
import { planLines } from './plan-lines.ts';
import type { Scene } from './scene.ts';
import { approvedBy, stateLine } from './state.ts';
import { verdictWords } from './verdict.ts';
import { needsWords, stillNeeded, votesLine } from './votes.ts';

export function dmOf(scene: Scene, personId: string): MessageView {
  const mine = scene.record.votes.find(({ by }) => by.id === personId);
  if (!scene.may.canVote) return told(scene, outcome(scene));
  return mine === undefined
    ? question(scene, personId)
    : told(scene, counted(scene, mine.at, nameOf(mine.by)), false);
}

function question(scene: Scene, personId: string): MessageView {
  const { record } = scene;
  const until = scene.waitsUntil === undefined ? '' : ` · until ${timeOf(scene.waitsUntil)}`;
  const votes = votesLine(scene, namesOf);
  const lines = [
    `*${titleOf(scene)}*`,
    `${nameOf(record.requester)} asks you${until}`,
    ...(record.reason === undefined ? [] : [askerOf(record)]),
    ...planLines(scene),
    ...(votes === undefined ? [] : [votes]),
  ];
  return messageView(lockScreenLine(scene, personId), [
    ...sections(lines),
    actions(...voteButtons(scene)),
    context(`${planIdOf(record)} · ${record.id}`),
  ]);
}

/** `PROD: kill 1 of 12 web pods (eu-1/shop)? Ana asks you, until 12:05`, in the reader's own zone. */
function lockScreenLine(scene: Scene, personId: string): string {
  const { record, waitsUntil, production } = scene;
  const { cluster, namespace } = record.plan.experiment.target;
  const zone = record.asked.find(({ id }) => id === personId)?.timeZone;
  const until = waitsUntil === undefined ? '' : `, until ${plainTimeOf(waitsUntil, zone)}`;
  const deed = `${deedOf(scene)} (${escapeText(cluster)}/${escapeText(namespace)})`;
  const first = production ? `PROD: ${deed}` : `${deed.charAt(0).toUpperCase()}${deed.slice(1)}`;
  const reason = record.reason === undefined ? '' : `\n${askerOf(record)}`;
  return `${first}? ${nameOf(record.requester)} asks you${until}${reason}\nNeeds ${needsWords(scene)}`;
}

/** `✓ Jon 11:06, 1 more` */
function counted(scene: Scene, at: number, name: string): string {
  return `✓ ${name} ${timeOf(at)}, ${stillNeeded(scene).more} more`;
}

const STILL_OPEN: readonly Phase[] = ['draft', 'checking'];

/** What became of the request, and at last of the run; in between it is followed on its card. */
function outcome(scene: Scene): string {
  const { phase } = scene.record;
  if (STILL_OPEN.includes(phase))
    return 'The plan changed, so no vote counts; nothing to do until you are asked again.';
  if (phase === 'approved' || scene.may.isLive) return `APPROVED by ${approvedBy(scene)}`;
  return `${stateLine(scene)}${verdictWords(scene)}`;
}

function told(scene: Scene, words: string, withVotes = true): MessageView {
  const title = titleOf(scene);
  const votes = withVotes ? votesLine(scene, namesOf) : undefined;
  const lines = [words, ...(votes === undefined ? [] : [votes])];
  return messageView([title, ...lines].join('\n'), [
    ...sections([`*${title}*`, ...lines]),
    context(`${planIdOf(scene.record)} · ${scene.record.id}`),
  ]);
}
