// Short answers to what people do with a run; the card shows the rest.

import type { Answer } from '../../verbs/answer.ts';
import type { Ended } from '../../verbs/end-now.ts';
import { runButtonValue } from '../actions.ts';
import { actions, button, confirm } from '../blocks.ts';
import { channelLink, code, escapeText, mention } from '../escape.ts';
import { voteButtons } from '../run/buttons.ts';
import { askerOf, nameOf, planIdOf, saying, titleOf } from '../run/phrases.ts';
import { planLines } from '../run/plan-lines.ts';
import type { Scene } from '../run/scene.ts';
import { stateLine } from '../run/state.ts';
import { stillNeeded } from '../run/votes.ts';
import { timeOf } from '../time.ts';
import { lines, type Shown, say } from './shown.ts';

export function requestedView(scene: Scene): Shown {
  const { record } = scene;
  const asks = record.plan.verdict.kind === 'approvals';
  const next = asks
    ? `The plan is checked once more with the cluster, then the people who must agree are asked in ${channelLink(record.channel)}.`
    : `It is checked once more with the cluster, then it starts; its card is in ${channelLink(record.channel)}.`;
  return say(lines([`*${titleOf(scene)}*`, `${asks ? 'Requested' : 'Starting'}. ${next}`, `${record.id}`]));
}

export function votedView(vote: 'approve' | 'deny', scene: Scene): Shown {
  if (vote === 'deny') return say(`✗ Your no is counted and decides: ${titleOf(scene)} will not happen.`);
  const { more } = stillNeeded(scene);
  const rest = more > 0 ? `${more} more must agree.` : afterLastVote(scene);
  return say(`✓ Your approval of ${titleOf(scene)} (${planIdOf(scene.record)}) is counted. ${rest}`);
}

function afterLastVote({ record }: Scene): string {
  const { verdict } = record.plan;
  const waits = verdict.kind === 'approvals' && verdict.start === 'requester';
  return waits
    ? `That was the last one: ${mention(record.requester.id)} may start it now.`
    : 'That was the last one: it starts.';
}

/** Without the code nobody can know that the plan was read. */
export function votePlanView(codeWas: string | undefined, scene: Scene): Shown {
  const why =
    codeWas === undefined
      ? 'This is the plan; press under it.'
      : `${code(codeWas)} is not the code of this plan; it may have changed. This is the plan now:`;
  const text = lines([
    why,
    `*${titleOf(scene)}*`,
    askerOf(scene.record),
    ...planLines(scene),
    planIdOf(scene.record),
  ]);
  return say(text, actions(...voteButtons(scene)));
}

export function startedView(scene: Scene): Shown {
  return say(`Starting: ${titleOf(scene)}. The card in ${channelLink(scene.record.channel)} follows it.`);
}

export function stoppedView({ ended }: Extract<Answer, { kind: 'stopped' }>, scene: Scene): Shown {
  const { phase } = scene.record;
  const isCalledOff = phase === 'withdrawn' || phase === 'cancelled' || phase === 'dropped';
  const words = isCalledOff
    ? `${titleOf(scene)} will not happen; nothing was injected.`
    : `Stopping ${titleOf(scene)}. The card says when every target is proven clean.`;
  return say(lines([words, deletions(ended)]));
}

export function stoppedBlindView({ run, ended }: Extract<Answer, { kind: 'stopped-blind' }>): Shown {
  const words = `Redis does not answer, so the run ${escapeText(run)} itself could not be told.`;
  const more =
    ended.accepted + ended.failed + ended.pending === 0
      ? 'No object of it is known in any cluster. Try again in a moment; `/chaos halt` needs no Redis.'
      : 'Its object was ended in the cluster all the same; the card follows when Redis is back.';
  return say(lines([words, more, deletions(ended)]));
}

