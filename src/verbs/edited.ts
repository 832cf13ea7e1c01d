// An experiment with some of it said anew; what nobody said stays exactly as it was.

import { parseParameters } from '../chaos/catalogue/parse-parameters.ts';
import { expecting } from '../chaos/expecting.ts';
import type { Experiment, Target } from '../chaos/experiment.ts';
import { actionOf } from '../chaos/manifest.ts';
import { reachOf } from '../chaos/reach/reach-of.ts';
import { aroundOf } from './aimed.ts';
import { type ParseFailure, refuseLine } from './parse-refusal.ts';
import { withPeer } from './peer.ts';
import { type Edits, editsExample } from './read-edits.ts';
import type { Refused } from './refused.ts';
import { findPlace, type KnownCluster, type Place } from './where.ts';

export type Edited =
  | { readonly ok: true; readonly experiment: Experiment }
  | { readonly ok: false; readonly refused: Refused };

export function edited(before: Experiment, edits: Edits, clusters: readonly KnownCluster[]): Edited {
  const experiment = edits.expects === undefined ? before : expecting(before, edits.expects);
  if (experiment.orchestrated !== undefined) return wholeAgain(experiment, edits);
  const aim = aimedAnew(experiment, edits, clusters);
  if (!aim.ok) return aim;
  const ends = withEnds(experiment, edits, aim.target, aim.cluster);
  if (!ends.ok) return ends;
  const parameters = withValues(experiment, edits, ends.parameters);
  if (!parameters.ok) return parameters;
  const { durationSeconds } = edits;
  return {
    ok: true,
    experiment: {
      ...withModes(experiment, edits),
      ...{ target: aim.target, parameters: parameters.parameters },
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
    },
  };
}

/** Whoever says how many says all of it: a ramp becomes one step, or another ramp. */
export function withModes(
  experiment: Experiment,
  { mode, steps }: Pick<Edits, 'mode' | 'steps'>,
): Experiment {
  if (mode === undefined) return experiment;
  const { steps: _before, ...rest } = experiment;
  return { ...rest, mode, ...(steps && { steps }) };
}

/** What stands inside of it was agreed to as it is. */
function wholeAgain(experiment: Experiment, edits: Edits): Edited {
  const { durationSeconds = experiment.durationSeconds } = edits;
  if (!saysMore(edits)) return { ok: true, experiment: { ...experiment, durationSeconds } };
  const said =
    'A Schedule or Workflow is repeated as it was: only how long it may go on and what it expects can be said anew. For anything else give its YAML again.';
  return failed(refuseLine('bad-value', 'line', '', `again ${edits.run} for 2h`, { said }));
}

function saysMore({ mode, target, peer, positional, parameters, place }: Edits): boolean {
  const words = [mode, target, peer, positional, ...Object.values(parameters), ...Object.values(place)];
  return words.some((word) => word !== undefined);
}

type Failed = Extract<Edited, { readonly ok: false }>;
type WithParameters = { readonly ok: true; readonly parameters: Experiment['parameters'] } | Failed;

function withValues(
  experiment: Experiment,
  { run, parameters: said, positional }: Edits,
  kept: Experiment['parameters'],
): WithParameters {
  if (Object.keys(said).length === 0 && positional === undefined) return { ok: true, parameters: kept };
  const values = parseParameters(actionOf(experiment), { ...kept, ...said }, positional);
  if (values.ok) return { ok: true, parameters: values.parameters };
  const got = positional ?? said[values.field] ?? '';
  return failed(refuseLine('bad-value', values.field, got, editsExample(run), { said: values.sentence }));
}

type Aim =
  | { readonly ok: true; readonly target: Target; readonly cluster: KnownCluster | undefined }
  | Failed;

function aimedAnew(experiment: Experiment, edits: Edits, clusters: readonly KnownCluster[]): Aim {
  const { target: old } = experiment;
  const place = { ...pick(old), ...edits.place };
  const cluster = clusters.find(({ name }) => name === place.cluster);
  const isMoved = edits.target !== undefined || edits.peer !== undefined || !isSame(place, old);
  if (cluster !== undefined && !isMoved) return { ok: true, target: old, cluster };
  const where = findPlace(place, undefined, clusters, '');
  if (where.kind !== 'place')
    return where.kind === 'refused'
      ? { ok: false, refused: { kind: 'refused', of: 'place', refusal: where.refusal } }
      : failed(refuseLine('missing-target', 'target', '', editsExample(edits.run)));
  if (edits.target === undefined) return moved(experiment, edits.run, where.place, where.cluster);
  const found = foundAt(edits.target, experiment, where.place, where.cluster);
  return found.ok ? { ...found, cluster: where.cluster } : found;
}

function foundAt(
  wanted: string,
  experiment: Experiment,
  place: Place,
  cluster: KnownCluster,
): { readonly ok: true; readonly target: Target } | Failed {
  const found = reachOf(actionOf(experiment)).find(wanted, experiment, aroundOf(place, cluster));
  if (!found.ok) {
    const known = cluster.workloads(place.namespace).map(({ name }) => name);
    return { ok: false, refused: { kind: 'refused', of: 'target', refusal: found.refusal, place, known } };
  }
  const { word, labels, selector } = found;
  return { ok: true, target: { ...place, word, labels, ...(selector && { selector }) } };
}

/** The same choice in another place, where it means something there. */
function moved(
  { target: old, parameters }: Experiment,
  run: string,
  place: Place,
  cluster: KnownCluster,
): Aim {
  const isElsewhere = place.namespace !== old.namespace;
  const isBound = old.selector !== undefined || parameters['target'] !== undefined;
  // A wider choice, or the other end, names namespaces of its own: which are meant now has to be said.
  if (isElsewhere && isBound)
    return failed(refuseLine('missing-target', 'target', '', `again ${run} web in ${place.namespace}`));
  const word = old.word.endsWith('/*') ? `${place.namespace}/*` : old.word;
  return { ok: true, target: { ...old, ...place, word }, cluster };
}

function withEnds(
  experiment: Experiment,
  { peer }: Edits,
  target: Target,
  cluster: KnownCluster | undefined,
): WithParameters {
  const { kind, action, parameters } = experiment;
  if (peer === undefined || cluster === undefined) return { ok: true, parameters };
  const said = { verb: 'inject' as const, kind, action, target: target.word, place: target };
  const met = withPeer({ ...said, parameters, defaulted: [], peer, go: false }, target, cluster);
  return met.ok ? { ok: true, parameters: met.command.parameters } : { ok: false, refused: met.refused };
}

function pick({ cluster, namespace }: Target): Place {
  return { cluster, namespace };
}

function isSame(place: Place, { cluster, namespace }: Target): boolean {
  return place.cluster === cluster && place.namespace === namespace;
}

function failed({ refusal }: ParseFailure): Failed {
  return { ok: false, refused: { kind: 'refused', of: 'parse', refusal } };
}
