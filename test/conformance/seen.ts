// What a client can tell of an experiment, brought into a form in which two clusters can be compared.
import type { Json } from './client.ts';

/** Types of the conditions that are True, in one line; `-` where there are no conditions yet. */
export function conditionsOf(object: Json): string {
  const conditions: Json[] | undefined = object.status?.conditions;
  if (conditions === undefined) return '-';
  return wordsOf(conditions.filter(({ status }) => status === 'True').map(({ type }) => type));
}

export function isTrue(object: Json, type: string): boolean {
  return conditionsOf(object).split(' ').includes(type);
}

export function recordsOf(object: Json): Json[] {
  return object.status?.experiment?.containerRecords ?? [];
}

export function phaseOf(object: Json): string {
  return object.status?.experiment?.desiredPhase ?? '-';
}

/** `pod Injected 1/0`: what kind of target, its phase, how often injected and recovered. */
export function recordLines(object: Json): string[] {
  const lines = recordsOf(object).map(({ id, selectorKey, phase, injectedCount, recoveredCount }) => {
    const target = `${selectorKey === '.' ? '' : `${selectorKey} `}${targetWord(id)}`;
    return `${target} ${phase} ${injectedCount}/${recoveredCount}`;
  });
  return lines.sort();
}

function targetWord(id: string): string {
  // A volume's name is a path, with slashes of its own.
  return ['machine', 'pod', 'container'][id.split('/').length - 1] ?? 'volume';
}

/** The whole of an experiment's status but its times and its targets' names. */
export function stateOf(object: Json): { conditions: string; phase: string; records: string[] } {
  return { conditions: conditionsOf(object), phase: phaseOf(object), records: recordLines(object) };
}

export function isInjected(object: Json): boolean {
  return isTrue(object, 'AllInjected');
}

/** Never AllRecovered alone: it is True as well while nothing was injected yet. */
export function isRecovered(object: Json): boolean {
  return isTrue(object, 'AllRecovered') && phaseOf(object) === 'Stop';
}

export type Marks = Readonly<Record<string, (object: Json) => boolean>>;

/** The marks in the order in which versions of an object first showed them; those never shown are left out. */
export function orderOf(versions: readonly Json[], marks: Marks): string[] {
  const firsts = Object.entries(marks).map(([name, holds]) => ({ name, at: versions.findIndex(holds) }));
  return firsts
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

export function hasConditions({ status }: Json): boolean {
  return status?.conditions?.length === 4;
}

export function hasFailed(object: Json): boolean {
  return failuresOf(object).length > 0;
}

/** Deleted, but still there. */
export function isMarked({ metadata }: Json): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** Selected nobody: all four conditions stand there and none is true. */
export const nothingTrue = { conditions: '', phase: 'Run', records: [] };

/** Failed tries of the records, as operation and message. */
export function failuresOf(object: Json): string[] {
  const events: Json[] = recordsOf(object).flatMap(({ events: all = [] }) => all);
  const failed = events.filter(({ type }) => type === 'Failed');
  return [...new Set(failed.map(({ operation, message }) => `${operation}: ${message}`))].sort();
}

export function wordsOf(words: readonly string[]): string {
  return [...new Set(words)].sort().join(' ');
}

/** Texts without the names that are drawn anew in every run. */
export function nameless(texts: readonly string[]): string[] {
  return texts.map((text) =>
    text.replace(/\bconformance-[a-z0-9]+\b/g, 'NS').replace(/\bweb-[a-z0-9]+-[a-z0-9]+\b/g, 'POD'),
  );
}
