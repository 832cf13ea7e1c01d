// Says what a halt would end before it is pressed; `/chaos halt` itself asks nothing.

import { isBeforeCard, isEnded } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { readRun, unknownRun } from './intend.ts';
import { Unreachable } from './reach.ts';

/** `scope`: `all`, or a cluster's name. */
export async function offerHalt(scope: string, asking: Asking, runs: Pick<Runs, 'recent'>): Promise<Answer> {
  return { kind: 'offer-halt', scope, open: await countOpen(scope, asking, runs) };
}

export async function offerHaltOf(run: string, asking: Asking, runs: Runs): Promise<Answer> {
  const record = await readRun(run, asking, runs);
  if (record === undefined) return unknownRun(run, 'stop');
  return offerHalt(record.plan.experiment.target.cluster, asking, runs);
}

async function countOpen(
  scope: string,
  asking: Asking,
  runs: Pick<Runs, 'recent'>,
): Promise<number | undefined> {
  try {
    const recent = await asking.reach({ kind: 'redis' }, () => runs.recent(1000));
    return recent.filter(
      ({ phase, plan }) =>
        !isEnded(phase) &&
        !isBeforeCard(phase) &&
        (scope === 'all' || plan.experiment.target.cluster === scope),
    ).length;
  } catch (error) {
    if (error instanceof Unreachable) return undefined;
    throw error;
  }
}
