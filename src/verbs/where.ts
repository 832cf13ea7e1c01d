// Which cluster and namespace a line means: what it says, then the channel's binding, else a question.

import type { Machine, Pod, Workload } from '../chaos/cluster.ts';
import { nearestWords } from '../chaos/nearest.ts';
import type { SaidPlace } from './command.ts';

export interface Place {
  readonly cluster: string;
  readonly namespace: string;
}

/** One cluster as the verbs see it: from its cache, never by a call. */
export interface KnownCluster {
  readonly name: string;
  readonly production: boolean;
  /** Targets of this cluster that the configuration opened; absent: every namespace. */
  readonly open?: readonly string[];
  synced(): boolean;
  namespaces(): readonly string[];
  workloads(namespace: string): readonly Workload[];
  pods(namespace: string): readonly Pod[];
  /** Of the inventory. */
  machines(namespace: string): readonly Machine[];
}

export type PlaceRefusal =
  | {
      readonly kind: 'unknown-cluster';
      readonly cluster: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | {
      readonly kind: 'unknown-namespace';
      readonly cluster: string;
      readonly namespace: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  /** The cluster's cache is empty or stale: what exists there is not known. */
  | { readonly kind: 'cluster-not-ready'; readonly cluster: string }
  | { readonly kind: 'nowhere'; readonly word: string };

export type Implied = 'place' | 'namespace';

export type PlaceAnswer =
  | {
      readonly kind: 'place';
      readonly place: Place;
      readonly cluster: KnownCluster;
      /** What the line did not say and the channel's binding did. */
      readonly implied?: Implied;
    }
  /** `cluster`: it was named, and only its namespace is asked for. */
  | { readonly kind: 'ask'; readonly choices: readonly Place[]; readonly cluster?: string }
  | { readonly kind: 'refused'; readonly refusal: PlaceRefusal };

/** As many buttons as fit on a phone. */
const MOST_CHOICES = 5;

/** `word` is the workload asked for, so that the question offers the places that have it. */
export function findPlace(
  said: SaidPlace,
  bound: Place | undefined,
  clusters: readonly KnownCluster[],
  word: string,
): PlaceAnswer {
  if (said.cluster !== undefined) return inCluster(said.cluster, said.namespace, bound, clusters, word);
  const home = clusters.find((cluster) => cluster.name === bound?.cluster);
  // Production is never implied by a channel, only named.
  if (bound !== undefined && home !== undefined && !home.production) {
    return checked(
      home,
      said.namespace ?? bound.namespace,
      said.namespace === undefined ? 'place' : undefined,
    );
  }
  return ask(said.namespace, bound, clusters, word);
}

function inCluster(
  name: string,
  namespace: string | undefined,
  bound: Place | undefined,
  clusters: readonly KnownCluster[],
  word: string,
): PlaceAnswer {
  const cluster = clusters.find((one) => one.name === name);
  if (cluster === undefined) return unknownCluster(name, clusters);
  if (namespace !== undefined) return checked(cluster, namespace);
  if (bound !== undefined && cluster.namespaces().includes(bound.namespace)) {
    return checked(cluster, bound.namespace, 'namespace');
  }
  if (!cluster.synced()) return notReady(name);
  const question = choose(placesOf([cluster], word), word);
  return question.kind === 'ask' ? { ...question, cluster: name } : question;
}

function checked(cluster: KnownCluster, namespace: string, implied?: Implied): PlaceAnswer {
  if (!cluster.synced()) return notReady(cluster.name);
  const known = cluster.namespaces();
  if (known.includes(namespace)) {
    const place = { cluster: cluster.name, namespace };
    return { kind: 'place', place, cluster, ...(implied && { implied }) };
  }
  const [nearest] = nearestWords(namespace, known);
  const refusal = { kind: 'unknown-namespace' as const, cluster: cluster.name, namespace, known };
  return { kind: 'refused', refusal: { ...refusal, ...(nearest === undefined ? {} : { nearest }) } };
}

function ask(
  namespace: string | undefined,
  bound: Place | undefined,
  clusters: readonly KnownCluster[],
  word: string,
): PlaceAnswer {
  const everywhere = placesOf(
    clusters.filter((cluster) => !cluster.production),
    word,
  );
  const fitting = everywhere.filter((place) => namespace === undefined || place.namespace === namespace);
  const choices = bound === undefined ? fitting : [{ ...bound, ...(namespace && { namespace }) }, ...fitting];
  return choose(choices, word);
}

function choose(choices: readonly Place[], word: string): PlaceAnswer {
  if (choices.length === 0) return { kind: 'refused', refusal: { kind: 'nowhere', word } };
  return { kind: 'ask', choices: choices.slice(0, MOST_CHOICES) };
}

/** Places that have such a workload or machine; where none has, those that have any workload. */
function placesOf(clusters: readonly KnownCluster[], word: string): readonly Place[] {
  const all = clusters.flatMap((cluster) =>
    cluster.namespaces().map((namespace) => ({ place: { cluster: cluster.name, namespace }, cluster })),
  );
  const having = all.filter(({ place, cluster }) =>
    [cluster.workloads, cluster.machines].some((all) =>
      all(place.namespace).some(({ name }) => name === word),
    ),
  );
  const busy = all.filter(({ place, cluster }) => cluster.workloads(place.namespace).length > 0);
  return (having.length > 0 ? having : busy).map(({ place }) => place);
}

export function unknownCluster(
  name: string,
  clusters: readonly KnownCluster[],
): Extract<PlaceAnswer, { kind: 'refused' }> {
  const known = clusters.map((cluster) => cluster.name);
  const [nearest] = nearestWords(name, known);
  const refusal = { kind: 'unknown-cluster' as const, cluster: name, known };
  return { kind: 'refused', refusal: { ...refusal, ...(nearest === undefined ? {} : { nearest }) } };
}

function notReady(cluster: string): PlaceAnswer {
  return { kind: 'refused', refusal: { kind: 'cluster-not-ready', cluster } };
}
