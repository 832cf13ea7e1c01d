// How the same experiment went on the same workloads the last time, signal by signal.

import { canonicalJson } from '../chaos/canonical-json.ts';
import type { RunRecord } from '../runs/record.ts';
import type { SeenSignal } from '../runs/signals.ts';

/** Newest first, at most so many; of them the first that is alike counts. */
export type FindAlike = (record: RunRecord) => Promise<readonly RunRecord[]>;

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

function isAlike(a: RunRecord, b: RunRecord): boolean {
  return gistOf(a) === gistOf(b);
}

/** What was done to what: names of objects and counts of pods may differ. */
function gistOf({ plan }: RunRecord): string {
  const { cluster } = plan.experiment.target;
  const workloads = plan.workloads.map(({ kind, name, namespace = '' }) => [kind, namespace, name]);
  return canonicalJson({ cluster, kind: plan.manifest.kind, spec: plan.manifest.spec, workloads });
}
