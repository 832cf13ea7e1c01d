// The shape of every select menu, and what menus have in common with the other elements.

import { confirmDialog, optionGroup, plainOption, plainText } from './composition-rules.ts';
import { LIMITS } from './limits.ts';
import {
  anything,
  exactlyOneOf,
  type Fields,
  flag,
  list,
  number,
  oneOf,
  type Rule,
  shape,
  string,
} from './rule.ts';

const id = string(LIMITS.id);
const ids = list(id, LIMITS.options);

export const placeholder = plainText(LIMITS.placeholder);
export const actionable = { action_id: id };
export const common = { ...actionable, confirm: confirmDialog, focus_on_load: flag };
export const placeable = { ...common, placeholder };

export function element(required: Fields, optional: Fields = {}, also?: Rule): Rule {
  return shape({ type: anything, ...required }, optional, also);
}

const many = { max_selected_items: number(1, 100) };
const conversationFilter = shape(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
);
const conversations = { default_to_current_conversation: flag, filter: conversationFilter };
const optionLists = {
  options: list(plainOption, LIMITS.options),
  option_groups: list(optionGroup, LIMITS.optionGroups),
};

export const MENUS: Readonly<Record<string, Rule>> = {
  static_select: element(
    {},
    { ...placeable, ...optionLists, initial_option: plainOption },
    exactlyOneOf('options', 'option_groups'),
  ),
  multi_static_select: element(
    {},
    { ...placeable, ...many, ...optionLists, initial_options: list(plainOption, LIMITS.options) },
    exactlyOneOf('options', 'option_groups'),
  ),
  external_select: element(
    {},
    { ...placeable, min_query_length: number(0, 100), initial_option: plainOption },
  ),
  multi_external_select: element(
    {},
    {
      ...placeable,
      ...many,
      min_query_length: number(0, 100),
      initial_options: list(plainOption, LIMITS.options),
    },
  ),
  users_select: element({}, { ...placeable, initial_user: id }),
  multi_users_select: element({}, { ...placeable, ...many, initial_users: ids }),
  channels_select: element({}, { ...placeable, initial_channel: id, response_url_enabled: flag }),
  multi_channels_select: element({}, { ...placeable, ...many, initial_channels: ids }),
  conversations_select: element(
    {},
    { ...placeable, ...conversations, initial_conversation: id, response_url_enabled: flag },
  ),
  multi_conversations_select: element(
    {},
    { ...placeable, ...many, ...conversations, initial_conversations: ids },
  ),
};
