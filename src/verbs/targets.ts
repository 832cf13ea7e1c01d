// What can be hit: workloads and machines by any part of their name, with what stands on them now, a page at a time.

import type { Machine, Pod, Workload } from '../chaos/cluster.ts';
import { nearestWords } from '../chaos/nearest.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import type { InventoryPorts } from './clusters.ts';
import type { SeenExperiment } from './seen-experiments.ts';
import type { ForeignPorts } from './show-foreign.ts';
import { type ChannelBindings, unplaced } from './surroundings.ts';
import { scopeOf, type TargetsScope, type TargetsWords } from './targets-scope.ts';
import { findPlace, type KnownCluster, type Place, type PlaceAnswer } from './where.ts';

export interface TargetsPorts extends InventoryPorts {
  readonly bindings: Pick<ChannelBindings, 'of'>;
  /** As the watch last saw it. */
  readonly read: ForeignPorts['read'];
}

/** `key`: the entry that the page follows, or comes before. */
export interface TargetsCursor {
  readonly key: string;
  readonly toward: 'next' | 'back';
}

export type TargetEntry = { readonly cluster: string; readonly namespace: string; readonly name: string } & (
  | {
      readonly as: 'workload';
      readonly workload: Workload;
      /** Names of the nodes that its pods stand on. */
      readonly nodes: readonly string[];
      /** Runs, and experiments that others made, that are injected into its pods now. */
      readonly on: readonly string[];
    }
  | { readonly as: 'machine'; readonly machine: Machine }
);

export interface TargetsAnswer {
  readonly kind: 'targets';
  readonly scope: TargetsScope;
  readonly entries: readonly TargetEntry[];
  readonly total: number;
  /** How many come before the first of the page. */
  readonly before: number;
  readonly next?: TargetsCursor;
  readonly back?: TargetsCursor;
  /** There was nothing where the channel is, so it was looked for everywhere. */
  readonly widened?: Place;
  readonly nearest?: string;
}

const PAGE = 15;

export async function targets(said: TargetsWords, asking: Asking, ports: TargetsPorts): Promise<Answer> {
  const bound = await asking.reach({ kind: 'slack' }, () => ports.bindings.of(asking.channel));
  const scope = scopeOf(said, ports.known);
  const where = whereOf(scope, bound, ports.known);
  if (where !== undefined && where.kind !== 'place') return unplaced(where, lineOf(said));
  const here = where === undefined ? scope : { ...scope, ...where.place };
  const answer = targetsPage(here, undefined, ports);
  const isNarrowed = scope.namespace === undefined && scope.cluster === undefined && where !== undefined;
  if (answer.total > 0 || !isNarrowed || scope.parts.length === 0) return answer;
  return { ...targetsPage(scope, undefined, ports), widened: where.place };
}

/** Undefined: in all namespaces of what was named. Without a name and a binding people are asked, or all is searched. */
function whereOf(
  { cluster, namespace, parts, machinesOnly }: TargetsScope,
  bound: Place | undefined,
  known: readonly KnownCluster[],
): PlaceAnswer | undefined {
  const place = { ...(cluster && { cluster }), ...(namespace && { namespace }) };
  const one = known.find(({ name }) => name === cluster);
  if (one?.synced() && namespace === undefined) return undefined;
  const isBound =
    bound !== undefined && known.some(({ name, production }) => name === bound.cluster && !production);
  if (cluster === undefined && !isBound && (parts.length > 0 || machinesOnly)) return undefined;
  return findPlace(place, bound, known, parts[0] ?? '');
}

function lineOf({ machinesOnly, words }: TargetsWords): string {
  return [machinesOnly ? 'machines' : 'targets', ...words].join(' ');
}

export function targetsPage(
  scope: TargetsScope,
  cursor: TargetsCursor | undefined,
  ports: TargetsPorts,
): TargetsAnswer {
  const all = allIn(scope, ports).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const from = startOf(all, cursor);
  const shown = all.slice(from, from + PAGE);
  const [first, last] = [shown[0], shown.at(-1)];
  const hits = hitsIn(shown, ports);
  const nearest = all.length === 0 ? nearestTo(scope, ports) : undefined;
  return {
    kind: 'targets',
    scope,
    entries: shown.map((entry) => withPods(entry, ports, hits)),
    total: all.length,
    before: from,
    ...(last && from + PAGE < all.length && { next: { key: idOf(last), toward: 'next' } }),
    ...(first && from > 0 && { back: { key: idOf(first), toward: 'back' } }),
    ...(nearest !== undefined && { nearest }),
  };
}

