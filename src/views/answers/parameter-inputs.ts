// The inputs of an action's parameters, one each, made from what the catalogue says of them.

import type { Parameter } from '../../chaos/catalogue/action.ts';
import type { FormFields, ShownField } from '../../verbs/form/fields.ts';
import type { FilledForm } from '../../verbs/form/filled-form.ts';
import type { Block } from '../blocks.ts';
import { searchInput, selectInput, textInput } from '../inputs.ts';

/** A choice that leaves a parameter unsaid: a list cannot be emptied. */
export const UNSAID = '–';

export function parameterInputs({ shown, peers }: FormFields, form: FilledForm): readonly Block[] {
  return [...shown.map((field) => parameterInput(field, form.drawnFor)), ...(peers ? [peerInput(form)] : [])];
}

function peerInput({ cluster, namespace, peers }: FilledForm): Block {
  return searchInput('peers', 'Other end', {
    ...{ chosen: peers, most: 10, told: true, version: `${cluster}/${namespace}`, optional: true },
    hint: 'Only packets between it and what is hit; nothing chosen means all packets.',
    placeholder: 'Type to search',
  });
}

/** What one input holds. */
const MOST_CHARACTERS = 3_000;

function parameterInput({ field, parameter, text }: ShownField, version: string): Block {
  const { label, help, range, value, example } = parameter;
  const options = { optional: mayBeUnsaid(parameter), version, hint: `${help} ${range}` };
  if (value.choices !== undefined && value.form !== 'list')
    return selectInput(field, label, choicesOf(parameter), { ...options, initial: text });
  if (parameter.name === 'containers')
    return searchInput(field, label, {
      ...{ ...options, chosen: namesIn(text), most: 10 },
      placeholder: 'Type to search',
    });
  return textInput(field, label, {
    ...options,
    ...{ initial: text, most: MOST_CHARACTERS, placeholder: example, multiline: value.form === 'yaml' },
  });
}

function mayBeUnsaid({ required, fallback }: Parameter): boolean {
  return !required || fallback !== undefined;
}

function choicesOf({ value, required, fallback }: Parameter) {
  const all = (value.choices ?? []).map((choice) => ({ label: choice, value: choice }));
  return required || fallback !== undefined ? all : [{ label: 'Not said', value: UNSAID }, ...all];
}

function namesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