/** Accepted is not recovered, and is never called so. */
export function deletions({ accepted, failed, pending, trouble }: Ended): string | undefined {
  const parts = [
    accepted > 0
      ? `${accepted} ${accepted === 1 ? 'deletion' : 'deletions'} accepted by the cluster`
      : undefined,
    pending > 0 ? `${pending} still without an answer` : undefined,
    failed > 0
      ? `${failed} refused or unknown${trouble === undefined ? '' : ` (${saying(trouble)})`}`
      : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : `${parts.join(', ')}.`;
}

/** Accepted is not done: the card says when the cluster has followed. */
export function heldView({ paused }: Extract<Answer, { kind: 'held' }>, scene: Scene): Shown {
  const { hold, plannedEnd = 0 } = scene.record;
  const on = hold?.until === undefined ? '' : ` It goes on by itself at ${timeOf(hold.until)}.`;
  const clock = `Chaos Mesh’s clock runs on: it ends at ${timeOf(plannedEnd)} all the same.`;
  return paused
    ? say(`Pausing: ${titleOf(scene)}. The fault is taken off.${on} ${clock}`)
    : say(
        `Going on: ${titleOf(scene)}. The fault comes back for what is left of its time, until ${timeOf(plannedEnd)}.`,
      );
}

export function notHeldView(
  { paused, sentence }: Extract<Answer, { kind: 'not-held' }>,
  scene: Scene,
): Shown {
  const act = paused ? 'pause' : 'resume';
  return say(
    `The cluster does not let you ${act} ${titleOf(scene)}: ${saying(sentence)} Nothing was changed. Anybody may stop it: ${code(`/chaos stop ${scene.record.id}`)}`,
  );
}

const ALERT_ANSWERS = {
  kept: 'It goes on',
  unrelated: 'Noted as not related',
  related: 'Noted as related',
} as const;

export function alertAnsweredView({ how }: Extract<Answer, { kind: 'alert-answered' }>, scene: Scene): Shown {
  return say(`${ALERT_ANSWERS[how]}: ${titleOf(scene)}. The thread says so.`);
}

export function retriedView(scene: Scene): Shown {
  return say(`Trying again to take the fault off: ${titleOf(scene)}.`);
}

export function abandonAskedView(scene: Scene): Shown {
  const by = scene.record.abandonAskedBy;
  const who = by === undefined ? 'You' : nameOf(by);
  return say(
    `${who} asked to mark ${titleOf(scene)} as left behind. A second person must press it too; the fault may still be there.`,
  );
}

export function abandonedView(scene: Scene): Shown {
  return say(`${titleOf(scene)} is marked as left behind. Nobody looks after it any more.`);
}

export function thatIsARunView(scene: Scene): Shown {
  const { record } = scene;
  const value = runButtonValue({ run: record.id });
  const buttons = [
    ...(scene.may.canStop ? [button('run_stop', 'Stop it', value, { style: 'danger' })] : []),
    button('run_details', 'Details', value),
  ];
  return say(`That is a run: ${titleOf(scene)} · ${stateLine(scene)}`, actions(...buttons));
}

export function planDroppedView(scene: Scene): Shown {
  return say(`Cancelled: ${titleOf(scene)}. Nothing was started.`);
}

export function offerHaltView({ scope, open }: Extract<Answer, { kind: 'offer-halt' }>): Shown {
  const where = scope === 'all' ? 'every cluster' : escapeText(scope);
  const count =
    open === undefined
      ? 'how many runs that is is not known now'
      : `${open} ${open === 1 ? 'run' : 'runs'} now`;
  const text = `A halt ends everything in ${where} (${count}) and lets nothing new start until two people release it.`;
  const label = scope === 'all' ? 'Halt everything' : `Halt ${scope}`;
  const ask = confirm(
    `${label}?`,
    `Ends ${open ?? 'all'} runs and closes the latch.`,
    'Halt',
    'Back',
    'danger',
  );
  const halt = button('halt_cluster', label, JSON.stringify({ scope }), { style: 'danger', confirm: ask });
  return say(text, actions(halt));
}