function startOf(all: readonly Listed[], cursor: TargetsCursor | undefined): number {
  if (cursor === undefined) return 0;
  const after = all.filter((one) => idOf(one) <= cursor.key).length;
  const before = all.filter((one) => idOf(one) < cursor.key).length;
  return cursor.toward === 'next' ? after : Math.max(0, before - PAGE);
}

interface Listed {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly what: Workload | Machine;
}

function allIn(scope: TargetsScope, ports: InventoryPorts): Listed[] {
  const { known } = ports;
  const places = known
    .filter(({ name }) => scope.cluster === undefined || name === scope.cluster)
    .flatMap((one) => one.namespaces().map((namespace) => ({ one, namespace })))
    .filter(({ namespace }) => scope.namespace === undefined || namespace === scope.namespace);
  return places
    .flatMap(({ one, namespace }) => {
      const workloads = scope.machinesOnly ? [] : one.workloads(namespace);
      const things = [...workloads, ...ports.machines(one.name, namespace)];
      return things.map((what) => ({ cluster: one.name, namespace, name: what.name, what }));
    })
    .filter(({ name }) => scope.parts.every((part) => name.includes(part)));
}

function idOf({ cluster, namespace, name, what }: Listed): string {
  return `${cluster}/${namespace}/${'kind' in what ? 0 : 1}/${name}/${'kind' in what ? what.kind : ''}`;
}

function withPods({ what, ...place }: Listed, ports: TargetsPorts, hits: Hits): TargetEntry {
  if (!('kind' in what)) return { as: 'machine', ...place, machine: what };
  const cluster = ports.known.find(({ name }) => name === place.cluster);
  const pods = (cluster?.pods(place.namespace) ?? []).filter((pod) => isOf(pod, what));
  const nodes = [...new Set(pods.flatMap(({ node }) => node ?? []))].sort();
  const on = new Set(pods.flatMap((pod) => hits.get(podKey(place.cluster, pod)) ?? []));
  return { as: 'workload', ...place, workload: what, nodes, on: [...on].sort() };
}

function isOf({ owner }: Pod, { kind, name }: Workload): boolean {
  return owner?.kind === kind && owner.name === name;
}

/** By pod: what is injected into it now. */
type Hits = ReadonlyMap<string, readonly string[]>;

function podKey(cluster: string, { namespace, name }: Pick<Pod, 'namespace' | 'name'>): string {
  return `${cluster}:${namespace}/${name}`;
}

/** Only what reaches the namespaces of the page is looked into. */
function hitsIn(page: readonly Listed[], { seen, read }: TargetsPorts): Hits {
  const places = new Set(page.map(({ cluster, namespace }) => `${cluster}:${namespace}`));
  const isNear = ({ cluster, hit, reaches }: SeenExperiment): boolean =>
    hit > 0 && reaches.some((namespace) => places.has(`${cluster}:${namespace}`));
  const hits = new Map<string, string[]>();
  for (const one of seen.all().filter(isNear)) {
    const name = one.run ?? `${one.namespace}/${one.name}`;
    for (const key of podsOf(one, read)) hits.set(key, [...(hits.get(key) ?? []), name]);
  }
  return hits;
}

function podsOf(one: SeenExperiment, read: TargetsPorts['read']): readonly string[] {
  const injected = read(one)?.records.filter(({ phase }) => phase === 'Injected') ?? [];
  return injected.map(({ id }) => {
    const [namespace = '', name = ''] = id.split('/');
    return podKey(one.cluster, { namespace, name });
  });
}

function nearestTo({ parts }: TargetsScope, ports: InventoryPorts): string | undefined {
  const [part] = parts;
  if (part === undefined) return undefined;
  const names = ports.known.flatMap((one) => [
    one.name,
    ...one.namespaces(),
    ...one.namespaces().flatMap((namespace) => one.workloads(namespace).map(({ name }) => name)),
  ]);
  return nearestWords(part, [...new Set(names)])[0];
}
