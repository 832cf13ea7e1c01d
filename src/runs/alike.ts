// Runs that did the same to the same: what happened then says something of what will happen now.

import { canonicalJson } from '../chaos/canonical-json.ts';
import type { RunRecord } from './record.ts';

/** Newest first, at most so many; whether they are alike is still to be seen. */
export type FindAlike = (record: RunRecord) => Promise<readonly RunRecord[]>;

export function isAlike(a: RunRecord, b: RunRecord): boolean {
  return gistOf(a) === gistOf(b);
}

/** What was done to what: names of objects, counts of pods and what was expected may differ. */
function gistOf({ plan }: RunRecord): string {
  const {
    target: { cluster },
    steps = [],
  } = plan.experiment;
  const workloads = plan.workloads.map(({ kind, name, namespace = '' }) => [kind, namespace, name]);
  return canonicalJson({ cluster, kind: plan.manifest.kind, spec: plan.manifest.spec, workloads, steps });
}
