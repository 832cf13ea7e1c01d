// What a request still waits for: which groups vote on it, which seats are empty, and who was asked but has not voted.

import type { Person } from '../identity/person.ts';
import { quorum } from '../policy/quorum.ts';
import type { Missing } from '../policy/seats.ts';
import type { Approval } from '../policy/verdict.ts';
import type { RunRecord } from '../runs/record.ts';

export function approvalsOf({ plan }: RunRecord): readonly Approval[] {
  return plan.verdict.kind === 'approvals' ? plan.verdict.approvals : [];
}

/** The groups whose members may vote, in the order of the rule. */
export function voterGroups(record: RunRecord): readonly string[] {
  return [...new Set(approvalsOf(record).map(({ group }) => group))];
}

export function missingSeats(record: RunRecord): readonly Missing[] {
  return quorum(approvalsOf(record), record.votes, record.requester.id).missing;
}

export function notYetVoted(record: RunRecord): readonly Person[] {
  return record.asked.filter((person) => !record.votes.some(({ by }) => by.id === person.id));
}

/** Whether a person waits to be heard on this run: `Waiting for you: 1`. */
export function waitsFor(record: RunRecord, person: Person): boolean {
  if (record.phase !== 'awaiting' || person.id === record.requester.id) return false;
  if (record.votes.some(({ by }) => by.id === person.id)) return false;
  return missingSeats(record).some(({ group }) => person.groups.includes(group));
}
