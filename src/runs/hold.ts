// Pausing: what somebody asked of Chaos Mesh's own pause, kept until the cluster has followed.

import type { ChaosObject } from '../chaos/cluster.ts';
import type { Person } from '../identity/person.ts';
import type { Patch } from './enter.ts';
import type { RunRecord } from './record.ts';

export interface Hold {
  /** False: to go on. */
  readonly paused: boolean;
  /** With whose rights the object is changed. */
  readonly by: Person;
  /** Milliseconds of Redis TIME at which it goes on by itself. */
  readonly until?: number;
  /** The object has shown it; what it shows later is somebody else's doing. */
  readonly done?: true;
}

/** What an object that was seen makes of it. */
export function holdSeen({ hold }: RunRecord, { paused }: Pick<ChaosObject, 'paused'>): Patch {
  if (hold === undefined) return {};
  const follows = hold.paused === paused;
  if (follows && paused) return hold.done ? {} : { hold: { ...hold, done: true } };
  return follows || hold.done ? { hold: undefined } : {};
}

/** The object has to be changed. */
export function wantsHold({ hold, object, phase }: RunRecord): boolean {
  if (hold === undefined || hold.done || object === undefined || object.gone) return false;
  return ['injecting', 'running', 'paused'].includes(phase) && object.paused !== hold.paused;
}

export function pausedUntil({ hold }: RunRecord): number {
  return hold?.until ?? Number.POSITIVE_INFINITY;
}

/** Its time is over: it goes on with the rights of whoever paused it. */
export function goesOn({ hold }: RunRecord): Patch {
  return hold === undefined ? {} : { hold: { paused: false, by: hold.by } };
}
