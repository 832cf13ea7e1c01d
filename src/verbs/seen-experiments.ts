// Every experiment that stands in the clusters, kept in brief as the watches tell of it, so that no question has to ask.

import { actionOfSpec } from '../chaos/catalogue/catalogue.ts';
import type { CacheChange, ChaosObject, TargetRecord } from '../chaos/cluster.ts';
import { namespacesOfSpec } from '../chaos/namespaces.ts';
import { asObject, asTextMap } from '../chaos/narrow.ts';
import { readSelector, wordFor } from '../chaos/pod-selector.ts';
import { RUN_LABEL } from '../halt/seal.ts';

/** As Chaos Mesh's own conditions would say it, which follow from the records. */
export type SeenState = 'waiting' | 'injecting' | 'running' | 'paused' | 'recovering' | 'ending' | 'finished';

export interface SeenExperiment {
  readonly cluster: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly createdAt: number;
  readonly state: SeenState;
  /** Records that are injected, of all. */
  readonly hit: number;
  readonly of: number;
  /** Our id of the action, where the catalogue knows it. */
  readonly action?: string;
  /** Every namespace it reaches. */
  readonly reaches: readonly string[];
  /** What people may call its targets: the selector in a word, and the values of its labels. */
  readonly targets: readonly string[];
  /** A Schedule or Workflow started it: it is told with that. */
  readonly child?: true;
  /** Its run, where the object is ours. */
  readonly run?: string;
}

export interface SeenExperiments {
  onChange(cluster: { readonly name: string }, change: CacheChange): void;
  all(): readonly SeenExperiment[];
  /** Those without a run of ours; what a Schedule or Workflow started is not listed beside it. */
  foreign(): readonly SeenExperiment[];
}

/** What many experiments have alike, kept once for all of them and let go with the last. */
interface Shared {
  readonly alike: Pick<
    SeenExperiment,
    'cluster' | 'kind' | 'namespace' | 'action' | 'reaches' | 'targets' | 'child'
  >;
  readonly key: string;
  users: number;
}

/** In as few fields as it takes: there may be thousands. Seconds, which fit a small integer. */
interface Kept {
  readonly shared: Shared;
  readonly created: number;
  readonly state: SeenState;
  readonly hit: number;
  readonly of: number;
  readonly run: string | undefined;
}

export function createSeenExperiments(isOurs: (object: ChaosObject) => boolean): SeenExperiments {
  /** By cluster, kind and namespace, then by name. */
  const places = new Map<string, Map<string, Kept>>();
  const pool = new Map<string, Shared>();

  function keep(cluster: string, object: ChaosObject): Kept {
    const { name: _, createdAt, state, hit, of, run, ...alike } = inBrief(cluster, object, isOurs(object));
    const key = JSON.stringify(alike);
    const shared = pool.get(key) ?? { alike, key, users: 0 };
    shared.users += 1;
    pool.set(key, shared);
    return { shared, created: Math.floor(createdAt / 1_000), state, hit, of, run };
  }

  function letGo({ shared }: Kept): void {
    shared.users -= 1;
    if (shared.users === 0) pool.delete(shared.key);
  }

  const all = (): readonly SeenExperiment[] => [...places.values()].flatMap(shownIn);
  return {
    onChange({ name: cluster }, change) {
      if (change.kind !== 'experiment') return;
      const { object, gone } = change;
      const place = `${cluster}/${object.kind}/${object.namespace}`;
      const names = places.get(place) ?? new Map<string, Kept>();
      const before = names.get(object.name);
      if (gone === undefined) names.set(object.name, keep(cluster, object));
      else names.delete(object.name);
      if (before !== undefined) letGo(before);
      if (names.size === 0) places.delete(place);
      else places.set(place, names);
    },
    all,
    foreign: () => all().filter(({ run, child }) => run === undefined && child !== true),
  };
}

function shownIn(names: ReadonlyMap<string, Kept>): readonly SeenExperiment[] {
  return [...names].map(([name, { shared, created, state, hit, of, run }]) => ({
    ...shared.alike,
    ...{ name, createdAt: created * 1_000, state, hit, of },
    ...(run !== undefined && { run }),
  }));
}

/** Sorts after every run of the same moment, and says which experiment it is. */
export function keyOf({
  cluster,
  kind,
  namespace,
  name,
}: Pick<SeenExperiment, 'cluster' | 'kind' | 'namespace' | 'name'>): string {
  return `x/${cluster}/${kind}/${namespace}/${name}`;
}

export function inBrief(cluster: string, object: ChaosObject, isOurs: boolean): SeenExperiment {
  const { kind, namespace, name, createdAt, spec, records } = object;
  const action = actionOfSpec(kind, spec);
  const run = isOurs ? object.labels[RUN_LABEL] : undefined;
  return {
    ...{ cluster, kind, namespace, name, createdAt },
    state: stateOf(object, action?.oneShot === true),
    hit: records.filter(isInjected).length,
    of: records.length,
    ...(action !== undefined && { action: action.id }),
    reaches: namespacesOfSpec(namespace, spec),
    targets: targetsOf(spec),
    ...(isStarted(object) && { child: true as const }),
    ...(run !== undefined && { run }),
  };
}

const STARTERS: readonly string[] = ['Schedule', 'Workflow', 'WorkflowNode'];

function isStarted({ owner }: ChaosObject): boolean {
  return owner !== undefined && STARTERS.includes(owner.kind);
}

function stateOf({ deleting, paused, desiredPhase, records }: ChaosObject, oneShot: boolean): SeenState {
  const injected = records.filter(isInjected).length;
  if (deleting) return 'ending';
  if (desiredPhase === undefined || records.length === 0) return 'waiting';
  if (desiredPhase === 'Run') {
    if (injected < records.length) return 'injecting';
    // What happens once has happened as soon as it is injected.
    return oneShot ? 'finished' : 'running';
  }
  if (paused) return 'paused';
  return records.every(({ phase }) => phase === 'Not Injected') ? 'finished' : 'recovering';
}

function isInjected({ phase }: TargetRecord): boolean {
  return phase === 'Injected';
}

function targetsOf(spec: ChaosObject['spec']): readonly string[] {
  const selector = readSelector(spec['selector']);
  const labels = Object.values(asTextMap(asObject(spec['selector'])['labelSelectors']));
  return [...new Set([wordFor(selector), ...labels])];
}
