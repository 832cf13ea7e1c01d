// What the object in the cluster shows, and where that leads a run in each live phase.

import type { ChaosObject, TargetRecord } from '../chaos/cluster.ts';
import { isWhole, tooMany, withSeen } from './children.ts';
import { enter, enterRecovering, type Patch } from './enter.ts';
import { holdSeen } from './hold.ts';
import type { Observation } from './input.ts';
import { isNews, progress, readiness } from './news.ts';
import { isLive } from './phases.ts';
import { isOfAnotherStep } from './ramp.ts';
import type { RunRecord } from './record.ts';
import type { RunObject } from './seen-in-cluster.ts';
import { healed } from './tries.ts';

type Of<K extends Observation['kind']> = Extract<Observation, { kind: K }>;

/** A create can still land this long after it was noted: the latch and the line, then time-outs of 4 s on both sides. */
export const CREATE_IN_FLIGHT_MS = 15_000;

/** creationTimestamp is cut to whole seconds. */
const WHOLE_SECOND_MS = 1_000;

/** Chaos Mesh counts from that, so it ends up to a second early. */
const EARLY_MS = 1_500;

/** The object is there for the first time. */
export function onCreated(record: RunRecord, object: ChaosObject, now: number): Patch {
  const beganAt = createdBetween(record, object, now);
  // One-shot faults have no end of their own: what was asked is how long they are watched.
  const plannedEnd = beganAt + record.plan.experiment.durationSeconds * 1_000;
  const known = {
    ...{ object: snapshot(object), records: object.records, beganAt, plannedEnd },
    ...(record.step !== undefined && { injectedAt: undefined, proof: undefined }),
  };
  return record.phase === 'starting' ? enter(record, 'injecting', now, known) : known;
}

/**
 * Redis time of the creation. The cluster's clock may be another than Redis': what it wrote is believed only between
 * the moment this run could first create something and now.
 */
function createdBetween({ phase, since }: RunRecord, { createdAt }: ChaosObject, now: number): number {
  const earliest = phase === 'starting' ? since - WHOLE_SECOND_MS : Number.NEGATIVE_INFINITY;
  return Math.min(now, Math.max(earliest, createdAt));
}

function snapshot(object: ChaosObject): RunObject {
  const { uid, resourceVersion, createdAt, deleting, paused, finalizers, desiredPhase } = object;
  return {
    uid,
    resourceVersion,
    createdAt,
    deleting,
    paused,
    finalizers,
    gone: false,
    ...(desiredPhase ? { desiredPhase } : {}),
  };
}

export function onSeen(
  record: RunRecord,
  { object, ready, children }: Of<'seen'>,
  now: number,
): Patch | undefined {
  if (isOfAnotherStep(record, object)) return undefined;
  if (!record.object) return onFirstSight(record, object, now);
  if (record.object.uid !== object.uid) return onGone(record, { kind: 'gone' }, now);
  if (record.object.gone || isOlder(object, record.object)) return undefined;
  const facts = {
    object: snapshot(object),
    records: object.records,
    ...readiness(record, ready),
    ...(children === undefined ? {} : withSeen(record, children)),
    ...holdSeen(record, object),
    ...healed(record, 'look'),
  };
  const move = isWhole(record) ? moveWhole : moveBySight;
  const moved = isLive(record) ? move(record, object, now) : undefined;
  if (moved) return { ...facts, ...moved };
  return isNews(record, facts) ? { ...facts, ...progress(record, object.records, now) } : undefined;
}

/** Proof had begun although nothing was ever seen: now there is something to take back. */
function onFirstSight(record: RunRecord, object: ChaosObject, now: number): Patch {
  const known = onCreated(record, object, now);
  const late = record.phase === 'verifying' || record.phase === 'stuck';
  return late ? { ...known, ...enterRecovering(record, now, { why: 'late', at: now }) } : known;
}

/** resourceVersions of one object grow; both the API server and the sandbox use whole numbers. */
function isOlder(object: ChaosObject, known: RunObject): boolean {
  return Number(object.resourceVersion) < Number(known.resourceVersion);
}

/** Where the object's state leads in each live phase; undefined: stay. */
function moveBySight(record: RunRecord, object: ChaosObject, now: number): Patch | undefined {
  switch (record.phase) {
    case 'injecting':
    case 'running':
    case 'paused':
      return leaveInjection(record, object, now) ?? withinInjection(record, object, now);
    case 'recovering':
      return isRecovered(object) ? enter(record, 'verifying', now) : undefined;
    default:
      return undefined;
  }
}

