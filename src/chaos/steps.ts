// The steps of a ramp: how many are hit in each, and the object that each of them is.

import type { Experiment, Manifest, Mode } from './experiment.ts';
import { manifestOf } from './manifest.ts';

/** One where it is no ramp. */
export function stepCount({ steps = [] }: Pick<Experiment, 'steps'>): number {
  return steps.length + 1;
}

/** `step` counts from 0. */
export function modeAt({ mode, steps = [] }: Pick<Experiment, 'mode' | 'steps'>, step: number): Mode {
  return steps[step] ?? mode;
}

/** How long it lasts in all, without the time in which each step heals. */
export function secondsInAll(experiment: Pick<Experiment, 'steps' | 'durationSeconds'>): number {
  return stepCount(experiment) * experiment.durationSeconds;
}

/** An experiment of its own, as wide as this step is; `manifest` is that of the whole ramp. */
export function manifestAt(experiment: Experiment, manifest: Manifest, step: number): Manifest {
  const { steps, ...rest } = experiment;
  if (steps === undefined) return manifest;
  return manifestOf({ ...rest, mode: modeAt(experiment, step) }, `${manifest.metadata.name}-s${step + 1}`);
}
