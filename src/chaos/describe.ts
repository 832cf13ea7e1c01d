// An experiment in words: the card's first line, and what it leaves out.

import { isDeepStrictEqual } from 'node:util';
import { contractOf, contractText } from './alert-contract.ts';
import type { Phrase } from './catalogue/action.ts';
import { actsOn } from './catalogue/catalogue.ts';
import { modeWords, stepsWords } from './duration-words.ts';
import type { Experiment } from './experiment.ts';
import { actionOf } from './manifest.ts';
import { orchestratedDetails, orchestratedPhrase } from './orchestration/phrase.ts';

export function phraseOf(experiment: Experiment): Phrase {
  const { orchestrated } = experiment;
  if (orchestrated !== undefined) return orchestratedPhrase(experiment, orchestrated);
  return actionOf(experiment).phrase(experiment.parameters);
}

/**
 * What the title leaves out although somebody said it: `jitter 4 min, correlation 100 % · alerts: never PagerStorm`. Whoever agrees must see it.
 * `undefined` when there is nothing but defaults.
 */
export function detailsOf(experiment: Experiment): string | undefined {
  const promised = contractText(contractOf(experiment.carries ?? {}));
  const said = [
    experiment.steps === undefined ? undefined : `steps: ${stepsWords(experiment, actsOn(experiment))}`,
    parameterDetails(experiment),
    promised === '' ? undefined : `alerts: ${promised}`,
  ];
  const told = said.filter((one) => one !== undefined);
  return told.length === 0 ? undefined : told.join(' · ');
}

function parameterDetails(experiment: Experiment): string | undefined {
  if (experiment.orchestrated !== undefined) return orchestratedDetails(experiment);
  const { parameters } = experiment;
  const action = actionOf(experiment);
  const { title } = action.phrase(parameters);
  const said = action.parameters.flatMap(({ name, fallback, value }) => {
    const given = parameters[name];
    if (given === undefined || isDeepStrictEqual(given, fallback)) return [];
    const shown = value.shown(given);
    return title.includes(shown) ? [] : [`${name} ${shown}`];
  });
  return said.length === 0 ? undefined : said.join(', ');
}

/** `Kill 1 of 3 web`, `Delay 200 ms · 1 of 3 web`; without counts while they are unknown. */
export function headline(
  experiment: Experiment,
  counts?: { readonly most: number; readonly of: number },
): string {
  const { title, joiner } = phraseOf(experiment);
  const many =
    counts === undefined
      ? modeWords(experiment.mode, actionOf(experiment).on)
      : `${counts.most} of ${counts.of}`;
  return `${title}${joiner}${many} ${experiment.target.word}`;
}

/** `staging/shop`. */
export function placeOf(target: Experiment['target']): string {
  return `${target.cluster}/${target.namespace}`;
}
