// Slack's mrkdwn as DOM: bold, italics, code, quotes, links, mentions and dates; everything else stays text.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { el } from './elements.js';

const token = /```([\s\S]+?)```|`([^`\n]+)`|<([^>\n]+)>|\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~/g;

/** `names` turns the ids of people and channels into what stands on the screen. */
export function mrkdwn(text, names) {
  const place = el('span', { className: 'text' });
  let from = 0;
  for (const match of text.matchAll(token)) {
    if (insideWord(text, match)) continue;
    place.append(plain(text.slice(from, match.index)), formatted(match, names));
    from = match.index + match[0].length;
  }
  place.append(plain(text.slice(from)));
  return place;
}

/** `snake_case_names` and `2*3*4` are words, not emphasis. */
function insideWord(text, match) {
  const marks = match[4] ?? match[5] ?? match[6];
  return marks !== undefined && /\w/.test(text[match.index - 1] ?? '');
}

function formatted([, fence, code, angle, bold, italic, struck], names) {
  if (fence !== undefined) return el('pre', {}, plain(fence.replace(/^\n|\n$/g, '')));
  if (code !== undefined) return el('code', {}, plain(code));
  if (angle !== undefined) return reference(angle, names);
  if (bold !== undefined) return el('b', {}, mrkdwn(bold, names));
  if (italic !== undefined) return el('i', {}, mrkdwn(italic, names));
  return el('s', {}, mrkdwn(struck, names));
}

function reference(inner, names) {
  const [target, label] = inner.split(/\|(.*)/s);
  if (target.startsWith('@'))
    return el('span', { className: 'mention' }, `@${names.person(target.slice(1))}`);
  if (target.startsWith('#'))
    return el('span', { className: 'mention' }, `#${names.channel(target.slice(1))}`);
  if (target.startsWith('!date^')) return date(target, label);
  if (target.startsWith('!')) return el('span', { className: 'mention' }, label ?? `@${target.slice(1)}`);
  return /^(https?|mailto):/.test(target)
    ? el('a', { href: target, target: '_blank', rel: 'noopener noreferrer' }, plain(label ?? target))
    : plain(label ?? target);
}

const shapes = {
  date_num: (day) => day.toISOString().slice(0, 10),
  date: (day) => day.toLocaleDateString([], { year: 'numeric', month: 'long', day: 'numeric' }),
  date_short: (day) => day.toLocaleDateString([], { year: 'numeric', month: 'short', day: 'numeric' }),
  date_long: (day) =>
    day.toLocaleDateString([], { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }),
  time: (day) => day.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }),
  time_secs: (day) => day.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
};

function date(target, fallback) {
  const [, seconds, form = ''] = target.split('^');
  const day = new Date(Number(seconds) * 1000);
  if (Number.isNaN(day.getTime())) return plain(fallback ?? '');
  const shown = form.replace(
    /\{(\w+)\}/g,
    (whole, name) => shapes[name.replace('_pretty', '')]?.(day) ?? whole,
  );
  return el('time', { dateTime: day.toISOString(), title: fallback ?? '' }, shown);
}

/** Slack escapes three characters, and only these. */
function plain(text) {
  return document.createTextNode(text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'));
}
