// A list of messages as DOM, kept at its end while the reader is there.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { renderBlocks } from './blocks.js';
import { el, time } from './elements.js';
import { mrkdwn } from './mrkdwn.js';

const shown = new WeakMap();
const leftEnd = new WeakSet();

/** For as long as the reader is at the end, what grows or narrows does not move it out of sight. */
export function keepAtEnd(place) {
  place.onscroll = () => {
    const isAtEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 60;
    if (isAtEnd) leftEnd.delete(place);
    else leftEnd.add(place);
  };
  new ResizeObserver(() => toEnd(place)).observe(place);
}

function toEnd(place) {
  if (!leftEnd.has(place)) place.scrollTop = place.scrollHeight;
}

/** Whoever says something wants to see what comes of it. */
export function returnToEnd(place) {
  leftEnd.delete(place);
  toEnd(place);
}

/** What stands there already stays, and with it whoever is about to press something. */
export function showMessages(place, messages, tools) {
  const said = JSON.stringify(messages);
  if (shown.get(place) === said) return;
  shown.set(place, said);
  const wasLeft = leftEnd.has(place);
  const from = place.scrollTop;
  place.replaceChildren(...messages.map((message) => messageView(message, tools)));
  for (const image of place.querySelectorAll('img')) image.onload = () => toEnd(place);
  if (wasLeft) place.scrollTop = from;
  else toEnd(place);
}

/** Something else was drawn there. */
export function forgetMessages(place) {
  shown.delete(place);
}

function messageView(message, tools) {
  const notes = [
    message.ephemeral ? el('span', { className: 'dim' }, 'Only visible to you') : '',
    message.edited ? el('span', { className: 'dim' }, '(edited)') : '',
  ];
  const head = el(
    'header',
    {},
    el('b', {}, author(message, tools)),
    el('time', { className: 'dim' }, time(message.ts)),
    notes,
  );
  const className = message.ephemeral ? 'message ephemeral' : 'message';
  const view = el('article', { className }, head, body(message, tools), threadLink(message, tools));
  view.dataset.ts = message.ts;
  return view;
}

function author(message, { names }) {
  return message.username ?? names.person(message.user ?? '');
}

function body(message, { names, on }) {
  if (!message.blocks?.length)
    return el('div', { className: 'block' }, mrkdwn(message.text || fileNames(message), names));
  return renderBlocks(message.blocks, on(message));
}

const fileNames = ({ files = [] }) => files.map(({ title, name }) => `📄 ${title ?? name}`).join('\n');

function threadLink(message, { openThread }) {
  const isReply = message.thread_ts && message.thread_ts !== message.ts;
  if (!openThread || message.ephemeral || isReply) return '';
  const count = message.reply_count ?? 0;
  const words = count === 0 ? 'Reply' : count === 1 ? '1 reply' : `${count} replies`;
  return el('button', { type: 'button', className: 'link', onclick: () => openThread(message.ts) }, words);
}
