// The experiments that a run's Schedule or Workflow started: seen, remembered while anything of them may be left, then counted.

import { actionOfSpec } from '../chaos/catalogue/catalogue.ts';
import type { ChaosObject } from '../chaos/cluster.ts';
import type { Patch } from './enter.ts';
import { isSame } from './news.ts';
import type { RunRecord } from './record.ts';
import type { Child } from './seen-in-cluster.ts';

/** As JSON. A record that passes 64 kB could not be moved any more, not even to its end. */
const MOST_CHARACTERS = 24_000;

/** News of what is gone and proven comes late by seconds, in which no more than these can go. */
const MOST_PAST = 30;

/** Whether the object of a run starts others instead of injecting by itself. */
export function isWhole({ plan }: Pick<RunRecord, 'plan'>): boolean {
  return plan.experiment.orchestrated !== undefined;
}

/** What stands now; children that no longer stand are gone, and stay in mind until they are proven clean. */
export function withSeen(record: RunRecord, seen: readonly ChaosObject[]): Patch {
  const known = record.children ?? [];

  const kept = known.map((child) => {
    const now = seen.find(({ uid }) => uid === child.uid);
    if (now !== undefined) return child.gone ? child : asProven(child, childOf(now));
    return child.gone ? child : { ...child, gone: true };
  });
  const isNew = (one: ChaosObject) => !known.some(({ uid }) => uid === one.uid) && !isPast(record, one);
  const fresh = seen.filter(isNew).map(childOf);
  return settled(record, [...kept, ...fresh]);
}

/** The last word of a child: what its DELETED event says of its targets. */
export function withGone(record: RunRecord, last: ChaosObject): Patch | undefined {
  const known = record.children ?? [];
  const before = known.find(({ uid }) => uid === last.uid);
  if (before?.final === true || isPast(record, last)) return undefined;
  const child: Child = { ...childOf(last), gone: true, final: true };
  const judged = before === undefined ? child : asProven(before, child);
  return settled(record, [...known.filter(({ uid }) => uid !== last.uid), judged]);
}

/** Children that were proven clean; those that are gone too need not be remembered any more. */
export function withProven(record: RunRecord, uids: readonly string[]): Patch {
  const children = (record.children ?? []).map((child) =>
    uids.includes(child.uid) ? { ...child, clean: true } : child,
  );
  return settled(record, children);
}

function settled(record: RunRecord, children: readonly Child[]): Patch {
  const over = children.filter(({ gone, clean }) => gone && clean === true);
  const left = children.filter((child) => !over.includes(child));
  const count = (record.childrenProven ?? 0) + over.filter(isFault).length;
  const patch: Patch = { ...(!isSame(left, record.children ?? []) && { children: left }) };
  if (over.length === 0) return patch;
  const past = [...(record.childrenPast ?? []), ...over.map(({ uid }) => uid)].slice(-MOST_PAST);
  return { ...patch, childrenProven: count, childrenPast: past };
}

function isPast({ childrenPast = [] }: RunRecord, { uid }: ChaosObject): boolean {
  return childrenPast.includes(uid);
}

/** What was proven holds as long as nothing more has happened: one that was paused may have gone on. */
function asProven({ clean, records }: Child, now: Child): Child {
  return clean === true && isSame(records, now.records) ? { ...now, clean } : now;
}

function childOf(object: ChaosObject): Child {
  const { kind, namespace, name, uid, deleting, finalizers, desiredPhase } = object;
  const { action } = object.spec;
  return {
    ...{ kind, namespace, name, uid, deleting, finalizers, gone: false },
    records: object.records,
    ...(typeof action === 'string' && { action }),
    ...(desiredPhase !== undefined && { desiredPhase }),
  };
}

/** A Schedule or Workflow among the children starts others, and has no targets of its own. */
export function isFault({ kind }: Pick<Child, 'kind'>): boolean {
  return kind !== 'Schedule' && kind !== 'Workflow';
}

/** Chaos Mesh does nothing more with it, as far as it says. */
export function isOver({ kind, action, gone, desiredPhase, records }: Child): boolean {
  if (gone) return true;
  const isOnce = actionOfSpec(kind, action === undefined ? {} : { action })?.oneShot === true;
  if (isOnce) return records.length > 0 && records.every(({ phase }) => phase === 'Injected');
  return desiredPhase === 'Stop' && records.every(({ phase }) => phase === 'Not Injected');
}

/** Why a run that goes on must end: what it started is proven slower than it starts, or not at all. */
export function tooMany({ children = [] }: RunRecord): string | undefined {
  return JSON.stringify(children).length > MOST_CHARACTERS
    ? `${children.filter(isFault).length} of what it started are not proven clean, more than can be kept in mind`
    : undefined;
}

/** Those whose recovery can be proven now. */
export function unproven({ children = [] }: RunRecord): readonly Child[] {
  return children.filter((child) => child.clean !== true && (isOver(child) || !isFault(child)));
}

/** How many it started, and how many of them are at work. */
export function countsOf({ children = [], childrenProven = 0 }: RunRecord): {
  readonly started: number;
  readonly atWork: number;
} {
  const faults = children.filter(isFault);
  return {
    started: faults.length + childrenProven,
    atWork: faults.filter((child) => !isOver(child)).length,
  };
}