/** A Schedule or Workflow is running once it stands; it recovers by going. */
function moveWhole(record: RunRecord, object: ChaosObject, now: number): Patch | undefined {
  if (record.phase !== 'injecting' && record.phase !== 'running' && record.phase !== 'paused')
    return undefined;
  if (object.deleting) return enterRecovering(record, now, { why: 'gone', at: now });
  if (object.over === true)
    return { ...enterRecovering(record, now, { why: 'ended', at: now }), plannedEnd: now };
  const reason = tooMany(record);
  if (reason !== undefined) return enterRecovering(record, now, { why: 'stopped', at: now, reason });
  const phase = object.paused ? 'paused' : 'running';
  return record.phase === phase
    ? undefined
    : enter(record, phase, now, { injectedAt: record.injectedAt ?? now });
}

function leaveInjection(record: RunRecord, object: ChaosObject, now: number): Patch | undefined {
  if (object.deleting) return enterRecovering(record, now, { why: 'gone', at: now });
  // Just after a resume the controller still says Stop; only near its time is that the end.
  const due = now >= (record.plannedEnd ?? 0) - EARLY_MS;
  const stopped = due && object.desiredPhase === 'Stop' && !object.paused;
  return stopped ? enterRecovering(record, now, { why: 'ended', at: now }) : undefined;
}

function withinInjection(record: RunRecord, object: ChaosObject, now: number): Patch | undefined {
  const done = allInjected(object.records) ? { injectedAt: record.injectedAt ?? now } : undefined;
  if (record.plan.oneShot) return done && enter(record, 'verifying', now, done);
  if (object.paused) return record.phase === 'paused' ? undefined : enter(record, 'paused', now);
  if (record.phase === 'paused') return enter(record, 'injecting', now);
  return record.phase === 'injecting' && done ? enter(record, 'running', now, done) : undefined;
}

const allInjected = (records: readonly TargetRecord[]): boolean =>
  records.length > 0 && records.every((record) => record.phase === 'Injected');

/** An object on its way out shows its last records only when it is gone. */
function isRecovered(object: ChaosObject): boolean {
  const clean = object.records.every((record) => record.phase === 'Not Injected');
  return clean && object.desiredPhase === 'Stop' && !object.deleting;
}

/** Nothing stands under the name any more, or something else does. */
export function onGone(record: RunRecord, { uid, last: seen }: Of<'gone'>, now: number): Patch | undefined {
  if (seen !== undefined && isOfAnotherStep(record, seen)) return undefined;
  if (!record.object) return seen ? goneUnseen(record, seen, now) : goneBeforeSeen(record, now);
  if (uid !== undefined && uid !== record.object.uid) return undefined;
  const last = lastWord(record, record.object, seen);
  const moved = afterGone(record, now);
  return last || moved ? { ...last, ...moved } : undefined;
}

/** The object of the DELETED event is the controller's last word; a mere 404 says less. */
function lastWord(record: RunRecord, object: RunObject, seen: ChaosObject | undefined): Patch | undefined {
  if (!seen)
    return object.gone ? undefined : { object: { ...object, gone: true }, ...healed(record, 'look') };
  if (object.final) return undefined;
  return { object: { ...snapshot(seen), gone: true, final: true }, records: seen.records };
}

function afterGone(record: RunRecord, now: number): Patch | undefined {
  switch (record.phase) {
    case 'injecting':
    case 'running':
    case 'paused':
      return enterRecovering(record, now, { why: 'gone', at: now });
    case 'recovering':
      return enter(record, 'verifying', now);
    default:
      return undefined;
  }
}

/** It was made and deleted before its receipt came: it must not be made again. */
function goneUnseen(record: RunRecord, seen: ChaosObject, now: number): Patch | undefined {
  if (!isLive(record)) return undefined;
  const known = {
    ...onCreated({ ...record, phase: 'recovering' }, seen, now),
    ...lastWord(record, snapshot(seen), seen),
  };
  return { ...known, ...enterRecovering(record, now, { why: 'gone', at: now }) };
}

/** Nothing was ever seen under the name; a create that was sent may still land. */
function goneBeforeSeen(record: RunRecord, now: number): Patch | undefined {
  if (record.phase !== 'recovering') return undefined;
  return now >= (record.createSentAt ?? 0) + CREATE_IN_FLIGHT_MS
    ? enter(record, 'verifying', now)
    : undefined;
}
