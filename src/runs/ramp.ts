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
import { isCutShort } from './phases.ts';
import { isEnded, type RunRecord } from './record.ts';
import { breaches } from './signals.ts';
import { waited } from './tries.ts';

type Gate = Extract<Observation, { kind: 'gate' }>;

/** The object of the step that the run is at; of what is no ramp, its only one. */
export function manifestNow({ plan, step = 0 }: RunRecord): Manifest {
  return manifestAt(plan.experiment, plan.manifest, step);
}

/** Which step's object it is, from 0; undefined: none of this run's. */
function stepOf({ plan }: RunRecord, { name }: Pick<ChaosObject, 'name'>): number | undefined {
  const { experiment, manifest } = plan;
  const steps = Array.from({ length: stepCount(experiment) }, (_, step) => step);
  return steps.find((step) => manifestAt(experiment, manifest, step).metadata.name === name);
}

/** The run has come further than the record knows: Redis has lost its newest entries. */
export function isAhead(record: RunRecord, object: Pick<ChaosObject, 'name'>): boolean {
  if (record.plan.experiment.steps === undefined || isEnded(record.phase)) return false;
  return (stepOf(record, object) ?? 0) > (record.step ?? 0);
}

/** What the record must have said of its steps when this object was made. */
export function atStepOf(record: RunRecord, object: Pick<ChaosObject, 'name'>, now: number): Patch {
  const step = stepOf(record, object) ?? 0;
  const began = faultBegan(record);
  if (step === 0) return {};
  const from = record.stepEndedAt ?? record.stop?.at ?? now;
  const rests = began === undefined ? [] : [...(record.rests ?? []), { from, to: now }];
  return { step, rests, ...(began !== undefined && { firstBeganAt: began }) };
}

/** News of a step that is past must not be taken for news of this one. */
export function isOfAnotherStep(record: RunRecord, { name }: Pick<ChaosObject, 'name'>): boolean {
  return record.plan.experiment.steps !== undefined && name !== manifestNow(record).metadata.name;
}

/** What is true of one step alone; messages, alerts and signals are of the whole run. */
const STEP_BOUND: ReadonlySet<Observation['kind']> = new Set([
  ...(['gate', 'creating', 'created', 'create-refused', 'removed', 'hold-refused', 'proved'] as const),
  ...(['silenced', 'unsilenced'] as const),
]);

/** A receipt as one of the step that its effect was carried out for. */
export function ofStep(record: RunRecord, receipt: Observation): Observation {
  if (record.plan.experiment.steps === undefined) return receipt;
  return { ...receipt, ofStep: stepFor(record, receipt) };
}

/** It came so late that the run is at another step. */
export function isLate(record: RunRecord, receipt: Observation): boolean {
  const { kind, ofStep: of } = receipt;
  return of !== undefined && STEP_BOUND.has(kind) && of !== stepFor(record, receipt);
}

/** A gate is that of the step which it opens. */
function stepFor({ phase, step = 0 }: RunRecord, { kind }: Observation): number {
  return kind === 'gate' && phase === 'between' ? step + 1 : step;
}

/** Only what went as it should is widened: to its end, never stuck, and no signal past its limit. */
export function goesWider(record: RunRecord): boolean {
  const { stop, stuckTimes = 0 } = record;
  const wentWell = stop === undefined || stop.why === 'ended';
  return isCutShort(record) && wentWell && stuckTimes === 0 && breaches(record).length === 0;
}

/** Whoever starts the run takes each of its steps. */
export function enterBetween(record: RunRecord, facts: Patch, now: number): Patch {
  const { verdict } = record.plan;
  const startAsked = verdict.kind !== 'approvals' || verdict.start === 'auto';
  const stepEndedAt = record.plan.oneShot ? now : (record.stop?.at ?? now);
  const left = { startAsked, stepEndedAt, stop: undefined, deleteAccepted: false };
  return enter(record, 'between', now, { ...facts, ...left });
}

/** A run that is held is asked about so often. */
const HELD_MS = 3_000;

export function onStepGate(record: RunRecord, gate: Gate, now: number): Patch | undefined {
  if (!record.startAsked || record.object?.gone !== true) return undefined;
  const { latch, sentence = 'starts are halted', plan, held } = gate;
  if (latch === 'closed') return enterRecovering(record, now, { why: 'halted', at: now, reason: sentence });
  const [bad] = breaches(record);
  if (bad !== undefined) return enterRecovering(record, now, { why: 'breach', at: now, reason: bad.title });
  if (isAnother(record.plan, plan))
    return enterRecovering(record, now, { why: 'held', at: now, reason: 'the plan is another one now' });
  const [worse = latch === 'unreadable' ? sentence : (unanswered(record) ?? held)] = drift(record.plan, plan);
  if (worse !== undefined) return { trouble: worse, ...waited(record, 'gate', now, { waitMs: HELD_MS }) };
  return enterNext(record, gate, now);
}

/** What keeps the next step from beginning, as far as it is known. */
export function holding({ trouble, tries, object }: RunRecord): string | undefined {
  const removal = object?.gone ? undefined : tries['remove'];
  return trouble ?? removal?.error ?? tries['gate']?.error;
}

/** Somebody was asked about an alert, and may still keep the run. */
function unanswered(record: RunRecord): string | undefined {
  return Number.isFinite(stopsAt(record)) ? 'an unexpected alert waits for an answer' : undefined;
}

function enterNext(record: RunRecord, gate: Gate, now: number): Patch {
  const { step = 0 } = record;
  const began = faultBegan(record);
  // What was seen of the last step stays until there is something of this one.
  const past = {
    ...{ object: undefined, createSentAt: undefined, deleteAccepted: false },
    ...{ plannedEnd: undefined, hold: undefined },
  };
  return enter(record, 'starting', now, {
    ...past,
    step: step + 1,
    stepEndedAt: undefined,
    rests: [...(record.rests ?? []), { from: record.stepEndedAt ?? now, to: now }],
    ...(began !== undefined && { firstBeganAt: began }),
    ...(gate.before && { before: gate.before }),
    ...beside(record, gate, now),
  });
}

/** A further step of which nothing was made: the run has recovered as far as it came before. */
export function notBegun(record: RunRecord, now: number, reason: string): Patch | undefined {
  const { step = 0 } = record;
  if (step === 0) return undefined;
  const stop = record.stop ?? { why: 'held' as const, at: now, reason };
  const rests = record.rests ?? [];
  const stepEndedAt = rests.at(-1)?.from ?? now;
  const back = { step: step - 1, rests: rests.slice(0, -1), stepEndedAt };
  return enter(record, 'recovered', now, { ...back, stop, recoveredAt: record.proof?.at ?? now });
}
