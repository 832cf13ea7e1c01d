// The second line of a card, by phase: one word in capitals that can be read on a lock screen, and what goes with it.

import { counted } from '../../chaos/reach/words.ts';
import type { Phase, RunRecord, Stop } from '../../runs/record.ts';
import { exactTimeOf, timeOf } from '../time.ts';
import { isWhole } from './family.ts';
import {
  both,
  dueEndOf,
  lateness,
  listOf,
  nameOf,
  onOf,
  roughly,
  saying,
  stepNow,
  targetName,
  wasStuck,
  wordOf,
} from './phrases.ts';
import { leftCount, provenWords, readyWords } from './proof.ts';
import type { Scene } from './scene.ts';
import { approvers, denial, stillNeeded } from './votes.ts';

const STATES: Readonly<Record<Phase, (scene: Scene) => string>> = {
  draft,
  checking: () => 'CHECKING: nothing was started',
  awaiting,
  approved,
  starting: ({ record }) => `STARTING${stepNow(record)}`,
  injecting,
  running: ({ record }) =>
    `${record.hold?.paused ? 'PAUSING' : 'RUNNING'}${stepNow(record)}${ends(record)}${notHeld(record)}`,
  paused,
  recovering: ({ record }) =>
    `ENDING${record.stop === undefined ? '' : ` · ${stopWords(record.stop, record)}`}`,
  verifying,
  between,
  stuck: (scene) => `STUCK: ${leftCount(scene)}, ${lateness(scene.record, lastLook(scene.record))}`,
  dropped: () => 'DROPPED: nothing was started',
  refused: ({ record }) => `REFUSED${because(record)}`,
  denied,
  expired: ({ record }) =>
    `EXPIRED: ${record.from === 'approved' ? 'not started in time' : 'too few votes in time'}`,
  withdrawn: ({ record }) => `WITHDRAWN by ${nameOf({ name: record.stop?.by ?? record.requester.name })}`,
  cancelled: ({ record }) =>
    record.stop === undefined
      ? `CANCELLED${because(record)}`
      : `CANCELLED: ${stopWords(record.stop, record)}`,
  failed: ({ record }) => `FAILED${because(record)}`,
  recovered: recoveredWords,
  abandoned: ({ record }) => `LEFT BEHIND by ${abandonedBy(record)}`,
};

/** A draft that never was anything else has nothing to be changed from. */
function draft({ record }: Scene): string {
  const who = nameOf(record.requester);
  return record.from === undefined
    ? `PLAN: nothing starts until ${who} presses`
    : `PLAN CHANGED: nothing was started until ${who} asks again`;
}

/** The state in words, without the card's other lines. */
export function stateLine(scene: Scene): string {
  return STATES[scene.record.phase](scene);
}

function awaiting(scene: Scene): string {
  const { more, of } = stillNeeded(scene);
  return `WAITING: ${more} more of ${of}${until(scene)}`;
}

function approved(scene: Scene): string {
  const { record } = scene;
  if (scene.may.canStart) return `APPROVED: ${nameOf(record.requester)} starts it${until(scene)}`;
  if (record.trouble !== undefined) return `HELD: ${saying(record.trouble)}${until(scene)}`;
  return `APPROVED: starting${until(scene)}`;
}

/** `STEP 1 of 3 CLEAN · step 2 follows`, `STEP 1 of 3 CLEAN · HELD: shop p99 is at 900 ms already · until 11:35` */
function between(scene: Scene): string {
  const { record } = scene;
  const { step = 0, tries, object } = record;
  const removal = object?.gone ? undefined : tries['remove'];
  const trouble = record.trouble ?? removal?.error ?? tries['gate']?.error;
  const done = `${stepNow(record).trim().toUpperCase().replace(' OF ', ' of ')} CLEAN`;
  const next = `step ${step + 2}`;
  if (scene.may.canStart) return `${done} · ${nameOf(record.requester)} starts ${next}${until(scene)}`;
  return trouble === undefined
    ? `${done} · ${next} follows`
    : `${done} · HELD: ${saying(trouble)}${until(scene)}`;
}

function until({ waitsUntil }: Scene): string {
  return waitsUntil === undefined ? '' : ` · until ${timeOf(waitsUntil)}`;
}

function injecting({ record, phrase }: Scene): string {
  if (isWhole(record)) return `STARTING${ends(record)}`;
  const done = record.records.filter(({ injectedCount }) => injectedCount > 0).length;
  const ended = record.plan.oneShot ? '' : ends(record);
  const what = `${phrase.running}${stepNow(record)}`;
  // How many a step hits is known once Chaos Mesh has picked them.
  if (record.records.length === 0 && record.plan.experiment.steps !== undefined) return `${what}${ended}`;
  const most = record.records.length || record.plan.affected.most;
  return `${what}: ${done} of ${counted(onOf(record), most)}${ended}`;
}

function paused({ record }: Scene): string {
  const { hold } = record;
  const on = hold?.until === undefined ? '' : ` · goes on ${exactTimeOf(hold.until)}`;
  const what = hold?.paused === false ? 'RESUMING' : 'PAUSED';
  return `${what}${on}${ends(record)}, since Chaos Mesh counts on${notHeld(record)}`;
}

