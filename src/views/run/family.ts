// What a run's Schedule or Workflow has started, in words.

import type { RunRecord } from '../../runs/record.ts';
import type { Child } from '../../runs/seen-in-cluster.ts';
import { escapeText } from '../escape.ts';
import type { Scene } from './scene.ts';

/** More than these are told as a count. */
const MOST_LINES = 20;

export function isWhole({ plan }: Pick<RunRecord, 'plan'>): boolean {
  return plan.experiment.orchestrated !== undefined;
}

/** `3 started, 1 at work`; undefined for what injects by itself. */
export function familyWords({ record, family: { started, atWork } }: Scene): string | undefined {
  return isWhole(record) ? `${started} started, ${atWork} at work` : undefined;
}

/** One line each, newest last: `schedule-web-r-7k3m9q-x2x4q: NetworkChaos, 1 of 1 injected`. */
export function familyLines({ record }: Scene): readonly string[] {
  const { children = [], childrenProven = 0 } = record;
  const shown = children.slice(-MOST_LINES).map(childLine);
  const hidden = children.length - shown.length;
  return [
    ...(childrenProven === 0 ? [] : [`${childrenProven} proven clean and gone`]),
    ...(hidden === 0 ? [] : [`${hidden} earlier`]),
    ...shown,
  ];
}

function childLine(child: Child): string {
  return `${escapeText(child.name)}: ${escapeText(child.kind)}, ${stateOf(child)}`;
}

function stateOf({ clean, gone, deleting, records }: Child): string {
  if (clean === true) return 'proven clean';
  if (gone) return 'gone, not proven yet';
  const injected = records.filter(({ phase }) => phase === 'Injected').length;
  const words = records.length === 0 ? 'no target picked yet' : `${injected} of ${records.length} injected`;
  return deleting ? `${words}, being deleted` : words;
}
