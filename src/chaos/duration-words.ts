// How many pods and how long, in words.

import type { ActsOn } from './catalogue/action.ts';
import type { Experiment, Mode } from './experiment.ts';
import { counted, nounOf } from './reach/words.ts';

/** `1 pod`, `3 machines`, `50 % of the pods`, `all pods`. */
export function modeWords(mode: Mode, on: ActsOn = 'pods'): string {
  const many = nounOf(on, 2);
  switch (mode.mode) {
    case 'one':
      return counted(on, 1);
    case 'all':
      return `all ${many}`;
    case 'fixed':
      return counted(on, mode.value);
    case 'fixed-percent':
      return `${mode.value} % of the ${many}`;
    case 'random-max-percent':
      return `up to ${mode.value} % of the ${many}`;
    default:
      return mode satisfies never;
  }
}

/** `1 pod, then 25 % of the pods, then all pods`. */
export function stepsWords({ mode, steps = [] }: Pick<Experiment, 'mode' | 'steps'>, on?: ActsOn): string {
  return [...steps, mode].map((one) => modeWords(one, on)).join(', then ');
}

/** `2 minutes`, `1 minute 30 seconds`. */
export function durationWords(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor((seconds % 3600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const words = parts
    .filter(([many]) => many > 0)
    .map(([many, unit]) => `${many} ${unit}${many === 1 ? '' : 's'}`);
  return words.join(' ') || '0 seconds';
}
