// The experiment that a filled form means, or what is wrong under each field.

import { expectedBy, expecting } from '../../chaos/expecting.ts';
import type { Experiment } from '../../chaos/experiment.ts';
import { targetSentence } from '../../chaos/target.ts';
import { type AimedAnswer, aimed } from '../aimed.ts';
import type { InjectCommand } from '../command.ts';
import type { Refused } from '../refused.ts';
import { experimentOf, type SaidExperiment } from '../said-experiment.ts';
import type { KnownCluster } from '../where.ts';
import { type FilledForm, fieldOf } from './filled-form.ts';
import { type FormErrors, readForm } from './read-form.ts';

export type SaidInForm =
  | { readonly ok: true; readonly said: SaidExperiment }
  | { readonly ok: false; readonly errors: FormErrors };

/** `changes`: the experiment that the form was opened with, whose target may have to be kept. */
export function saidIn(
  form: FilledForm,
  changes: Experiment | undefined,
  clusters: readonly KnownCluster[],
): SaidInForm {
  const read = readForm(form);
  if (!read.ok) return read;
  const { command } = read;
  if (form.keepsTarget && changes !== undefined) return { ok: true, said: keeping(changes, command) };
  const found = foundIn(form, command, clusters);
  if (!found.ok) return { ok: false, errors: errorsOf(found.refused, command) };
  return { ok: true, said: carrying(changes, found.said) };
}

function keeping(changes: Experiment, command: InjectCommand): SaidExperiment {
  return carrying(changes, experimentOf(command, changes.target));
}

/** Labels and annotations of the YAML it came in stay on it; what it expects stands in the form. */
function carrying(changes: Experiment | undefined, said: SaidExperiment): SaidExperiment {
  const { carries } = changes ?? {};
  if (carries === undefined) return said;
  const experiment = expecting({ ...said.experiment, carries }, expectedBy(said.experiment) ?? '');
  return { ...said, experiment };
}

function foundIn(
  { cluster: name, namespace }: FilledForm,
  command: InjectCommand,
  clusters: readonly KnownCluster[],
): AimedAnswer {
  const cluster = clusters.find((one) => one.name === name);
  const wanted = command.place.namespace ?? namespace;
  if (cluster !== undefined) return aimed(command, { place: { cluster: name, namespace: wanted }, cluster });
  const refusal = { kind: 'unknown-cluster', cluster: name, known: clusters.map((one) => one.name) } as const;
  return { ok: false, refused: { kind: 'refused', of: 'place', refusal } };
}

/** Under the field that it is about. */
function errorsOf(refused: Refused, { target, peer }: InjectCommand): FormErrors {
  switch (refused.of) {
    case 'target': {
      const { refusal, place } = refused;
      const isPeer = refusal.word !== target && refusal.word === peer?.word;
      return {
        [isPeer ? 'peers' : 'targets']: targetSentence(refusal, `${place.cluster}/${place.namespace}`),
      };
    }
    case 'parse':
      return { [fieldOf(refused.refusal.field)]: refused.refusal.said ?? 'That is not understood.' };
    default:
      return { cluster: 'There is no such cluster any more.' };
  }
}
