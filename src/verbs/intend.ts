// Moves a run by what a person wants of it, and turns a refusal into an answer.

import type { Intent } from '../runs/input.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import { type Asking, deliveryOf } from './asking.ts';
import type { Wish } from './refused.ts';

export async function intend(
  run: string,
  intent: Intent,
  wish: Wish,
  asking: Asking,
  runs: Pick<Runs, 'move'>,
  then: (record: RunRecord) => Answer,
): Promise<Answer> {
  const delivery = deliveryOf(asking);
  const moved = await asking.reach({ kind: 'redis' }, () => runs.move(run, intent, delivery));
  if (moved.ok) return then(moved.record);
  const { refusal, record } = moved;
  return { kind: 'refused', of: 'run', wish, refusal, ...(record === undefined ? {} : { record }) };
}

/** The run a button names; undefined: it is not kept any more. */
export function readRun(
  run: string,
  asking: Asking,
  runs: Pick<Runs, 'read'>,
): Promise<RunRecord | undefined> {
  return asking.reach({ kind: 'redis' }, () => runs.read(run));
}

export function unknownRun(run: string, wish: Wish): Answer {
  return { kind: 'refused', of: 'run', wish, refusal: { kind: 'unknown-run', run } };
}
