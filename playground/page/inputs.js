// The inputs of Block Kit: shown as the browser's own, and read back as Slack hands them to the app.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { el } from './elements.js';

export function inputBlock(block, tools) {
  const tell = block.dispatch_action ? (value) => tools.act(block.element, block, value) : () => undefined;
  const held = tools.state?.[block.block_id]?.[block.element.action_id];
  const field = valueless(holding(block.element, held), block, tools, tell);
  const hint = block.hint ? el('span', { className: 'dim' }, block.hint.text) : '';
  const label = `${block.label.text}${block.optional ? ' (optional)' : ''}`;
  const place = el('div', { className: 'input' }, el('label', {}, label), field, hint);
  Object.assign(place.dataset, { input: block.block_id ?? '', action: block.element.action_id ?? '' });
  place.readValue = () => field.readValue();
  return place;
}

/** What a person put in stays when the view is drawn again. */
function holding(element, held) {
  if (!held) return element;
  const { value, selected_option: one, selected_options: many } = held;
  return {
    ...element,
    ...(value === undefined ? {} : { initial_value: value ?? '' }),
    ...(one === undefined ? {} : { initial_option: one ?? undefined }),
    ...(many === undefined ? {} : { initial_options: many }),
  };
}

/** What stands in the inputs below `root`: block_id → action_id → the plain value the people API takes. */
export function readValues(root) {
  const values = {};
  for (const place of root.querySelectorAll('[data-input]')) {
    const value = place.readValue();
    if (value === undefined) continue;
    values[place.dataset.input] = { ...values[place.dataset.input], [place.dataset.action]: value };
  }
  return values;
}

/** An input whose value is also told at once, as inputs in action blocks are. */
export function valueless(element, block, tools, onChange) {
  const make = makers[element.type];
  if (!make) return withValue(el('span', { className: 'dim' }, `[${element.type}]`), () => undefined);
  const field = make(element, tools, block);
  field.addEventListener('change', () => onChange(field.readValue()));
  return field;
}

const makers = {
  plain_text_input: textInput,
  number_input: (element) =>
    simple(el('input', { type: 'number', step: element.is_decimal_allowed ? 'any' : '1' }), element),
  email_text_input: (element) => simple(el('input', { type: 'email' }), element),
  url_text_input: (element) => simple(el('input', { type: 'url' }), element),
  datepicker: (element) => withInitial(el('input', { type: 'date' }), element.initial_date),
  timepicker: (element) => withInitial(el('input', { type: 'time' }), element.initial_time),
  static_select: selectOne,
  external_select: externalSelect,
  multi_external_select: multiExternalSelect,
  users_select: peopleSelect,
  conversations_select: channelSelect,
  channels_select: channelSelect,
  multi_static_select: (element) => choices(element, 'checkbox'),
  checkboxes: (element) => choices(element, 'checkbox'),
  radio_buttons: (element) => choices(element, 'radio'),
};

function withValue(field, readValue) {
  field.readValue = readValue;
  return field;
}

function withInitial(field, initial) {
  if (initial !== undefined) field.value = initial;
  return withValue(field, () => field.value);
}

function simple(field, element) {
  field.placeholder = element.placeholder?.text ?? '';
  return withInitial(field, element.initial_value);
}

function textInput(element) {
  const field = simple(
    element.multiline ? el('textarea', { rows: 5 }) : el('input', { type: 'text' }),
    element,
  );
  if (element.max_length) field.maxLength = element.max_length;
  return field;
}

function selectOne(element) {
  const all = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  const words = ({ text, description }) => (description ? `${text.text}: ${description.text}` : text.text);
  return listOf(
    all.map((option) => [option.value, words(option)]),
    element.initial_option?.value,
    element,
  );
}

function peopleSelect(element, { names }) {
  return listOf(names.people(), element.initial_user, element);
}

function channelSelect(element, { names }) {
  return listOf(names.channels(), element.initial_conversation ?? element.initial_channel, element);
}

function listOf(pairs, initial, element) {
  const empty = el('option', { value: '' }, element.placeholder?.text ?? 'Choose …');
  const list = el(
    'select',
    {},
    empty,
    pairs.map(([value, text]) => el('option', { value }, text)),
  );
  return withInitial(list, initial ?? '');
}

/** The app is asked for options as somebody types; `pick` is called with the option whose words stand there. */
function search(element, block, { options }, pick) {
  const id = `options-${element.action_id}-${Math.random()}`;
  const list = el('datalist', { id });
  const field = el('input', { type: 'search', placeholder: element.placeholder?.text ?? 'Type to search' });
  field.setAttribute('list', id);
  const known = new Map();
  const look = async () => {
    if (field.value.length < (element.min_query_length ?? 3)) return;
    for (const option of await options(element, block, field.value)) known.set(option.text.text, option);
    list.replaceChildren(...[...known.keys()].map((value) => el('option', { value })));
  };
  field.onfocus = look;
  field.oninput = look;
  field.onchange = (event) => {
    const option = known.get(field.value);
    if (field.value !== '' && option === undefined) return event.stopPropagation();
    return pick(option, event);
  };
  return { field, list };
}

function externalSelect(element, tools, block) {
  let chosen = element.initial_option;
  const { field, list } = search(element, block, tools, (option) => {
    chosen = option;
  });
  field.value = chosen?.text.text ?? '';
  return withValue(el('div', {}, field, list), () => chosen?.value ?? '');
}

/** What was chosen stands as chips that go when they are pressed. */
function multiExternalSelect(element, tools, block) {
  const chosen = [...(element.initial_options ?? [])];
  const chips = el('div', { className: 'chips' });
  const { field, list } = search(element, block, tools, (option) => {
    if (option && !chosen.some((one) => one.value === option.value)) chosen.push(option);
    field.value = '';
    show();
  });
  const place = el('div', {}, chips, field, list);
  function chip(option) {
    const drop = () => {
      chosen.splice(chosen.indexOf(option), 1);
      show();
      place.dispatchEvent(new Event('change'));
    };
    return el('button', { type: 'button', className: 'chip', onclick: drop }, `${option.text.text} ✕`);
  }
  function show() {
    chips.replaceChildren(...chosen.map(chip));
  }
  show();
  return withValue(place, () => chosen.map((option) => option.value));
}

function choices(element, type) {
  const initial = [
    ...(element.initial_options ?? []),
    ...(element.initial_option ? [element.initial_option] : []),
  ];
  const chosen = new Set(initial.map((option) => option.value));
  const name = `${element.action_id}-${Math.random()}`;
  const boxes = element.options.map(({ value }) =>
    el('input', { type, name, value, checked: chosen.has(value) }),
  );
  const rows = element.options.map((option, at) =>
    el('label', { className: 'choice' }, boxes[at], ` ${option.text.text}`),
  );
  const values = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return withValue(
    el(
      'div',
      {},
      rows.map((row) => el('div', {}, row)),
    ),
    () => (type === 'radio' ? values()[0] : values()),
  );
}
