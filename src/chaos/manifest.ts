// From an experiment to the Chaos Mesh object that carries it out, and to its YAML.

import { stringify } from 'yaml';
import type { Action } from './catalogue/action.ts';
import { actionById } from './catalogue/catalogue.ts';
import type { Experiment, Manifest, Orchestrated } from './experiment.ts';
import { goDuration } from './go-duration.ts';
import { CHAOS_API } from './kinds.ts';
import { STEPS, stepsText } from './mode-text.ts';
import { reachOf } from './reach/reach-of.ts';
import { withoutEmpties } from './without-empties.ts';

/** How long a Schedule or Workflow may go on, as Go writes durations; Faultline deletes it then. */
export const LENGTH = 'faultline.dev/for';

// Object names end up in label values and in names of network sets: one DNS label.
const LONGEST_NAME = 63;

/** What Chaos Mesh starts of a Schedule or Workflow is named after it, a dash and five characters more. */
const CHILD_SUFFIX = 6;

/** Of a step of a ramp, `-s10`. */
const STEP_SUFFIX = 4;

/** `<verb>-<workload>-<run>`, the workload's part shortened where the whole would pass 63 characters. */
export function objectName(experiment: Experiment, run: string): string {
  const { orchestrated } = experiment;
  const verb = orchestrated?.kind.toLowerCase() ?? actionOf(experiment).verb;
  const room = LONGEST_NAME - suffixOf(experiment) - verb.length - run.length - 2;
  const word = slugOf(experiment.target.word).slice(0, Math.max(0, room));
  return [slugOf(verb), word.replace(/-+$/u, ''), run].filter((part) => part !== '').join('-');
}

function suffixOf({ orchestrated, steps }: Experiment): number {
  if (orchestrated !== undefined) return CHILD_SUFFIX;
  return steps === undefined ? 0 : STEP_SUFFIX;
}

/** Empty lists and maps are dropped: they freeze an experiment. */
export function manifestOf(experiment: Experiment, name: string): Manifest {
  const { orchestrated } = experiment;
  if (orchestrated !== undefined) return manifestOfWhole(experiment, orchestrated, name);
  const action = actionOf(experiment);
  const { namespace } = experiment.target;
  const spec = {
    ...action.spec(experiment.parameters),
    ...reachOf(action).spec(experiment),
    ...(!action.oneShot && { duration: goDuration(experiment.durationSeconds) }),
  };
  return {
    apiVersion: CHAOS_API,
    kind: experiment.kind,
    metadata: { name, namespace, ...experiment.carries, ...withSteps(experiment) },
    spec: withoutEmpties(spec) as Manifest['spec'],
  };
}

function withSteps(experiment: Experiment): Pick<Manifest['metadata'], 'annotations'> {
  const text = stepsText(experiment);
  return text === undefined ? {} : { annotations: { ...experiment.carries?.annotations, [STEPS]: text } };
}

/** The length of the whole goes along as it was given; inside of it empty lists are dropped too. */
function manifestOfWhole(
  { target, durationSeconds, carries }: Experiment,
  { kind, spec }: Orchestrated,
  name: string,
): Manifest {
  const annotations = { ...carries?.annotations, [LENGTH]: goDuration(durationSeconds) };
  return {
    apiVersion: CHAOS_API,
    kind,
    metadata: { name, namespace: target.namespace, ...carries, annotations },
    spec: withoutEmpties(spec) as Manifest['spec'],
  };
}

export function manifestYaml(manifest: Manifest): string {
  return stringify(manifest, { lineWidth: 0 });
}

/** The catalogue's entry; an experiment of an unknown action cannot have been parsed. */
export function actionOf(experiment: Pick<Experiment, 'kind' | 'action'>): Action {
  const action = actionById(experiment.kind, experiment.action);
  if (action === undefined) throw new TypeError(`no action ${experiment.action} of ${experiment.kind}`);
  return action;
}

function slugOf(word: string): string {
  const slug = word.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
  return slug.replace(/^-+/u, '');
}
