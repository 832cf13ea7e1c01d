// Reads what stands in the inputs of a window: Slack's `state.values`, and the form of an experiment whole.

import { EMPTY_FORM, type FilledForm } from '../verbs/form/filled-form.ts';
import type { FormMetadata } from '../views/answers/forms.ts';
import { UNSAID } from '../views/answers/parameter-inputs.ts';
import type { ViewState } from './payloads.ts';

/** A block may carry a version behind its name, `yaml_3fa2`. */
export interface Fields {
  (name: string): string;
  /** All that was ticked or chosen. */
  readonly chosen: (name: string) => readonly string[];
  readonly names: readonly string[];
  /** The block in which a field stands now; undefined where it does not. */
  readonly blockOf: (name: string) => string | undefined;
}

export function fieldsOf(values: ViewState): Fields {
  const blockOf = (name: string) =>
    Object.keys(values).find((known) => known === name || known.startsWith(`${name}_`));
  const stateOf = (name: string) => values[blockOf(name) ?? name]?.[name];
  const chosen = (name: string): readonly string[] => {
    const { selected_options: many, selected_option: one } = stateOf(name) ?? {};
    return (many ?? (one ? [one] : [])).map(({ value }) => value);
  };
  return Object.assign((name: string): string => stateOf(name)?.value ?? chosen(name).join(','), {
    chosen,
    names: Object.values(values).flatMap(Object.keys),
    blockOf,
  });
}

const PARAMETER = /^v-/u;

export function filledForm({ run, form }: FormMetadata, field: Fields): FilledForm {
  const { drawnFor = '', targets = [], keepsTarget = false, all = false, away = {} } = form ?? {};
  const parameters = field.names.filter((name) => PARAMETER.test(name));
  return {
    ...EMPTY_FORM,
    ...{ run, drawnFor, keepsTarget, all, away },
    ...{ kind: field('kind'), action: field('action') },
    cluster: keepsTarget ? (form?.cluster ?? '') : field('cluster'),
    namespace: keepsTarget ? (form?.namespace ?? '') : field('namespace'),
    targets: keepsTarget ? targets : field.chosen('targets'),
    peers: field.chosen('peers'),
    values: Object.fromEntries(parameters.map((name) => [name.replace(PARAMETER, ''), saidIn(field(name))])),
    ...{ pods: field('pods'), length: field('length'), reason: field('reason'), expects: field('expects') },
  };
}

function saidIn(text: string): string {
  return text === UNSAID ? '' : text;
}
