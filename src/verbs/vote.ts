// Approve and deny, by button or by line; a vote binds to the digest of the plan that was seen.

import { canDeny, canVote } from '../runs/phases.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { findRun } from './find-run.ts';
import { intend } from './intend.ts';

export interface Ballot {
  readonly vote: 'approve' | 'deny';
  readonly run: string;
  readonly digest: string;
  readonly why?: string;
}

export function castVote(ballot: Ballot, asking: Asking, runs: Runs): Promise<Answer> {
  const { vote, run, digest, why } = ballot;
  const by = asking.person;
  const intent =
    vote === 'approve'
      ? { kind: vote, by, digest }
      : { kind: vote, by, digest, ...(why === undefined ? {} : { why }) };
  return intend(run, intent, vote, asking, runs, (record) => ({ kind: 'voted', vote, record }));
}

interface VoteLine {
  readonly verb: 'approve' | 'deny';
  readonly run?: string;
  readonly code?: string;
  readonly because?: string;
}

/** Without the code on the card nobody can know that the plan was read: it is shown with its buttons instead. */
export async function voteByLine(line: VoteLine, asking: Asking, runs: Runs): Promise<Answer> {
  const fits = line.verb === 'approve' ? canVote : canDeny;
  const found = await findRun(line.run, asking, runs, fits);
  if (!found.ok) return { kind: 'refused', of: 'which', refusal: found.refusal };
  const { record } = found;
  const { digest } = record.plan;
  if (!fits(record)) return castVote({ vote: line.verb, run: record.id, digest }, asking, runs);
  if (line.code === undefined) return { kind: 'vote-plan', record };
  if (!digest.startsWith(line.code)) return { kind: 'vote-plan', record, codeWas: line.code };
  const why = line.because === undefined ? {} : { why: line.because };
  return castVote({ vote: line.verb, run: record.id, digest, ...why }, asking, runs);
}
