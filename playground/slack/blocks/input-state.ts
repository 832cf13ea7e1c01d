// What the inputs of a view or message hold, in the shape of Slack's `state.values`.

import { isObject, type Json, objectOf, objectsOf, textOf, wordsOf } from '../json.ts';
import { elementsOf, type Placed } from './walk.ts';

export type Values = Record<string, Record<string, Json>>;

/** How each kind of element carries its value: the field in the state, and the one it starts from. */
const CARRIED: Readonly<
  Record<string, { readonly state: string; readonly initial: string; readonly many?: true }>
> = {
  plain_text_input: { state: 'value', initial: 'initial_value' },
  email_text_input: { state: 'value', initial: 'initial_value' },
  url_text_input: { state: 'value', initial: 'initial_value' },
  number_input: { state: 'value', initial: 'initial_value' },
  rich_text_input: { state: 'rich_text_value', initial: 'initial_value' },
  file_input: { state: 'files', initial: '', many: true },
  static_select: { state: 'selected_option', initial: 'initial_option' },
  external_select: { state: 'selected_option', initial: 'initial_option' },
  radio_buttons: { state: 'selected_option', initial: 'initial_option' },
  overflow: { state: 'selected_option', initial: '' },
  checkboxes: { state: 'selected_options', initial: 'initial_options', many: true },
  multi_static_select: { state: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { state: 'selected_options', initial: 'initial_options', many: true },
  users_select: { state: 'selected_user', initial: 'initial_user' },
  multi_users_select: { state: 'selected_users', initial: 'initial_users', many: true },
  channels_select: { state: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { state: 'selected_channels', initial: 'initial_channels', many: true },
  conversations_select: { state: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: {
    state: 'selected_conversations',
    initial: 'initial_conversations',
    many: true,
  },
  datepicker: { state: 'selected_date', initial: 'initial_date' },
  timepicker: { state: 'selected_time', initial: 'initial_time' },
  datetimepicker: { state: 'selected_date_time', initial: 'initial_date_time' },
};

function typeOf(element: Json): string {
  return textOf(element['type']) ?? '';
}

/** The state of every element that can hold a value; what was entered before and still fits is kept. */
export function stateOf(blocks: readonly Json[], entered: Values = {}): Values {
  const values: Values = {};
  for (const placed of elementsOf(blocks)) {
    const type = typeOf(placed.element);
    const carried = CARRIED[type];
    if (carried === undefined || type === 'overflow') continue;
    const actionId = textOf(placed.element['action_id']) ?? '';
    const before = entered[placed.blockId]?.[actionId];
    const held = before?.['type'] === type ? before : { type, ...initialOf(placed.element, carried) };
    values[placed.blockId] = { ...values[placed.blockId], [actionId]: held };
  }
  return values;
}

function initialOf(element: Json, carried: { state: string; initial: string; many?: true }): Json {
  const initial = element[carried.initial];
  if (initial !== undefined) return { [carried.state]: initial };
  return { [carried.state]: carried.many ? [] : null };
}

export class UnknownChoice extends Error {}

/**
 * What a person put in, as the element's state: options by their value or label, or already in Slack's form.
 */
export function heldBy(element: Json, given: unknown, offered: readonly Json[] = optionsOf(element)): Json {
  const type = typeOf(element);
  const carried = CARRIED[type];
  if (carried === undefined) throw new UnknownChoice(`a ${type} holds no value`);
  if (isObject(given) && given[carried.state] !== undefined)
    return { type, [carried.state]: given[carried.state] };
  if (!carried.state.startsWith('selected_option'))
    return { type, [carried.state]: plainValue(given, carried.many) };
  const options = (carried.many ? many(given) : [given])
    .filter(isGiven)
    .map((each) => choice(each, offered, type));
  return { type, [carried.state]: carried.many ? options : (options[0] ?? null) };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function many(given: unknown): unknown[] {
  if (Array.isArray(given)) return given;
  return isGiven(given) ? [given] : [];
}

function plainValue(given: unknown, isMany: true | undefined): unknown {
  if (isMany) return many(given);
  return isGiven(given) ? given : null;
}

function choice(given: unknown, offered: readonly Json[], type: string): Json {
  const value = isObject(given) ? given['value'] : given;
  const found = offered.find((option) => option['value'] === value || wordsOf(option['text']) === value);
  if (found !== undefined) return found;
  if (type.includes('external') && isObject(given)) return given;
  const names = offered.map((option) => String(option['value'])).join(', ');
  throw new UnknownChoice(`no option ${JSON.stringify(value)}; there are: ${names}`);
}

export function optionsOf(element: Json): Json[] {
  const groups = objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options']));
  return [...objectsOf(element['options']), ...groups];
}

/** What the client itself refuses to submit: a required field left empty, text too short or too long. */
export function incompleteFields(blocks: readonly Json[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const placed of elementsOf(blocks)) {
    if (placed.block['type'] !== 'input') continue;
    const problem = fieldProblem(placed, values);
    if (problem !== undefined) errors[placed.blockId] = problem;
  }
  return errors;
}

function fieldProblem({ block, blockId, element }: Placed, values: Values): string | undefined {
  const carried = CARRIED[typeOf(element)];
  if (carried === undefined) return undefined;
  const held = values[blockId]?.[textOf(element['action_id']) ?? '']?.[carried.state];
  const empty = !isGiven(held) || (Array.isArray(held) && held.length === 0);
  if (empty) return block['optional'] === true ? undefined : 'Please complete this required field.';
  return typeof held === 'string' ? writtenProblem(element, held) : undefined;
}

const WRITTEN: Readonly<Record<string, (text: string, element: Json) => string | undefined>> = {
  email_text_input: (text) =>
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text) ? undefined : 'Please enter a valid email address.',
  url_text_input: (text) => (/^https?:\/\/\S+$/.test(text) ? undefined : 'Please enter a valid URL.'),
  number_input: numberProblem,
  plain_text_input: (text, element) => {
    const { min_length: min, max_length: max } = objectOf(element);
    if (typeof min === 'number' && text.length < min) return `Please enter at least ${min} characters.`;
    return typeof max === 'number' && text.length > max
      ? `Please enter at most ${max} characters.`
      : undefined;
  },
};

function writtenProblem(element: Json, text: string): string | undefined {
  return WRITTEN[typeOf(element)]?.(text, element);
}

function numberProblem(text: string, element: Json): string | undefined {
  const value = Number(text);
  const whole = element['is_decimal_allowed'] === true || Number.isInteger(value);
  if (Number.isNaN(value) || !whole) return 'Please enter a valid number.';
  if (element['min_value'] !== undefined && value < Number(element['min_value']))
    return `Please enter a number of at least ${String(element['min_value'])}.`;
  if (element['max_value'] !== undefined && value > Number(element['max_value']))
    return `Please enter a number of at most ${String(element['max_value'])}.`;
  return undefined;
}
