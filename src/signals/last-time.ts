// How the same experiment went on the same workloads the last time, signal by signal.

import { type FindAlike, isAlike } from '../runs/alike.ts';
import type { RunRecord } from '../runs/record.ts';
import type { SeenSignal } from '../runs/signals.ts';

export async function withLastTime(
  record: RunRecord,
  seen: readonly SeenSignal[],
  find: FindAlike,
): Promise<readonly SeenSignal[]> {
  const found = await find(record);
  const last = found.find(
    (one) => one.id !== record.id && one.signals?.judged === true && isAlike(one, record),
  );
  return last === undefined ? seen : seen.map((signal) => ({ ...signal, ...lastOf(signal, last) }));
}

function lastOf({ name }: SeenSignal, last: RunRecord): Pick<SeenSignal, 'lastTime'> {
  const worst = last.signals?.seen.find((one) => one.name === name)?.worst;
  if (worst === undefined) return {};
  return { lastTime: { run: last.id, at: last.recoveredAt ?? last.since, worst: worst.value } };
}
