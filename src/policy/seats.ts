// Seats people onto the approvals a rule demands: each person takes one seat at most, in whichever group serves best.

import type { Approval } from './verdict.ts';

export interface Voter {
  readonly id: string;
  readonly groups: readonly string[];
}

export interface Seat<T extends Voter> {
  readonly group: string;
  readonly taken?: T;
}

/**
 * A maximum matching (augmenting paths), people in the given order: who is seated once stays seated, though perhaps on
 * another seat, so that a member of two groups never blocks the only candidate of one of them.
 */
export function fillSeats<T extends Voter>(
  approvals: readonly Approval[],
  people: readonly T[],
): readonly Seat<T>[] {
  const groups = approvals.flatMap(({ group, count }) => Array.from({ length: count }, () => group));
  const taken = new Map<number, T>();
  const place = (person: T, tried: Set<number>): boolean => {
    const open = groups.flatMap((group, at) => (person.groups.includes(group) && !tried.has(at) ? [at] : []));
    return open.some((at) => {
      if (tried.has(at)) return false;
      tried.add(at);
      const there = taken.get(at);
      if (there !== undefined && !place(there, tried)) return false;
      taken.set(at, person);
      return true;
    });
  };
  for (const person of people) place(person, new Set());
  return groups.map((group, at) => seatOf(group, taken.get(at)));
}

function seatOf<T extends Voter>(group: string, taken: T | undefined): Seat<T> {
  return taken === undefined ? { group } : { group, taken };
}

export interface Missing {
  readonly group: string;
  readonly more: number;
}

/** Empty seats by group, in the order of the rule. */
export function missingOf(seats: readonly Seat<Voter>[]): readonly Missing[] {
  const empty = seats.filter(({ taken }) => taken === undefined).map(({ group }) => group);
  return [...new Set(empty)].map((group) => ({ group, more: empty.filter((one) => one === group).length }));
}