/** Why the cluster did not pause it, or let it go on. */
function notHeld({ trouble }: RunRecord): string {
  return trouble === undefined ? '' : ` · ${saying(trouble)}`;
}

function ends({ plannedEnd }: RunRecord): string {
  return plannedEnd === undefined ? '' : ` · ends ${exactTimeOf(plannedEnd)}`;
}

function verifying(scene: Scene): string {
  const { record } = scene;
  if (record.plan.oneShot && record.injectedAt !== undefined) {
    const ready = readyWords(record);
    return `${happenedWords(scene)}${ready === undefined ? '' : ` · ${ready}`}`;
  }
  return `VERIFYING${record.proof === undefined ? '' : `: ${provenWords(record) ?? 'every target'}`}`;
}

/** `KILLED web-b 11:00:04`; undefined for faults that last, and before they happen. */
export function happenedWords({ record, phrase }: Scene): string | undefined {
  if (!record.plan.oneShot || record.injectedAt === undefined) return undefined;
  const hit = record.records
    .filter(({ injectedCount }) => injectedCount > 0)
    .map(({ id }) => targetName(id, record.plan));
  return `${phrase.done} ${listOf(hit.length > 0 ? hit : ['its targets'])} ${exactTimeOf(record.injectedAt)}`;
}

/** `RECOVERED, 3/3 ready after 9 s`, `RECOVERED 11:07:19`, `RECOVERED 11:19, 9 min late` */
export function recoveredWords({ record }: Scene): string {
  const at = record.recoveredAt ?? record.since;
  if (onOf(record) === 'cloud') return acceptedWords(record, at);
  if (wasStuck(record)) return `RECOVERED ${timeOf(at)}, ${lateness(record, at)}`;
  const ready = readyWords(record);
  return record.plan.oneShot && record.injectedAt !== undefined && ready !== undefined
    ? `RECOVERED, ${ready} after ${roughly(at - record.injectedAt)}`
    : `RECOVERED ${exactTimeOf(at)}`;
}

/** That a cloud took an order is not that anything is up again, and the one is never called the other. */
function acceptedWords(record: RunRecord, at: number): string {
  const state = record.plan.oneShot ? 'DONE' : 'TAKEN BACK';
  const when = wasStuck(record) ? `${timeOf(at)}, ${lateness(record, at)}` : exactTimeOf(at);
  return `${state} ${when}: whether ${wordOf(record)} is up again cannot be seen from here`;
}

const AFTER: Readonly<Record<Stop['why'], string>> = {
  stopped: 'the stop',
  halted: 'the halt',
  ended: 'the end',
  gone: 'it was deleted',
  'not-injected': 'it was given up',
  late: 'it was given up',
  alert: 'the alert',
  breach: 'the breach',
  held: 'the last step',
};

/** `3/3 proven clean, 9 s after the end` */
export function provenAfter(record: RunRecord): string | undefined {
  const proven = provenWords(record);
  const isPast = record.plan.oneShot || wasStuck(record) || record.from === 'between';
  if (proven === undefined || isPast) return proven;
  const at = record.recoveredAt ?? record.since;
  return `${proven}, ${roughly(at - dueEndOf(record))} after ${AFTER[record.stop?.why ?? 'ended']}`;
}

function denied(scene: Scene): string {
  const vote = denial(scene);
  if (vote === undefined) return 'DENIED';
  return `DENIED by ${nameOf(vote.by)} ${timeOf(vote.at)}${vote.why === undefined ? '' : `: ${saying(vote.why)}`}`;
}

function because({ trouble }: RunRecord): string {
  return trouble === undefined ? ': nothing was started' : `: ${saying(trouble)}`;
}

function abandonedBy(record: RunRecord): string {
  const names = [record.abandonAskedBy?.name, record.stop?.by].filter((name) => name !== undefined);
  return both(names.map((name) => nameOf({ name })));
}

function lastLook({ since, proof }: RunRecord): number {
  return Math.max(since, proof?.at ?? 0);
}

/** `stopped by Mara 11:04:45: checkout is slow`, `ended 11:07:10` */
export function stopWords(stop: Stop, record: RunRecord): string {
  const { why, at, by, reason } = stop;
  const who = by === undefined ? '' : ` by ${nameOf({ name: by })}`;
  const words = reason === undefined ? '' : `: ${saying(reason)}`;
  switch (why) {
    case 'stopped':
    case 'halted':
      return `${why}${who} ${exactTimeOf(at)}${words}`;
    case 'ended':
      return `ended ${exactTimeOf(record.plannedEnd ?? at)}`;
    case 'gone':
      return `its object went from the cluster ${exactTimeOf(at)}`;
    case 'not-injected':
      return 'nothing was injected within a minute';
    case 'held':
      return `the next step was not started${words}`;
    case 'late':
      return 'the cluster did not answer its creation in time';
    case 'alert':
    case 'breach':
      return `stopped by rule ${exactTimeOf(at)}${words}`;
    default:
      return why satisfies never;
  }
}

export function approvedBy(scene: Scene): string {
  return both(approvers(scene).map(nameOf));
}
