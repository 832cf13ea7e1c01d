// StressChaos: acts on containers through the daemon; an error while recovering is swallowed, as in the original.

import { type Fields, isFields, textAt, textsAt } from '../objects/kube-object.ts';
import type { ChaosKind } from './kind.ts';
import {
  CONTAINER_NAMES,
  CONTAINER_PATHS,
  durationProblems,
  fieldError,
  selectorUse,
  TARGETING,
  TARGETING_REQUIRED,
  valueProblems,
} from './selector-rules.ts';
import { integer, list, object, text } from './shape.ts';

const SIZE = /^(\d+(\.\d+)?)\s*([kmgtp]?i?b?)$/i;

function stressorsOf(spec: Fields): Fields {
  const stressors = spec['stressors'];
  return isFields(stressors) ? stressors : {};
}

function missingProblems(spec: Fields): string[] {
  const stressors = stressorsOf(spec);
  const any = isFields(stressors['cpu']) || isFields(stressors['memory']);
  if (any || textAt(spec, 'stressngStressors') !== '') return [];
  return [fieldError('Spec', spec, 'missing stressors')];
}

function sizeProblems(spec: Fields): string[] {
  const size = textAt(stressorsOf(spec)['memory'], 'size');
  const path = 'Spec.Stressors.MemoryStressor.Size';
  if (size === '') return [];
  if (size.endsWith('%')) {
    const percent = Number(size.slice(0, -1));
    if (percent > 0 && percent <= 100) return [];
    return [fieldError(path, size, 'incorrect bytes format: illegal proportion')];
  }
  return SIZE.test(size)
    ? []
    : [fieldError(path, size, `incorrect bytes format: units.RAMInBytes: invalid size: '${size}'`)];
}

function instanceOf(uid: string): Fields {
  const pid = 1000 + (Number.parseInt(uid.slice(0, 4), 16) || 0);
  return { uid, pid, startTime: pid * 100 };
}

export const stressChaos: ChaosKind = {
  kind: 'StressChaos',
  plural: 'stresschaos',
  columns: ['duration'],
  spec: object(
    {
      ...TARGETING,
      containerNames: CONTAINER_NAMES,
      stressngStressors: text(),
      stressors: object({
        cpu: object(
          { workers: integer({ max: 8192 }), load: integer({ min: 0, max: 100 }), options: list(text()) },
          ['workers'],
        ),
        memory: object(
          {
            workers: integer({ max: 8192 }),
            size: text(),
            oomScoreAdj: integer({ min: -1000, max: 1000, default: 0 }),
            options: list(text()),
          },
          ['workers'],
        ),
      }),
    },
    TARGETING_REQUIRED,
  ),
  selectors: (spec) => [selectorUse('.', spec, textsAt(spec, 'containerNames'))],
  isOneShot: () => false,
  problems: (spec) => [
    ...missingProblems(spec),
    ...sizeProblems(spec),
    ...valueProblems(spec, CONTAINER_PATHS),
    ...durationProblems(spec),
  ],
  apply(target, experiment, tools) {
    if (!tools.podExists(target)) return { phase: 'Not Injected', error: `Pod "${target.pod}" not found` };
    const error = tools.daemonFailure('apply', 'StressChaos', target);
    if (error !== undefined) return { phase: 'Not Injected', error };
    tools.inject(target, experiment);
    experiment.instances[target.id] = instanceOf(tools.podUid(target));
    return { phase: 'Injected' };
  },
  recover(target, experiment, tools) {
    if (!tools.podExists(target)) return { phase: 'Not Injected' };
    // The original logs the error and returns the old phase without it: no event, no retry.
    if (tools.daemonFailure('recover', 'StressChaos', target) !== undefined) return { phase: 'Injected' };
    tools.release(target, experiment);
    delete experiment.instances[target.id];
    return { phase: 'Not Injected' };
  },
};
