// A ramp: step after step of one run, each wider, none before the last is proven clean and its gates are open again.

import type { ChaosObject } from '../chaos/cluster.ts';
import type { Manifest } from '../chaos/experiment.ts';
import { manifestAt, stepCount } from '../chaos/steps.ts';
import { drift, isAnother } from '../plan/drift.ts';
import { stopsAt } from './alerts.ts';
import { beside } from './beside.ts';
import { enter, enterRecovering, type Patch } from './enter.ts';
import { faultBegan } from './fault-time.ts';
import type { Observation } from './input.ts';
import type { RunRecord } from './record.ts';
import { breaches } from './signals.ts';
import { waited } from './tries.ts';

type Gate = Extract<Observation, { kind: 'gate' }>;

/** The object of the step that the run is at; of what is no ramp, its only one. */
export function manifestNow({ plan, step = 0 }: RunRecord): Manifest {
  return manifestAt(plan.experiment, plan.manifest, step);
}

/** News of a step that is past must not be taken for news of this one. */
export function isOfAnotherStep(record: RunRecord, { name }: Pick<ChaosObject, 'name'>): boolean {
  return record.plan.experiment.steps !== undefined && name !== manifestNow(record).metadata.name;
}

/** Only what went as it should is widened: to its end, never stuck, and no signal past its limit. */
export function goesWider(record: RunRecord): boolean {
  const { plan, step = 0, stop, stuckTimes = 0 } = record;
  const isLast = step + 1 >= stepCount(plan.experiment);
  const wentWell = stop === undefined || stop.why === 'ended';
  return !isLast && wentWell && stuckTimes === 0 && breaches(record).length === 0;
}

/** Whoever starts the run takes each of its steps. */
export function enterBetween(record: RunRecord, facts: Patch, now: number): Patch {
  const { verdict } = record.plan;
  const startAsked = verdict.kind !== 'approvals' || verdict.start === 'auto';
  return enter(record, 'between', now, { ...facts, startAsked, stop: undefined, deleteAccepted: false });
}

/** A run that is held is asked about so often. */
const HELD_MS = 3_000;

export function onStepGate(record: RunRecord, gate: Gate, now: number): Patch {
  const { latch, sentence = 'starts are halted', plan, held } = gate;
  if (latch === 'closed') return enterRecovering(record, now, { why: 'halted', at: now, reason: sentence });
  if (isAnother(record.plan, plan))
    return enterRecovering(record, now, { why: 'held', at: now, reason: 'the plan is another one now' });
  const [worse = latch === 'unreadable' ? sentence : (unanswered(record) ?? held)] = drift(record.plan, plan);
  if (worse !== undefined) return { trouble: worse, ...waited(record, 'gate', now, { waitMs: HELD_MS }) };
  return enterNext(record, gate, now);
}

/** Somebody was asked about an alert, and may still keep the run. */
function unanswered(record: RunRecord): string | undefined {
  return Number.isFinite(stopsAt(record)) ? 'an unexpected alert waits for an answer' : undefined;
}

function enterNext(record: RunRecord, gate: Gate, now: number): Patch {
  const { step = 0 } = record;
  const began = faultBegan(record);
  const past = {
    ...{ object: undefined, records: [], createSentAt: undefined, deleteAccepted: false, proof: undefined },
    ...{ beganAt: undefined, injectedAt: undefined, plannedEnd: undefined, hold: undefined },
  };
  return enter(record, 'starting', now, {
    ...past,
    step: step + 1,
    ...(began !== undefined && { firstBeganAt: began }),
    ...(gate.before && { before: gate.before }),
    ...beside(record, gate, now),
  });
}
