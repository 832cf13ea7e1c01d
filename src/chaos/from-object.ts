// Back from a Chaos Mesh object to an experiment, for objects rebuilt, adopted or given as YAML.

import { actionOfSpec } from './catalogue/catalogue.ts';
import { parseParameters } from './catalogue/parse-parameters.ts';
import type { Experiment } from './experiment.ts';
import { parseGoDuration } from './go-duration.ts';
import { asText } from './narrow.ts';
import type { Source } from './reach/reach.ts';
import { reachOf } from './reach/reach-of.ts';

interface Options {
  readonly cluster: string;
  /** The word to show; made from the selector when absent. */
  readonly word?: string;
  /** How long a one-shot is watched, since its object does not say. */
  readonly watchSeconds?: number;
}

/** Undefined when the object says more than an Experiment can. */
export function experimentOf(
  source: Source,
  { cluster, word, watchSeconds = 120 }: Options,
): Experiment | undefined {
  const action = actionOfSpec(source.kind, source.spec);
  if (action === undefined || asText(source.spec['remoteCluster']) !== '') return undefined;
  const found = action.parse(source.spec);
  const answer = found === undefined ? undefined : parseParameters(action, found);
  const seconds = action.oneShot ? watchSeconds : parseGoDuration(asText(source.spec['duration']));
  if (answer?.ok !== true || seconds === undefined) return undefined;
  const { parameters } = answer;
  const place = { cluster, ...(word !== undefined && { word }) };
  const meant = reachOf(action).read(source, parameters, place);
  return meant && { kind: source.kind, action: action.id, ...meant, durationSeconds: seconds, parameters };
}
