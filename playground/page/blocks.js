// Block Kit as DOM: what a message, a modal or the home tab shows, with its buttons wired to `act`.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { chart } from './chart.js';
import { el } from './elements.js';
import { inputBlock, valueless } from './inputs.js';
import { mrkdwn } from './mrkdwn.js';

/** `act(element, block, value)` is called when somebody presses or chooses; `names` resolves ids. */
export function renderBlocks(blocks, { act, names, options, state }) {
  const tools = { act, names, options, state };
  return blocks.map((block) => renderBlock(block, tools));
}

const renderers = {
  header: (block) => el('h3', { className: 'block' }, block.text.text),
  divider: () => el('hr'),
  section,
  context: (block, tools) =>
    el(
      'div',
      { className: 'block context' },
      block.elements.map((element) => bit(element, tools)),
    ),
  actions: (block, tools) =>
    el(
      'div',
      { className: 'block actions' },
      block.elements.map((element) => interactive(element, block, tools)),
    ),
  image: (block) =>
    el('div', { className: 'block' }, image(block), block.title ? el('p', {}, block.title.text) : ''),
  markdown: (block, tools) => el('div', { className: 'block' }, mrkdwn(block.text, tools.names)),
  rich_text: (block) => el('div', { className: 'block text' }, richText(block)),
  input: inputBlock,
  data_visualization: chart,
};

function renderBlock(block, tools) {
  const render = renderers[block.type];
  const place = render ? render(block, tools) : el('div', { className: 'block dim' }, `[${block.type}]`);
  if (block.block_id) place.dataset.block = block.block_id;
  return place;
}

function section(block, tools) {
  const words = block.text ? [textOf(block.text, tools)] : [];
  const fields = block.fields?.map((field) => el('div', {}, textOf(field, tools)));
  const body = el('div', {}, words, fields ? el('div', { className: 'fields' }, fields) : '');
  const beside = block.accessory ? bit(block.accessory, tools, block) : '';
  return el('div', { className: 'block section' }, body, beside);
}

function bit(element, tools, block) {
  if (element.type === 'image') return image(element);
  if (element.type === 'mrkdwn' || element.type === 'plain_text') return textOf(element, tools);
  return interactive(element, block, tools);
}

function textOf(text, { names }) {
  return text.type === 'mrkdwn' ? mrkdwn(text.text, names) : el('span', { className: 'text' }, text.text);
}

function image({ image_url: src, alt_text: alt }) {
  return el('img', { src: /^https?:/.test(src ?? '') ? src : '', alt: alt ?? '' });
}

function richText(block) {
  const words = (element) => [
    element.text ?? element.url ?? element.name ?? '',
    ...(element.elements ?? []).map(words),
  ];
  return block.elements.flatMap(words).flat(Infinity).join('');
}

function interactive(element, block, tools) {
  if (element.type === 'button') return button(element, block, tools);
  if (element.type === 'overflow') return overflow(element, block, tools);
  return valueless(element, block, tools, (value) => tools.act(element, block, value));
}

function button(element, block, { act }) {
  const onclick = () => (element.url ? window.open(element.url, '_blank', 'noopener') : act(element, block));
  return el('button', { type: 'button', className: element.style ?? '', onclick }, element.text.text);
}

function overflow(element, block, { act }) {
  const choices = element.options.map((option) => el('option', { value: option.value }, option.text.text));
  const list = el('select', { ariaLabel: 'More' }, el('option', { value: '' }, '⋯'), choices);
  list.onchange = () => {
    const chosen = list.value;
    list.value = '';
    if (chosen) act(element, block, chosen);
  };
  return list;
}
