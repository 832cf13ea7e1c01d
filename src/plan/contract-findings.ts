// Whether the alerts that an experiment promises have their time to fire while its fault lasts.

import { contractOf } from '../chaos/alert-contract.ts';
import { durationWords } from '../chaos/duration-words.ts';
import type { Experiment } from '../chaos/experiment.ts';
import type { Finding } from './plan.ts';

/** What happens once leaves a trace for as long as it takes. */
export function contractFindings(experiment: Experiment, oneShot: boolean): readonly Finding[] {
  if (oneShot) return [];
  const { durationSeconds: lasts } = experiment;
  const late = contractOf(experiment.carries ?? {}).must.filter(
    ({ withinSeconds = 0 }) => withinSeconds > lasts,
  );
  return late.map(({ name, withinSeconds = 0 }) => ({
    severity: 'warn',
    check: 'contract-too-long',
    path: 'alerts',
    sentence: `${name} has ${durationWords(withinSeconds)} to fire, and the fault lasts only ${durationWords(lasts)}.`,
    cure: `Let it last longer, or promise the alert sooner.`,
  }));
}
