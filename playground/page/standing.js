// Beside the channels: the shop's pods as they are now, and who measures them.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { shopNow } from './api.js';
import { el } from './elements.js';

const EVERY_MS = 500;

/** Kept level for as long as the page is seen. */
export function watchStanding(pods, measured) {
  let shown = '';
  async function look() {
    const now = document.hidden ? undefined : await shopNow().catch(() => undefined);
    const said = JSON.stringify(now);
    if (now && said !== shown) {
      shown = said;
      pods.replaceChildren(...now.clusters.flatMap(clusterView));
      measured.replaceChildren(...measuredWords(now.measuredBy));
    }
    setTimeout(look, EVERY_MS);
  }
  void look();
}

function clusterView({ cluster, workloads }) {
  return [el('h3', {}, cluster), el('ul', {}, workloads.map(workloadView))];
}

function workloadView({ workload, wanted, ready, hit }) {
  const faulty = Math.round(hit * wanted);
  const states = Array.from({ length: wanted }, (_, index) =>
    index >= ready ? 'gone' : index < faulty ? 'faulty' : 'well',
  );
  const words = `${workload}: ${ready} of ${wanted} ready${faulty ? `, ${faulty} under a fault` : ''}`;
  const squares = el(
    'span',
    { className: 'pods', role: 'img', ariaLabel: words, title: words },
    states.map((state) => el('i', { className: state })),
  );
  return el('li', {}, el('span', {}, workload), squares);
}

function measuredWords(measured) {
  if (!measured) return [];
  if (measured.by === 'stand-in') return [`Measured by a stand-in for Prometheus: ${measured.why}.`];
  const { url } = measured;
  const link = el(
    'a',
    { href: url, target: '_blank', rel: 'noopener noreferrer' },
    'Prometheus of this machine',
  );
  return ['Measured by the ', link, '.'];
}
