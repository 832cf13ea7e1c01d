// Records as text becomes them, and as they begin.

import type { ChaosObject } from '../chaos/cluster.ts';
import { CHAIN_START } from './log.ts';
import type { RunRecord } from './record.ts';
import type { NewRun } from './runs.ts';
import { onCreated } from './sight.ts';

export function firstRecord(run: NewRun, now: number): RunRecord {
  return {
    schema: run.plan.experiment.steps === undefined ? 1 : 2,
    head: CHAIN_START,
    seq: 1,
    facts: 1,
    phase: 'draft',
    since: now,
    createdAt: now,
    ...run,
    votes: [],
    asked: [],
    startAsked: false,
    records: [],
    escalations: 0,
    messages: {},
    tries: {},
  };
}

/** A record written by a newer version is left alone: replicas may differ by one. */
export function parseRecord(text: string | undefined): RunRecord | undefined {
  if (text === undefined) return undefined;
  const record = JSON.parse(text) as RunRecord;
  return record.schema <= 2 ? record : undefined;
}

/** A run whose object stands in the cluster while Redis knows nothing of it: it goes on at `injecting`, with a new card. */
export function rebuiltRecord(run: NewRun, object: ChaosObject, now: number): RunRecord {
  const known = firstRecord(run, now);
  return {
    ...known,
    ...onCreated({ ...known, phase: 'starting' }, object, now),
    startAsked: true,
    approvedAt: now,
  };
}
