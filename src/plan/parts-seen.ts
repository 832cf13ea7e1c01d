// Every fault that a plan is about, each with what it could hit now, and all of them as one.

import type { Action } from '../chaos/catalogue/action.ts';
import type { ClusterCache } from '../chaos/cluster.ts';
import type { Experiment, Manifest } from '../chaos/experiment.ts';
import { pathText } from '../chaos/field-path.ts';
import { headroomOf } from '../chaos/headroom.ts';
import { withKnownNodes } from '../chaos/known-nodes.ts';
import { actionOf, manifestOf } from '../chaos/manifest.ts';
import { namespacesOf } from '../chaos/namespaces.ts';
import { partsOf, treeOfExperiment } from '../chaos/orchestration/compose.ts';
import { atOnce } from '../chaos/orchestration/extent.ts';
import type { Preview } from '../chaos/preview.ts';
import type { Picture, Sight } from '../chaos/reach/reach.ts';
import { reachOf } from '../chaos/reach/reach-of.ts';

/** One fault of a plan: of an ordinary experiment the only one. */
export interface PartSeen {
  /** Where its spec stands in the manifest, `spec.podChaos`. */
  readonly path: string;
  readonly experiment: Experiment;
  readonly action: Action;
  /** As if it were given alone. */
  readonly manifest: Manifest;
  readonly sight: Sight;
  /** Something is known of the namespaces it acts in. */
  readonly isKnown: boolean;
}

type Cache = Picture & Pick<ClusterCache, 'synced' | 'circumstances'>;

export function partsSeen(whole: Experiment, name: string, cache: Cache): readonly PartSeen[] {
  return partsOf(whole).map(({ path, experiment }) => {
    const action = actionOf(experiment);
    const sight = reachOf(action).look(onKnownNodes(experiment, cache), cache);
    const manifest = manifestOf(experiment, name);
    return { path, experiment, action, manifest, sight, isKnown: cache.synced() || sight.known };
  });
}

function onKnownNodes(experiment: Experiment, { circumstances }: Cache): Experiment {
  const { target } = experiment;
  if (target.selector?.nodeSelectors === undefined) return experiment;
  const selector = withKnownNodes(target.selector, circumstances?.([]).nodes);
  return { ...experiment, target: { ...target, selector } };
}

/** What could be hit by any of them, and how much at one time. */
export function togetherSeen(whole: Experiment, parts: readonly PartSeen[], cache: Cache): Sight {
  const [only] = parts;
  if (whole.orchestrated === undefined && only !== undefined) return only.sight;
  const preview = together(whole, parts);
  const namespaces = [...new Set(parts.flatMap(({ experiment }) => namespacesOf(experiment)))];
  const own = whole.target.namespace;
  return {
    known: parts.every(({ sight }) => sight.known),
    workloads: preview.workloads,
    candidates: preview.candidates
      .map(({ namespace, name }) => (namespace === own ? name : `${namespace}/${name}`))
      .toSorted(),
    affected: preview.affected,
    headroom: headroomOf(preview, namespaces.flatMap(cache.budgets)),
    preview,
  };
}

/** What is started from inside of a whole acts on pods alone. */
function together(whole: Experiment, parts: readonly PartSeen[]): Preview {
  const previews = parts.flatMap(({ sight }) => sight.preview ?? []);
  const candidates = distinct(previews.flatMap((one) => one.candidates));
  const hit = new Set(candidates.map(keyOf));
  const unjudged = [...new Set(previews.flatMap((one) => one.unjudged ?? []))];
  return {
    candidates,
    notRunning: distinct(previews.flatMap((one) => one.notRunning)).filter((pod) => !hit.has(keyOf(pod))),
    affected: {
      least: Math.min(...previews.map(({ affected }) => affected.least)),
      most: Math.min(candidates.length, mostAtOnce(whole, parts)),
    },
    workloads: distinct(previews.flatMap((one) => one.workloads)),
    ...(unjudged.length > 0 && { unjudged }),
  };
}

/** Faults that can be under way together are added up, although they may hit the same pods. */
function mostAtOnce({ orchestrated }: Experiment, parts: readonly PartSeen[]): number {
  if (orchestrated === undefined) return 0;
  const most = new Map(parts.map(({ path, sight }) => [path, sight.affected.most]));
  return atOnce(treeOfExperiment(orchestrated), ({ keys }) => most.get(pathText(keys)) ?? 0);
}

interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly kind?: string;
}

function keyOf({ namespace, kind, name }: Named): string {
  return `${namespace}/${kind ?? ''}/${name}`;
}

function distinct<T extends Named>(all: readonly T[]): readonly T[] {
  const byKey = new Map(all.map((one) => [keyOf(one), one]));
  return [...byKey.keys()].toSorted().flatMap((key) => byKey.get(key) ?? []);
}
