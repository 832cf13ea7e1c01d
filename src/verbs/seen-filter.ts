// Which experiments without a run of ours a filter means.

import type { ListFilter, ListState } from './list-words.ts';
import type { SeenExperiment } from './seen-experiments.ts';

const FOREIGN: Readonly<Record<ListState, (state: SeenExperiment['state']) => boolean>> = {
  open: (state) => state !== 'finished',
  waiting: (state) => state === 'waiting',
  running: (state) => state !== 'finished' && state !== 'waiting',
  // How long it should have taken is not known of what we did not start.
  stuck: () => false,
  ended: (state) => state === 'finished',
  all: () => true,
  foreign: () => true,
};

/** Nobody of ours asked for it, so a person fits none. */
export function fitsForeign(filter: ListFilter, one: SeenExperiment): boolean {
  const { by, fault, action, cluster, namespace, target, texts } = filter;
  const isOrAny = (wanted: string | undefined, ...names: readonly (string | undefined)[]): boolean =>
    wanted === undefined || names.includes(wanted);
  return (
    by === undefined &&
    FOREIGN[filter.state](one.state) &&
    isOrAny(fault, one.kind) &&
    isOrAny(action, one.action) &&
    isOrAny(cluster, one.cluster) &&
    isOrAny(namespace, ...one.reaches) &&
    isOrAny(target, ...one.targets) &&
    texts.every((text) => textOf(one).includes(text))
  );
}

function textOf({ kind, namespace, name, targets }: SeenExperiment): string {
  return [kind, namespace, name, ...targets].join(' ').toLowerCase();
}
