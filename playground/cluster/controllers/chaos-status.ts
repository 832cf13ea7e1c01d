// Reads and computes the status of an experiment: desired phase, records, the four conditions.

import { parseGoDuration } from '../kinds/duration.ts';
import type { ChaosKind, TargetRecord } from '../kinds/kind.ts';
import {
  type Fields,
  fieldsAt,
  isFields,
  type KubeObject,
  listAt,
  specOf,
  statusOf,
  textAt,
} from '../objects/kube-object.ts';
import { isTerminating } from '../objects/pod.ts';

export type DesiredPhase = 'Run' | 'Stop';

const PAUSE = 'experiment.chaos-mesh.org/pause';

export function isPaused(object: KubeObject): boolean {
  return object.metadata.annotations?.[PAUSE] === 'true';
}

export function desiredPhaseOf(object: KubeObject): string {
  return textAt(fieldsAt(statusOf(object), 'experiment'), 'desiredPhase');
}

/** Undefined until a selection succeeded; what a client forged counts like the controller's own. */
export function recordsOf(object: KubeObject): TargetRecord[] | undefined {
  const records = listAt(fieldsAt(statusOf(object), 'experiment'), 'containerRecords');
  return records.length === 0 ? undefined : (structuredClone(records) as TargetRecord[]);
}

/** Milliseconds until the duration is over, counted from creation; undefined without one. */
export function untilEnd(object: KubeObject, now: number): number | undefined {
  const duration = textAt(specOf(object), 'duration');
  const parsed = parseGoDuration(duration);
  if (duration === '' || !parsed.ok) return undefined;
  return Date.parse(object.metadata.creationTimestamp) + parsed.ms - now;
}

export interface Wanted {
  readonly phase: DesiredPhase;
  /** Why it is not running, which is also the event on the way there. */
  readonly because: 'deleted' | 'oneShot' | 'timeUp' | 'paused' | 'running';
}

export function wantedPhase(kind: ChaosKind, object: KubeObject, now: number): Wanted {
  if (isTerminating(object)) return { phase: 'Stop', because: 'deleted' };
  if (kind.isOneShot(specOf(object))) return { phase: 'Run', because: 'oneShot' };
  const left = untilEnd(object, now);
  if (left !== undefined && left < 0) return { phase: 'Stop', because: 'timeUp' };
  if (isPaused(object)) return { phase: 'Stop', because: 'paused' };
  return { phase: 'Run', because: 'running' };
}

export function conditionsOf(object: KubeObject): Fields[] {
  const records = recordsOf(object);
  const all = (phase: string): boolean => records?.every((record) => record.phase === phase) === true;
  const condition = (type: string, holds: boolean): Fields => ({ type, status: holds ? 'True' : 'False' });
  return [
    condition('Selected', records !== undefined),
    condition('AllInjected', all('Injected')),
    condition('AllRecovered', all('Not Injected')),
    condition('Paused', isPaused(object)),
  ];
}

export function sameConditions(object: KubeObject, wanted: readonly Fields[]): boolean {
  const text = (entries: readonly unknown[]): string =>
    entries
      .filter(isFields)
      .map((entry) => `${textAt(entry, 'type')}=${textAt(entry, 'status')}`)
      .sort()
      .join();
  return text(listAt(statusOf(object), 'conditions')) === text(wanted);
}

export function setExperiment(draft: KubeObject, change: Fields): void {
  const status = statusOf(draft);
  draft['status'] = { ...status, experiment: { ...fieldsAt(status, 'experiment'), ...change } };
}
