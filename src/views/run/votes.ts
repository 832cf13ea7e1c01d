// Votes and empty seats as people read them, and who is called when a run is in trouble.

import type { Person } from '../../identity/person.ts';
import type { Vote } from '../../runs/record.ts';
import { escapeText } from '../escape.ts';
import { timeOf } from '../time.ts';
import { both, mentions, nameOf } from './phrases.ts';
import type { Scene } from './scene.ts';

/**
 * `✓ Jon (sre) 11:06 · ○ shop-owners @Mara`; undefined when nobody had to vote. A denial is the state itself.
 * `people`: how those who are asked appear; only the card calls them.
 */
export function votesLine(
  scene: Scene,
  people: (asked: readonly Person[]) => string = mentions,
): string | undefined {
  if (scene.approvals.length === 0) return undefined;
  const given = scene.record.votes
    .filter(({ vote }) => vote === 'approve')
    .map((vote) => voteMark(scene, vote));
  const marks = [...given, ...(scene.may.canVote ? emptySeats(scene, people) : [])];
  return marks.length === 0 ? undefined : marks.join(' · ');
}

function voteMark({ quorum }: Scene, { by, at }: Vote): string {
  const seat = quorum.counted.find(({ id }) => id === by.id);
  const group = seat === undefined ? '' : ` (${escapeText(seat.group)})`;
  return `✓ ${nameOf(by)}${group} ${timeOf(at)}`;
}

function emptySeats(scene: Scene, people: (asked: readonly Person[]) => string): readonly string[] {
  const free = new Set(unvoted(scene));
  return scene.quorum.missing.map(({ group, more }) => {
    const asked = [...free].filter((person) => person.groups.includes(group)).slice(0, more);
    for (const person of asked) free.delete(person);
    const many = more > 1 ? `${more} of ` : '';
    return `○ ${many}${escapeText(group)}${asked.length > 0 ? ` ${people(asked)}` : ''}`;
  });
}

function unvoted({ record }: Scene): readonly Person[] {
  return record.asked.filter((person) => !record.votes.some(({ by }) => by.id === person.id));
}

/** Votes still needed, and how many there are in all. */
export function stillNeeded({ approvals, quorum }: Scene): { readonly more: number; readonly of: number } {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    more: sum(quorum.missing.map(({ more }) => more)),
    of: sum(approvals.map(({ count }) => count)),
  };
}

/** `one of shop-owners and one of sre, not Ana` */
export function needsWords({ approvals, record }: Scene): string {
  const groups = approvals.map(
    ({ group, count }) => `${count === 1 ? 'one' : count} of ${escapeText(group)}`,
  );
  return `${both(groups)}, not ${nameOf(record.requester)}`;
}

export function approvers({ record }: Scene): readonly Person[] {
  return record.votes.filter(({ vote }) => vote === 'approve').map(({ by }) => by);
}

export function denial({ record }: Scene): Vote | undefined {
  return record.votes.findLast(({ vote }) => vote === 'deny');
}

/** Who is called first when a fault will not go: who asked for it, then who agreed. */
const CALLED_FIRST = 2;

/** Everybody called so far, in order. */
export function calledSoFar(scene: Scene): readonly Person[] {
  return callable(scene).slice(0, CALLED_FIRST + scene.record.escalations);
}

export function calledFirst(scene: Scene): readonly Person[] {
  return callable(scene).slice(0, CALLED_FIRST);
}

/** The person whom the nth escalation calls; when there is nobody left, the requester once more. */
export function calledAt(scene: Scene, escalation: number): Person {
  return callable(scene)[CALLED_FIRST + escalation - 1] ?? scene.record.requester;
}

function callable(scene: Scene): readonly Person[] {
  const people = [scene.record.requester, ...approvers(scene), ...scene.record.asked];
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
