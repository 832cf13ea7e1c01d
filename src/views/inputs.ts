// What people fill in: text, lists and boxes of a modal, built within Slack's limits.

import type { InputBlock, PlainTextElement, PlainTextOption, StaticSelect } from '@slack/types';
import { LIMITS, plain } from './blocks.ts';
import { clip } from './escape.ts';

export interface InputOptions {
  readonly initial?: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly placeholder?: string;
  readonly multiline?: boolean;
  readonly most?: number;
  /** Slack keeps what was typed in a block that is shown again; a block with a new id shows its `initial` instead. */
  readonly version?: string;
}

/** Text in a modal; its value is found under `[blockId][blockId]`, or `[blockId_version][blockId]`. */
export function textInput(blockId: string, label: string, options: InputOptions = {}): InputBlock {
  const { initial, multiline = false, most = 3000 } = options;
  return {
    ...inputBase(blockId, label, options),
    element: {
      type: 'plain_text_input',
      action_id: blockId,
      multiline,
      max_length: most,
      ...(initial === undefined || initial === '' ? {} : { initial_value: clip(initial, most) }),
      ...placeholderOf(options),
    },
  };
}

type OptionGroup = { readonly label: PlainTextElement; readonly options: readonly PlainTextOption[] };

export interface Choice {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
}

type ListOptions = Pick<InputOptions, 'hint' | 'optional' | 'placeholder' | 'version'> & {
  /** The app hears of every choice at once. */
  readonly told?: boolean;
};

/** One of a list; Slack allows a hundred. `initial` is the value of one of them. */
export function selectInput(
  blockId: string,
  label: string,
  choices: readonly Choice[],
  { initial, ...options }: ListOptions & { readonly initial?: string | undefined },
): InputBlock {
  const all = choices.slice(0, 100).map(optionOf);
  const chosen = all.find(({ value }) => value === initial);
  const element: StaticSelect = {
    ...{ type: 'static_select', action_id: blockId, options: all },
    ...(chosen === undefined ? {} : { initial_option: chosen }),
    ...placeholderOf(options),
  };
  return { ...inputBase(blockId, label, options), element };
}

/** One or several that are looked up while somebody types; the app is asked for the options. */
export function searchInput(
  blockId: string,
  label: string,
  { chosen, most, ...options }: ListOptions & { readonly chosen: readonly string[]; readonly most: number },
): InputBlock {
  const all = chosen.slice(0, most).map((value) => optionOf({ label: value, value }));
  const [first] = all;
  const shared = { action_id: blockId, min_query_length: 0, ...placeholderOf(options) };
  const element =
    most === 1
      ? { type: 'external_select' as const, ...shared, ...(first && { initial_option: first }) }
      : {
          type: 'multi_external_select' as const,
          ...{ ...shared, max_selected_items: most },
          ...(first && { initial_options: all }),
        };
  return { ...inputBase(blockId, label, options), element };
}

function inputBase(blockId: string, label: string, options: ListOptions): Omit<InputBlock, 'element'> {
  const { hint, optional = false, version, told = false } = options;
  return {
    type: 'input',
    block_id: clip(version === undefined ? blockId : `${blockId}_${version}`, LIMITS.id),
    label: plain(label, LIMITS.label),
    optional,
    ...(told && { dispatch_action: true }),
    ...(hint === undefined ? {} : { hint: plain(hint, LIMITS.label) }),
  };
}

function placeholderOf({ placeholder }: ListOptions) {
  return placeholder === undefined ? {} : { placeholder: plain(placeholder, 150) };
}

export function optionOf({ label, value, description }: Choice): PlainTextOption {
  return {
    text: plain(label),
    value: clip(value, 150),
    ...(description === undefined ? {} : { description: plain(description) }),
  };
}

/** Choices under a heading. */
export function plainGroup(title: string, choices: readonly Choice[]): OptionGroup {
  return { label: plain(title), options: choices.map(optionOf) };
}

/** Boxes to tick in a modal; Slack allows ten. Their values are found under `[blockId][blockId]`. */
export function checkboxes(blockId: string, label: string, choices: readonly Choice[]): InputBlock {
  const options = choices.slice(0, 10).map(optionOf);
  return {
    ...inputBase(blockId, label, { optional: true }),
    element: { type: 'checkboxes', action_id: blockId, options },
  };
}
