// An experiment as the form that asks for it, filled in.

import { isDeepStrictEqual } from 'node:util';
import { expectedBy } from '../../chaos/expecting.ts';
import type { Experiment } from '../../chaos/experiment.ts';
import { goDuration } from '../../chaos/go-duration.ts';
import { actionOf } from '../../chaos/manifest.ts';
import { modesText } from '../../chaos/mode-text.ts';
import { thingsNamed } from '../../chaos/reach/hits.ts';
import { reachOf } from '../../chaos/reach/reach-of.ts';
import { aroundOf, type Standing } from '../aimed.ts';
import { EMPTY_FORM, type FilledForm } from './filled-form.ts';

/** A target that its word does not find again there is kept as it is. */
export function formOf(experiment: Experiment, cluster: Standing): FilledForm {
  const { kind, action: id, target, parameters, durationSeconds } = experiment;
  const action = actionOf(experiment);
  const said = action.parameters.filter(({ name }) => parameters[name] !== undefined);
  const isNamed = thingsNamed(action, parameters).length > 0;
  return {
    ...EMPTY_FORM,
    ...{ kind, action: id, drawnFor: id, cluster: target.cluster, namespace: target.namespace },
    targets: isNamed ? [] : [target.word],
    keepsTarget: !isFound(experiment, cluster),
    values: Object.fromEntries(said.map(({ name, value }) => [name, value.typed(parameters[name])])),
    pods: modesText(experiment).replaceAll(',', ', ').replaceAll('up-to-', 'up to '),
    length: goDuration(durationSeconds),
    expects: expectedBy(experiment) ?? '',
    all: said.some(({ rare }) => rare),
  };
}

function isFound(experiment: Experiment, cluster: Standing): boolean {
  const { word, labels, selector } = experiment.target;
  const wanted = word.endsWith('/*') ? '*' : word;
  const around = aroundOf(experiment.target, cluster);
  const found = reachOf(actionOf(experiment)).find(wanted, experiment, around);
  return (
    found.ok && found.word === word && isDeepStrictEqual([found.labels, found.selector], [labels, selector])
  );
}
