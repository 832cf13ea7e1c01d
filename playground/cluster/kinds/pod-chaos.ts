// PodChaos: pod-kill deletes, container-kill restarts, pod-failure swaps images for the pause image.

import { type Fields, textAt, textsAt } from '../objects/kube-object.ts';
import type { ChaosKind, ChaosTools, Experiment, Outcome, Target } from './kind.ts';
import {
  CONTAINER_NAMES,
  CONTAINER_PATHS,
  durationProblems,
  fieldError,
  GRACE,
  selectorUse,
  TARGETING,
  TARGETING_REQUIRED,
  valueProblems,
} from './selector-rules.ts';
import { object, oneOf } from './shape.ts';

type Step = (target: Target, experiment: Experiment, tools: ChaosTools) => Outcome;

function missingPod(target: Target): string {
  return `Pod "${target.pod}" not found`;
}

const applyPodKill: Step = (target, experiment, tools) => {
  const error = tools.failure('apply', 'PodChaos', target);
  if (error !== undefined) return { phase: 'Not Injected', error };
  if (!tools.podExists(target)) return { phase: 'Not Injected', error: missingPod(target) };
  const grace = experiment.spec['gracePeriod'];
  tools.killPod(target, typeof grace === 'number' ? grace : 0);
  return { phase: 'Injected' };
};

const applyContainerKill: Step = (target, _experiment, tools) => {
  const error = tools.daemonFailure('apply', 'PodChaos', target);
  if (error !== undefined) return { phase: 'Not Injected', error };
  tools.restartContainer(target);
  return { phase: 'Injected' };
};

const applyPodFailure: Step = (target, experiment, tools) => {
  const error = tools.failure('apply', 'PodChaos', target);
  if (error !== undefined) return { phase: 'Not Injected', error };
  if (!tools.podExists(target)) return { phase: 'Not Injected', error: missingPod(target) };
  tools.inject(target, experiment);
  tools.swapImages(target, experiment.name);
  return { phase: 'Injected' };
};

const recoverPodFailure: Step = (target, experiment, tools) => {
  if (!tools.podExists(target)) return { phase: 'Not Injected' };
  const error = tools.failure('recover', 'PodChaos', target);
  if (error !== undefined) return { phase: 'Injected', error };
  tools.restoreImages(target, experiment.name);
  tools.release(target, experiment);
  return { phase: 'Not Injected' };
};

const APPLY: Readonly<Record<string, Step>> = {
  'pod-kill': applyPodKill,
  'container-kill': applyContainerKill,
  'pod-failure': applyPodFailure,
};

function isContainerKill(spec: Fields): boolean {
  return textAt(spec, 'action') === 'container-kill';
}

function containerProblems(spec: Fields): string[] {
  if (!isContainerKill(spec) || textsAt(spec, 'containerNames').length > 0) return [];
  const message = 'the name of container is required on container-kill action';
  return [fieldError('Spec.containerNames', null, message)];
}

export const podChaos: ChaosKind = {
  kind: 'PodChaos',
  plural: 'podchaos',
  columns: [],
  spec: object(
    {
      ...TARGETING,
      action: oneOf('pod-kill', 'pod-failure', 'container-kill'),
      containerNames: CONTAINER_NAMES,
      gracePeriod: GRACE,
    },
    [...TARGETING_REQUIRED, 'action'],
  ),
  selectors: (spec) => [
    selectorUse('.', spec, isContainerKill(spec) ? textsAt(spec, 'containerNames') : undefined),
  ],
  isOneShot: (spec) => textAt(spec, 'action') !== 'pod-failure',
  problems: (spec) => [
    ...containerProblems(spec),
    ...valueProblems(spec, CONTAINER_PATHS),
    ...durationProblems(spec),
  ],
  apply: (target, experiment, tools) =>
    (APPLY[textAt(experiment.spec, 'action')] ?? applyPodFailure)(target, experiment, tools),
  // One-shots have nothing to undo, but the controller counts it as a recovery all the same.
  recover: (target, experiment, tools) =>
    textAt(experiment.spec, 'action') === 'pod-failure'
      ? recoverPodFailure(target, experiment, tools)
      : { phase: 'Not Injected' },
};
