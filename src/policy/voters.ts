// Who may vote on a request, and the fewest people to ask.

import type { Person } from '../identity/person.ts';
import { fillSeats, type Missing, missingOf, type Voter } from './seats.ts';
import type { Approval } from './verdict.ts';

export type MayVote =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly why: 'requester' | 'not-in-a-group';
      readonly groups: readonly string[];
    };

export function mayVote(person: Voter, approvals: readonly Approval[], requesterId: string): MayVote {
  const groups = approvals.map(({ group }) => group);
  if (person.id === requesterId) return { ok: false, why: 'requester', groups };
  return groups.some((group) => person.groups.includes(group))
    ? { ok: true }
    : { ok: false, why: 'not-in-a-group', groups };
}

export interface AskWhom {
  readonly approvals: readonly Approval[];
  readonly requesterId: string;
  /** Who could be asked, best first: on call, then the order of the identity map. */
  readonly people: readonly Person[];
  /** Who has approved already. */
  readonly approved?: readonly Voter[];
  /** Ids of people not to be asked (again): on leave, asked too often today. */
  readonly leaveOut?: readonly string[];
}

export interface Asked {
  /** One person for each seat still empty. */
  readonly asked: readonly Person[];
  /** Seats nobody can be asked for. */
  readonly lacking: readonly Missing[];
}

export function chooseAsked({
  approvals,
  requesterId,
  people,
  approved = [],
  leaveOut = [],
}: AskWhom): Asked {
  const done = new Set([requesterId, ...leaveOut, ...approved.map(({ id }) => id)]);
  const candidates = people.filter(({ id }) => !done.has(id));
  const voters = approved.filter(({ id }) => id !== requesterId);
  const seats = fillSeats<Voter>(approvals, [...voters, ...candidates]);
  const seated = new Set(seats.flatMap(({ taken }) => (taken === undefined ? [] : [taken.id])));
  return { asked: candidates.filter(({ id }) => seated.has(id)), lacking: missingOf(seats) };
}
