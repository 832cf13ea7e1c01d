// Which runs an alert belongs to, and why: by where it says it is, looked up so that a flood costs little.

import type { AlertPlace } from './place.ts';
import type { Scope } from './scope.ts';

export interface Match {
  readonly run: string;
  /** 0 to 100: how near to what is hit. */
  readonly score: number;
  readonly why: string;
}

export interface Correlator {
  /** Every run that it belongs to, once, for the strongest reason. */
  match(place: AlertPlace): readonly Match[];
}

/** Nearer counts more; the cluster must be the same, or not be said. */
const SCORES = { pod: 100, workload: 80, dependant: 60, node: 40, namespace: 30 } as const;
/** Without a cluster it may be about another one's workload of that name. */
const UNSURE = 10;
const ANY = '*';

const NONE: readonly Match[] = [];

type Looked = (place: AlertPlace, scope: Scope) => Omit<Match, 'run'> | undefined;

/** In the order of what they are worth. */
const REASONS: readonly Looked[] = [samePod, sameWorkload, dependsOn, sameNode, sameNamespace];

export function createCorrelator(scopes: readonly Scope[]): Correlator {
  const index = indexOf(scopes);
  return {
    match(place) {
      const found = candidates(index, place);
      if (found === undefined) return NONE;
      const matches: Match[] = [];
      for (const scope of found) {
        const match = reasonFor(place, scope);
        if (match !== undefined) matches.push({ run: scope.run, ...match });
      }
      return matches;
    },
  };
}

type Index = ReadonlyMap<string, readonly Scope[]>;

/** By each namespace and node it can be found in, and by whatever depends on it; under its cluster and under any. */
function indexOf(scopes: readonly Scope[]): Index {
  const index = new Map<string, Scope[]>();
  for (const scope of scopes) {
    const dependants = [...scope.dependants.keys()].map((name) => name.split('/')[0] ?? '');
    const places = [
      ...new Set([...scope.namespaces, ...dependants].map((name) => `ns ${name}`)),
      ...[...scope.nodes].map((name) => `node ${name}`),
    ];
    for (const key of places.flatMap((place) => [`${scope.cluster} ${place}`, `${ANY} ${place}`])) {
      const stands = index.get(key);
      if (stands === undefined) index.set(key, [scope]);
      else stands.push(scope);
    }
  }
  return index;
}

/** Where a namespace is said the node only says where it ran. */
function candidates(
  index: Index,
  { cluster = ANY, namespace, node }: AlertPlace,
): readonly Scope[] | undefined {
  const own = namespace === undefined ? undefined : index.get(`${cluster} ns ${namespace}`);
  if (own !== undefined || node === undefined) return own;
  return index.get(`${cluster} node ${node}`);
}

function reasonFor(place: AlertPlace, scope: Scope): Omit<Match, 'run'> | undefined {
  for (const look of REASONS) {
    const found = look(place, scope);
    if (found === undefined) continue;
    return place.cluster === undefined ? { ...found, score: found.score - UNSURE } : found;
  }
  return undefined;
}

function samePod({ namespace, pod }: AlertPlace, { pods }: Scope): Omit<Match, 'run'> | undefined {
  const isOne = pod !== undefined && pods.has(`${namespace}/${pod}`);
  return isOne ? { score: SCORES.pod, why: 'same pod' } : undefined;
}

function sameWorkload(place: AlertPlace, { workloads }: Scope): Omit<Match, 'run'> | undefined {
  const isOne = namesIn(place).some((name) => workloads.has(name));
  return isOne ? { score: SCORES.workload, why: 'same workload' } : undefined;
}

function dependsOn(place: AlertPlace, { dependants }: Scope): Omit<Match, 'run'> | undefined {
  if (dependants.size === 0) return undefined;
  const root = namesIn(place)
    .map((name) => dependants.get(name))
    .find((one) => one !== undefined);
  return root === undefined ? undefined : { score: SCORES.dependant, why: `depends on ${bare(root)}` };
}

function sameNode({ node, namespace }: AlertPlace, { nodes }: Scope): Omit<Match, 'run'> | undefined {
  const isOne = namespace === undefined && node !== undefined && nodes.has(node);
  return isOne ? { score: SCORES.node, why: 'same node' } : undefined;
}

function sameNamespace({ namespace }: AlertPlace, { namespaces }: Scope): Omit<Match, 'run'> | undefined {
  const isOne = namespace !== undefined && namespaces.has(namespace);
  return isOne ? { score: SCORES.namespace, why: 'same namespace' } : undefined;
}

/** Workload and service by their names, and the workload that a pod's own name begins with. */
function namesIn({ namespace, workload, service, pod }: AlertPlace): readonly string[] {
  if (namespace === undefined) return [];
  const names: string[] = [];
  if (workload !== undefined) names.push(`${namespace}/${workload}`);
  if (service !== undefined) names.push(`${namespace}/${service}`);
  if (pod !== undefined) names.push(...ownersOf(pod).map((name) => `${namespace}/${name}`));
  return names;
}

/** `web` of `web-7d9f8-abcde` (a Deployment's), `web-0` (a StatefulSet's) and `web-abcde` (a DaemonSet's). */
function ownersOf(pod: string): readonly string[] {
  const last = pod.lastIndexOf('-');
  if (last <= 0) return [];
  const before = pod.slice(0, last);
  const second = before.lastIndexOf('-');
  return second <= 0 ? [before] : [before, before.slice(0, second)];
}

function bare(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
