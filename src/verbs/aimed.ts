// From an understood command at a place to its experiment: the target and the other end are found there, or refused.

import { actionOf } from '../chaos/manifest.ts';
import type { Around } from '../chaos/reach/reach.ts';
import { reachOf } from '../chaos/reach/reach-of.ts';
import type { InjectCommand } from './command.ts';
import { withPeer } from './peer.ts';
import type { Refused } from './refused.ts';
import { experimentOf, type SaidExperiment } from './said-experiment.ts';
import type { Implied, KnownCluster, Place } from './where.ts';
import { withContainer } from './with-container.ts';

export type Standing = Pick<KnownCluster, 'workloads' | 'pods' | 'machines'>;

export interface Spot {
  readonly place: Place;
  readonly cluster: Standing;
  /** What the channel's binding said, not the person. */
  readonly implied?: Implied;
}

export type AimedAnswer =
  | { readonly ok: true; readonly said: SaidExperiment }
  | { readonly ok: false; readonly refused: Refused };

export function aimed(command: InjectCommand, { place, cluster, implied }: Spot): AimedAnswer {
  const workloads = cluster.workloads(place.namespace);
  const target = reachOf(actionOf(command)).find(command.target, command, aroundOf(place, cluster));
  if (!target.ok) {
    const known = workloads.map((workload) => workload.name);
    return { ok: false, refused: { kind: 'refused', of: 'target', refusal: target.refusal, place, known } };
  }
  const met = withPeer(command, place, cluster);
  if (!met.ok) return met;
  const { word, labels, selector } = target;
  const meant = { ...place, word, labels, ...(selector && { selector }) };
  const said = withContainer(met.command, meant, cluster.pods(place.namespace));
  if (!said.ok) {
    const refusal = { kind: 'which-container' as const, word, containers: said.containers };
    return { ok: false, refused: { kind: 'refused', of: 'target', refusal, place, known: [] } };
  }
  return { ok: true, said: experimentOf(said.command, meant, implied) };
}

/** What stands in a namespace for somebody to be hit. */
export function aroundOf({ namespace }: Pick<Place, 'namespace'>, cluster: Standing): Around {
  const { workloads, pods, machines } = cluster;
  return {
    namespace,
    workloads: workloads(namespace),
    pods: pods(namespace),
    machines: machines(namespace),
  };
}
