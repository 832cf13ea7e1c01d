// The alert contract that an experiment carries, and the same experiment with another one.

import { CONTRACT } from './alert-contract.ts';
import type { Experiment } from './experiment.ts';

/** As it is written; undefined: nothing is promised. */
export function expectedBy({ carries }: Pick<Experiment, 'carries'>): string | undefined {
  return carries?.annotations?.[CONTRACT];
}

/** Empty: nothing is promised any more. */
export function expecting(experiment: Experiment, contract: string): Experiment {
  const { carries: { labels, annotations } = {}, ...rest } = experiment;
  const { [CONTRACT]: _before, ...others } = annotations ?? {};
  const all = contract === '' ? others : { ...others, [CONTRACT]: contract };
  const carries = { ...(labels && { labels }), ...(Object.keys(all).length > 0 && { annotations: all }) };
  return Object.keys(carries).length === 0 ? rest : { ...rest, carries };
}
