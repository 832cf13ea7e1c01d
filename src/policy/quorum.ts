// Whether the votes given suffice: the requester never counts, a person counts once, denial wins.

import { fillSeats, type Missing, missingOf, type Voter } from './seats.ts';
import type { Approval } from './verdict.ts';

export interface GivenVote {
  readonly by: Voter;
  readonly vote: 'approve' | 'deny';
}

export interface Quorum {
  readonly met: boolean;
  /** Somebody entitled said no. */
  readonly denied: boolean;
  readonly missing: readonly Missing[];
  /** Whose approval counts, and for which group. */
  readonly counted: readonly { readonly id: string; readonly group: string }[];
}

/** Votes in the order they were given. */
export function quorum(
  approvals: readonly Approval[],
  votes: readonly GivenVote[],
  requesterId: string,
): Quorum {
  const valid = votes.filter(({ by }) => by.id !== requesterId && isVoter(by, approvals));
  const denied = valid.some(({ vote }) => vote === 'deny');
  const seats = fillSeats(approvals, approvers(valid));
  const missing = missingOf(seats);
  return {
    met: !denied && missing.length === 0,
    denied,
    missing,
    counted: seats.flatMap(({ group, taken }) => (taken === undefined ? [] : [{ id: taken.id, group }])),
  };
}

function isVoter({ groups }: Voter, approvals: readonly Approval[]): boolean {
  return approvals.some(({ group }) => groups.includes(group));
}

/** Each person once, as of their first approval. */
function approvers(votes: readonly GivenVote[]): readonly Voter[] {
  const people = new Map<string, Voter>();
  for (const { by, vote } of votes) if (vote === 'approve' && !people.has(by.id)) people.set(by.id, by);
  return [...people.values()];
}
