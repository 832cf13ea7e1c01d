// What a run's object carries under its seal, and a run read back from it.

import { type SealValues, specHash } from '../halt/seal.ts';
import type { Person } from '../identity/person.ts';
import { manifestNow } from './ramp.ts';
import type { RunRecord } from './record.ts';

export function sealValuesOf(record: RunRecord, now: number): SealValues {
  const { id, name, email, user, groups } = record.requester;
  return {
    run: record.id,
    cluster: record.plan.experiment.target.cluster,
    spec: specHash(manifestNow(record).spec),
    requester: JSON.stringify({ id, name, email, user, groups }),
    approvers: record.votes.filter(({ vote }) => vote === 'approve').map(({ by }) => by.id),
    digest: record.plan.digest,
    channel: record.channel,
    plannedEnd: now + record.plan.experiment.durationSeconds * 1_000,
    head: record.head,
  };
}

/** The seal was verified before, so the text is ours. */
export function requesterOf(values: SealValues): Person {
  return JSON.parse(values.requester) as Person;
}
