// The other buttons of a run: start after the last vote, try again, leave it behind.

import { canStart } from '../runs/phases.ts';
import { isEnded } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { findRun } from './find-run.ts';
import { intend } from './intend.ts';

export async function startRun(run: string, asking: Asking, runs: Runs): Promise<Answer> {
  const answer = await intend(run, { kind: 'start', by: asking.person }, 'start', asking, runs, (record) => ({
    kind: 'started',
    record,
  }));
  if (answer.kind !== 'refused' || answer.of !== 'run' || answer.refusal.kind !== 'not-now') return answer;
  // A second press says what the first has done.
  const { record } = answer;
  const isOn = record?.startAsked === true && !isEnded(record.phase);
  return isOn ? { kind: 'started', record } : answer;
}

export async function startByLine(word: string | undefined, asking: Asking, runs: Runs): Promise<Answer> {
  const mine = await findRun(word, asking, runs, (record) => canStart(record));
  if (!mine.ok) return { kind: 'refused', of: 'which', refusal: mine.refusal };
  return startRun(mine.record.id, asking, runs);
}

export function retryRun(run: string, asking: Asking, runs: Runs): Promise<Answer> {
  return intend(run, { kind: 'retry', by: asking.person }, 'retry', asking, runs, (record) => ({
    kind: 'retried',
    record,
  }));
}

/** The first of two people asks, the second makes it so. */
export function abandonRun(run: string, asking: Asking, runs: Runs): Promise<Answer> {
  return intend(run, { kind: 'abandon', by: asking.person }, 'abandon', asking, runs, (record) => ({
    kind: record.phase === 'abandoned' ? 'abandoned' : 'abandon-asked',
    record,
  }));
}
