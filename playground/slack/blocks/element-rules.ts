// The shape of every Block Kit element, by its type.

import {
  anyText,
  confirmDialog,
  imageSource,
  imageSourceGiven,
  markedOption,
  plainOption,
  plainText,
} from './composition-rules.ts';
import { ELEMENT_SURFACES, LIMITS, SELECT_TYPES } from './limits.ts';
import { actionable, common, element, MENUS, placeable, placeholder } from './menu-rules.ts';
import {
  anything,
  both,
  byType,
  flag,
  list,
  matching,
  number,
  oneOf,
  type Rule,
  shape,
  string,
} from './rule.ts';

const id = string(LIMITS.id);
const style = oneOf('primary', 'danger');
const accessibility = { accessibility_label: string(LIMITS.accessibilityLabel) };
const dispatch = {
  dispatch_action_config: shape(
    {},
    { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
  ),
};
const written = {
  ...actionable,
  ...dispatch,
  focus_on_load: flag,
  placeholder,
  initial_value: string(LIMITS.inputLength),
};
const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD');
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm');
const feedback = shape(
  { text: plainText(LIMITS.buttonText), value: string(LIMITS.buttonValue) },
  accessibility,
);

const ELEMENTS: Readonly<Record<string, Rule>> = {
  button: element(
    { text: plainText(LIMITS.buttonText) },
    {
      ...actionable,
      ...accessibility,
      confirm: confirmDialog,
      value: string(LIMITS.buttonValue),
      url: string(LIMITS.url),
      style,
    },
  ),
  workflow_button: element(
    { text: plainText(LIMITS.buttonText), workflow: anything },
    { ...actionable, ...accessibility, confirm: confirmDialog, style },
  ),
  icon_button: element(
    { icon: id, text: plainText(LIMITS.buttonText) },
    {
      ...actionable,
      ...accessibility,
      confirm: confirmDialog,
      value: string(LIMITS.buttonValue),
      visible_to_user_ids: list(id, LIMITS.options),
    },
  ),
  feedback_buttons: element({ positive_button: feedback, negative_button: feedback }, actionable),
  overflow: element(
    { options: list(plainOption, LIMITS.overflowOptions) },
    { ...actionable, confirm: confirmDialog },
  ),
  checkboxes: element(
    { options: list(markedOption, LIMITS.choiceOptions) },
    { ...common, initial_options: list(markedOption, LIMITS.choiceOptions) },
  ),
  radio_buttons: element(
    { options: list(markedOption, LIMITS.choiceOptions) },
    { ...common, initial_option: markedOption },
  ),
  ...MENUS,
  datepicker: element({}, { ...placeable, initial_date: date }),
  timepicker: element({}, { ...placeable, initial_time: time, timezone: id }),
  datetimepicker: element({}, { ...common, initial_date_time: number(1e9, 9_999_999_999) }),
  plain_text_input: element(
    {},
    {
      ...written,
      multiline: flag,
      min_length: number(0, LIMITS.inputLength),
      max_length: number(1, LIMITS.inputLength),
    },
  ),
  rich_text_input: element(
    {},
    { ...written, initial_value: anything, min_lines: number(1, 100), max_lines: number(1, 100) },
  ),
  email_text_input: element({}, written),
  url_text_input: element({}, written),
  number_input: element(
    { is_decimal_allowed: flag },
    { ...written, min_value: string(30), max_value: string(30) },
  ),
  file_input: element({}, { ...actionable, filetypes: list(id, 100), max_files: number(1, 10) }),
  image: element({ alt_text: string(LIMITS.imageAlt) }, imageSource, imageSourceGiven),
  plain_text: anyText(LIMITS.text),
  mrkdwn: anyText(LIMITS.text),
};

const onThisSurface: Rule = (value, path, site) => {
  const kind = String((value as { type?: unknown }).type);
  const surfaces = ELEMENT_SURFACES[kind];
  if (surfaces !== undefined && !surfaces.includes(site.surface))
    site.report(`unsupported type: ${kind}`, `${path}/type`);
};

/** An element of one of these types. */
export function elementOf(...types: readonly string[]): Rule {
  const known = byType(() => ELEMENTS, types);
  return (value, path, site) =>
    both(known, onThisSurface)(typeof value === 'object' && value !== null ? value : {}, path, site);
}

const CHOICES = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...SELECT_TYPES];

export const actionElement = elementOf(
  'button',
  'overflow',
  'workflow_button',
  'datetimepicker',
  'rich_text_input',
  ...CHOICES,
);
export const accessoryElement = elementOf('button', 'overflow', 'workflow_button', 'image', ...CHOICES);
export const inputElement = elementOf(
  'plain_text_input',
  'rich_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'file_input',
  'datetimepicker',
  ...CHOICES,
);
