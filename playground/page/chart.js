// The data visualization block as DOM: a line chart in SVG, its legend, and the same in a table for screen readers.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { el } from './elements.js';

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 52;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 22;
const TICKS = 4;
const LABELS = 5;

/** Lines alone are drawn; of other charts there is the table. */
export function chart({ title, chart: drawn }) {
  const caption = el('figcaption', {}, title);
  if (drawn.type !== 'line') return el('figure', { className: 'block chart' }, caption, segments(drawn));
  const { x_label: below = '', y_label: beside = '' } = drawn.axis_config;
  return el(
    'figure',
    { className: 'block chart' },
    caption,
    legend(drawn.series),
    beside && el('div', { className: 'dim' }, beside),
    lines(title, drawn),
    below && el('div', { className: 'dim below' }, below),
    table(title, drawn),
  );
}

function lines(title, { series, axis_config: { categories } }) {
  const scale = scaleOf(series);
  const x = (index) => LEFT + ((WIDTH - LEFT - RIGHT) * (index + 0.5)) / categories.length;
  const y = (value) =>
    TOP + ((scale.top - value) / (scale.top - scale.bottom || 1)) * (HEIGHT - TOP - BOTTOM);
  const label = `Line chart: ${title}, ${series.map(({ name }) => name).join(', ')}; the values follow in a table`;
  return svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label },
    scale.ticks.map((value) => tick(value, y(value))),
    labels(categories, x),
    series.map((one, index) => line(one, index, x, y)),
  );
}

function tick(value, at) {
  return svg(
    'g',
    {},
    svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: at, y2: at }),
    svg('text', { x: LEFT - 6, y: at + 4, 'text-anchor': 'end' }, numberOf(value)),
  );
}

/** As many as do not run into each other. */
function labels(categories, x) {
  const every = Math.ceil(categories.length / LABELS);
  return categories.flatMap((category, index) =>
    index % every === 0
      ? [svg('text', { x: x(index), y: HEIGHT - 6, 'text-anchor': 'middle' }, category)]
      : [],
  );
}

/** The first with its points; each has its own stroke beside its colour. */
function line({ name, data }, index, x, y) {
  const points = data.map(({ value }, nth) => [x(nth), y(value)]);
  const path = svg('polyline', {
    class: `series s${index}`,
    points: points.map((each) => each.join(',')).join(' '),
  });
  if (index > 0) return path;
  const dots = data.map(({ label, value }, nth) => {
    const [cx, cy] = points[nth];
    return svg('circle', { cx, cy, r: 3 }, svg('title', {}, `${label}: ${name} ${numberOf(value)}`));
  });
  return svg('g', {}, path, dots);
}

function legend(series) {
  const sample = (index) =>
    svg(
      'svg',
      { viewBox: '0 0 24 10', class: 'sample', 'aria-hidden': 'true' },
      svg('line', { class: `series s${index}`, x1: 1, x2: 23, y1: 5, y2: 5 }),
    );
  const entries = series.map(({ name }, index) => el('li', {}, sample(index), name));
  return el('ul', { className: 'legend' }, entries);
}

function table(title, { series, axis_config: { categories, x_label: below = '' } }) {
  const head = el(
    'tr',
    {},
    heading(below, 'col'),
    series.map(({ name }) => heading(name, 'col')),
  );
  const rows = categories.map((category, index) =>
    el(
      'tr',
      {},
      heading(category, 'row'),
      series.map(({ data }) => el('td', {}, numberOf(data[index].value))),
    ),
  );
  return el(
    'table',
    { className: 'unseen' },
    el('caption', {}, title),
    el('thead', {}, head),
    el('tbody', {}, rows),
  );
}

function segments({ series, segments: slices }) {
  const parts = slices ?? series.flatMap(({ data }) => data);
  return el(
    'ul',
    {},
    parts.map(({ label, value }) => el('li', {}, `${label}: ${numberOf(value)}`)),
  );
}

function heading(words, scope) {
  return el('th', { scope }, words);
}

/** From zero, in three to five steps of one, two or five. */
function scaleOf(series) {
  const values = series.flatMap(({ data }) => data.map(({ value }) => value));
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (most - least || 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const [first, last] = [Math.floor(least / step), Math.ceil(most / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { ticks, bottom: ticks[0], top: ticks.at(-1) };
}

function numberOf(value) {
  return value.toLocaleString('en', { maximumSignificantDigits: 6 });
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.flat(2));
  return element;
}
