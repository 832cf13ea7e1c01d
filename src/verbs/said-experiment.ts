// From an understood line to an experiment at a place, naming every default that was used.

import type { Action } from '../chaos/catalogue/action.ts';
import { actionById } from '../chaos/catalogue/catalogue.ts';
import { isAsAbsent } from '../chaos/catalogue/spec-form.ts';
import { durationWords } from '../chaos/duration-words.ts';
import { expecting } from '../chaos/expecting.ts';
import type { Experiment, Mode, Target } from '../chaos/experiment.ts';
import { counted } from '../chaos/reach/words.ts';
import type { InjectCommand } from './command.ts';
import type { Implied } from './where.ts';

/** A line that says little must mean something small and safe. */
const ONE: Mode = { mode: 'one' };
export const DEFAULT_SECONDS = 120;

export interface SaidExperiment {
  readonly experiment: Experiment;
  readonly defaults: readonly string[];
}

export function experimentOf(command: InjectCommand, target: Target, implied?: Implied): SaidExperiment {
  const experiment: Experiment = {
    kind: command.kind,
    action: command.action,
    target,
    mode: command.mode ?? ONE,
    ...(command.steps && { steps: command.steps }),
    durationSeconds: command.durationSeconds ?? DEFAULT_SECONDS,
    parameters: command.parameters,
  };
  const action = actionById(command.kind, command.action);
  const defaults = [
    ...(action === undefined ? [] : amountDefaults(action, command)),
    ...(action === undefined ? [] : parameterDefaults(action, command)),
    ...(command.found === undefined ? [] : [`its only container, ${command.found}`]),
    ...(implied === 'place' ? [`${target.cluster}/${target.namespace}, which this channel means`] : []),
    ...(implied === 'namespace' ? [`namespace ${target.namespace}, as in this channel`] : []),
  ];
  const { expects } = command;
  return { experiment: expects === undefined ? experiment : expecting(experiment, expects), defaults };
}

/** An instance of a cloud is one anyway. */
function amountDefaults({ on, oneShot }: Action, command: InjectCommand): readonly string[] {
  const length = durationWords(DEFAULT_SECONDS);
  return [
    ...(command.mode === undefined && on !== 'cloud' ? [counted(on, 1)] : []),
    ...(command.durationSeconds === undefined ? [oneShot ? `watched for ${length}` : length] : []),
  ];
}

/** What Chaos Mesh would do anyway is not worth a word. */
function parameterDefaults(action: Action, command: InjectCommand): readonly string[] {
  return action.parameters
    .filter(({ name }) => command.defaulted.includes(name))
    .filter((parameter) => parameter.fallback !== undefined && !isAsAbsent(parameter, parameter.fallback))
    .map(({ label, fallback, value }) => `${label.toLowerCase()} ${value.shown(fallback)}`);
}
