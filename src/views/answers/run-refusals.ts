// Why something could not be done with a run; who was first, and where it stands now.

import type { RunRefusal } from '../../runs/input.ts';
import type { Wish } from '../../verbs/refused.ts';
import { code, escapeText } from '../escape.ts';
import { nameOf, titleOf } from '../run/phrases.ts';
import type { Scene } from '../run/scene.ts';
import { stateLine } from '../run/state.ts';
import { denial } from '../run/votes.ts';
import { timeOf } from '../time.ts';

type Sentence<K extends RunRefusal['kind']> = (
  refusal: Extract<RunRefusal, { kind: K }>,
  wish: Wish,
  scene: Scene | undefined,
) => string;

const SENTENCES: { readonly [K in RunRefusal['kind']]: Sentence<K> } = {
  'unknown-run': ({ run }) =>
    `I do not keep a run ${code(run)} any more. \`/chaos list all\` shows those I know.`,
  'not-connected': () =>
    'Redis is not connected. *Nothing was started*, and nothing of this will start later. `/chaos halt` works without it.',
  'too-late': () =>
    'That took too long to be counted, so it counts for nothing: *nothing was started*. Press again.',
  unsure: () =>
    'Redis took this and did not answer, so *it may have counted or not*. If it did, the card shows it; `/chaos list mine` tells once Redis answers. `/chaos halt` works without it.',
  'not-yours': (_refusal, wish, scene) =>
    `Only ${scene === undefined ? 'the person who asked' : nameOf(scene.record.requester)} can ${WISHES[wish]}. Anybody may stop it.`,
  'own-run': () => 'You asked for this run, so somebody else must vote on it. Your press counts for nothing.',
  'not-a-voter': ({ groups }) =>
    `Your vote is not asked for: ${groups.map(code).join(' or ')} must agree, and you are in none of them. \`/chaos whoami\` says what you are in.`,
  'already-voted': ({ vote, at }) =>
    `Already counted ${timeOf(at)}: you ${vote === 'approve' ? 'approved' : 'denied'} it. Once is enough.`,
  'old-plan': (_refusal, _wish, scene) =>
    `The plan has changed since that message, so the press counts for nothing.${scene === undefined ? '' : ` Now: ${titleOf(scene)}, plan ${code(scene.record.plan.digest.slice(0, 4))}. Look at the card and press there.`}`,
  blocked: () =>
    'Something in the plan stands in the way; nothing was started. Change the plan, then press again.',
  'not-now': (_refusal, wish, scene) => notNow(wish, scene),
  'second-person-needed': () => 'You asked for this yourself; a second person must press it too.',
};

const WISHES: Readonly<Record<Wish, string>> = {
  request: 'start or request it',
  approve: 'approve it',
  deny: 'deny it',
  start: 'start it',
  stop: 'cancel this plan',
  pause: 'pause it',
  resume: 'let it go on',
  retry: 'try again',
  abandon: 'mark it as left behind',
  change: 'change it',
  show: 'see it',
  again: 'do it again',
  keep: 'keep it going',
  rule: 'say that of its alerts',
};

export function runSentence(refusal: RunRefusal, wish: Wish, scene: Scene | undefined): string {
  const sentence = SENTENCES[refusal.kind] as (
    refusal: RunRefusal,
    wish: Wish,
    scene: Scene | undefined,
  ) => string;
  return sentence(refusal, wish, scene);
}

const NOTHING_LEFT: Readonly<Partial<Record<Wish, string>>> = {
  stop: ' There is nothing left to stop.',
  pause: ' What happens once, or is not injected now, cannot be paused.',
  resume: ' It is not paused.',
  keep: ' No alert would stop it now.',
  rule: ' No alert surprised it.',
};

/** Somebody was first, or it is over: says who and since when. */
function notNow(wish: Wish, scene: Scene | undefined): string {
  if (scene === undefined) return `Too late to ${WISHES[wish]}: it has moved on.`;
  const first = wish === 'approve' || wish === 'deny' ? decided(scene) : undefined;
  if (wish === 'again') return notEnded(scene);
  const over = NOTHING_LEFT[wish] ?? '';
  return `${first ?? 'Not possible now.'}${over} ${titleOf(scene)} (${escapeText(scene.record.id)}): ${stateLine(scene)}.`;
}

/** An open run needs no second one: where it stands, and what to do instead. */
function notEnded(scene: Scene): string {
  const { id, phase } = scene.record;
  const isPlan = phase === 'draft' || phase === 'checking';
  const now = isPlan
    ? 'That is only a plan yet: press its buttons, or [Change] it.'
    : `That run has not ended, and only an ended one is done again. Once it has: ${code(`/chaos again ${id}`)}.`;
  return `${now} ${titleOf(scene)} (${escapeText(id)}): ${stateLine(scene)}.`;
}

function decided(scene: Scene): string | undefined {
  const no = denial(scene);
  if (no !== undefined) return `${nameOf(no.by)} was first: denied ${timeOf(no.at)}.`;
  const last = scene.record.votes.at(-1);
  return last === undefined
    ? undefined
    : `It was decided: ${nameOf(last.by)} gave the last vote ${timeOf(last.at)}.`;
}
