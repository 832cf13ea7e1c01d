// Effects that lead to the object: check, gate and create.

import type { ChaosObject, ClusterRefusal } from '../../chaos/cluster.ts';
import { RUN_LABEL } from '../../halt/seal.ts';
import type { Person } from '../../identity/person.ts';
import { blocked, drift, isAnother } from '../../plan/drift.ts';
import type { Plan } from '../../plan/plan.ts';
import type { EffectRunner } from '../effect.ts';
import type { Observation } from '../input.ts';
import type { RunRecord } from '../record.ts';
import { podsBefore } from './pods.ts';
import { type ClusterEffectDeps, type LatchState, partsOf, refOf } from './ports.ts';

const DIGEST_ANNOTATION = 'faultline.dev/digest';

export function createCheck(deps: ClusterEffectDeps): EffectRunner {
  return {
    async run(_effect, record) {
      needsSight(deps, record);
      const [plan, latch] = await Promise.all([deps.planAgain(record, { dryRun: true }), deps.latch(record)]);
      if (latch.state === 'closed') return { kind: 'checked', plan: withHalt(plan, latch), asked: [] };
      return { kind: 'checked', plan, asked: await askedFor(deps, record, plan) };
    },
  };
}

/** A bot that has just come up knows no pod yet: what it then planned would be about nothing, and refused. */
function needsSight(deps: ClusterEffectDeps, record: RunRecord): void {
  const { cluster, cache } = partsOf(deps, record);
  if (!cache.synced()) throw new Error(`what is in ${cluster.name} is not known yet: it is being read`);
}

/** Nobody is asked about a plan that goes back to its requester, and nobody twice about the same one. */
async function askedFor(deps: ClusterEffectDeps, record: RunRecord, plan: Plan): Promise<readonly Person[]> {
  if (plan.digest !== record.plan.digest || blocked(plan)) return [];
  return record.asked.length > 0 ? record.asked : deps.chooseAsked(record, plan);
}

/** Said privately to the requester before anybody is asked; the gate and the create read the latch again. */
function withHalt(plan: Plan, { sentence = 'Starts are halted' }: LatchState): Plan {
  const cure = 'Two people release it: `/chaos release because …`.';
  return {
    ...plan,
    findings: [
      { severity: 'block', check: 'halt', path: 'cluster', sentence: `${sentence}.`, cure },
      ...plan.findings,
    ],
  };
}

export function createReview(deps: ClusterEffectDeps): EffectRunner {
  return {
    async run(_effect, record) {
      const plan = await deps.planAgain(record, { dryRun: false });
      if (!partsOf(deps, record).cache.synced() || !isAnother(record.plan, plan)) return undefined;
      return { kind: 'reviewed', changes: drift(record.plan, plan) };
    },
  };
}

export function createGate(deps: ClusterEffectDeps): EffectRunner {
  return {
    async run(_effect, record, { now, signal }) {
      needsSight(deps, record);
      const { state, sentence } = await deps.latch(record);
      const plan = await deps.planAgain(record, { dryRun: false });
      const before = podsBefore(record, partsOf(deps, record).cache);
      const measured = await deps.measuring?.(record, now, signal);
      // The right of way is taken last: whoever has it starts.
      const held = state === 'open' ? (measured?.held ?? (await deps.rightOfWay(record))) : undefined;
      return {
        ...{ kind: 'gate', latch: state, plan, before },
        ...(sentence === undefined ? {} : { sentence }),
        ...(held === undefined ? {} : { held }),
        ...(await besideOf(deps, record)),
        ...(measured?.measures && { measures: measured.measures }),
      };
    },
  };
}

/** What the run is to have beside it, as far as it is there. */
async function besideOf(
  { hearsAlerts, onCall, silences, annotates }: ClusterEffectDeps,
  record: RunRecord,
): Promise<Partial<Extract<Observation, { kind: 'gate' }>>> {
  // Nothing that monitoring says of machines and clouds is tied to runs yet, so nothing may be judged by it.
  const hears = hearsAlerts && record.plan.hits === undefined;
  const people = hears ? ((await onCall?.(record)) ?? []) : [];
  return {
    ...(hears && { hearsAlerts }),
    ...(people.length > 0 && { onCall: people }),
    ...(silences && { silences }),
    ...(annotates?.(record) && { annotates: true as const }),
  };
}

/** Late or doubled creates are harmless: the name is the run's own, and what stands under it is compared. */
export function createCreate(deps: ClusterEffectDeps): EffectRunner {
  return {
    before: () => ({ kind: 'creating' }),
    async run(_effect, record, { now, signal }) {
      const { cluster } = partsOf(deps, record);
      const look = (): Promise<ChaosObject | undefined> => cluster.get(refOf(record), { signal });
      const standing = record.createSentAt === undefined ? undefined : await look();
      if (standing) return settled(record, standing);
      const closed = await latchRefusal(deps, record);
      if (closed) return closed;
      const answer = await cluster.create(deps.sealed(record, now), record.requester, { signal });
      return answer.ok ? { kind: 'created', object: answer.object } : refused(record, answer.refusal, look);
    },
  };
}

/** Read just before the create: a halt that came after the gate still counts. */
async function latchRefusal(deps: ClusterEffectDeps, record: RunRecord): Promise<Observation | undefined> {
  const { state, sentence } = await deps.latch(record);
  if (state === 'unreadable') throw new Error(sentence ?? 'the latch could not be read');
  return state === 'closed' ? refusedBy(sentence ?? 'starts are halted') : undefined;
}

/** A refusal ends the run only when nothing of ours stands; a throttled create is tried again. */
async function refused(
  record: RunRecord,
  refusal: ClusterRefusal,
  look: () => Promise<ChaosObject | undefined>,
): Promise<Observation> {
  if (refusal.reason === 'throttled') throw new Error(refusal.sentence);
  const standing = await look();
  return standing ? settled(record, standing) : { kind: 'create-refused', refusal };
}

function settled(record: RunRecord, object: ChaosObject): Observation {
  // Also when somebody deletes it already: what was made must be taken back, not made again.
  if (isOurs(record, object)) return { kind: 'created', object };
  return refusedBy(`another object named ${object.name} stands in ${object.namespace}`);
}

function refusedBy(sentence: string): Observation {
  return { kind: 'create-refused', refusal: { reason: 'exists', sentence, fields: [] } };
}

export function isOurs(record: RunRecord, object: ChaosObject): boolean {
  return (
    object.labels[RUN_LABEL] === record.id && object.annotations[DIGEST_ANNOTATION] === record.plan.digest
  );
}
