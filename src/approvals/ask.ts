// Whom to ask for their vote: the fewest people, on call first, and nobody too often a day.

import type { Person } from '../identity/person.ts';
import type { Approval } from '../policy/verdict.ts';
import { chooseAsked } from '../policy/voters.ts';
import type { Vote } from '../runs/record.ts';

export interface AskDeps {
  /** Members of a group, best first: on call, then the order of the identity map. */
  readonly membersOf: (group: string) => Promise<readonly Person[]>;
  /** Counts one more question to this person today; false: they have been asked often enough. */
  readonly takeQuestion: (personId: string) => Promise<boolean>;
}

export interface Question {
  readonly approvals: readonly Approval[];
  readonly requester: Person;
  readonly votes: readonly Vote[];
}

/** Seats nobody can be asked for stay empty: the card names their group, whose members may still vote. */
export type ChooseAsked = (question: Question) => Promise<readonly Person[]>;

export function createAsk({ membersOf, takeQuestion }: AskDeps): ChooseAsked {
  return async ({ approvals, requester, votes }) => {
    const people = await everyoneIn(approvals, membersOf);
    const approved = votes.filter(({ vote }) => vote === 'approve').map(({ by }) => by);
    const taken = new Map<string, boolean>();
    for (;;) {
      const leaveOut = [...taken].filter(([, willing]) => !willing).map(([id]) => id);
      const { asked } = chooseAsked({ approvals, requesterId: requester.id, people, approved, leaveOut });
      const unsure = asked.filter(({ id }) => !taken.has(id));
      if (unsure.length === 0) return asked;
      for (const { id } of unsure) taken.set(id, await takeQuestion(id));
    }
  };
}

async function everyoneIn(
  approvals: readonly Approval[],
  membersOf: AskDeps['membersOf'],
): Promise<readonly Person[]> {
  const groups = await Promise.all(approvals.map(({ group }) => membersOf(group)));
  return [...new Map(groups.flat().map((person) => [person.id, person])).values()];
}
