// Runs and foreign experiments in one line each, what was understood of the question, and the way to the next page.

import type { ListAnswer } from '../../verbs/list.ts';
import type { ListEntry } from '../../verbs/list-page.ts';
import type { ListFilter, ListState } from '../../verbs/list-words.ts';
import type { SeenExperiment, SeenState } from '../../verbs/seen-experiments.ts';
import { runButtonValue } from '../actions.ts';
import { actions, type Block, type Button, button, context, messageView, section } from '../blocks.ts';
import { clip, code, escapeText } from '../escape.ts';
import { familyWords } from '../run/family.ts';
import { nameOf, saying, titleOf } from '../run/phrases.ts';
import type { Scene } from '../run/scene.ts';
import { stateLine } from '../run/state.ts';
import { dayAndTimeOf } from '../time.ts';
import { lines, message, type Shown } from './shown.ts';

type SceneOf = (record: Scene['record']) => Scene;

const TITLES: Readonly<Record<ListState, string>> = {
  open: 'Open runs and experiments',
  waiting: 'Waiting',
  running: 'Running',
  stuck: 'Stuck',
  ended: 'Ended',
  all: 'All runs and experiments',
  foreign: 'Experiments without a run of ours',
};

/** Ten lines and what stands around them have to fit a message of 4,000 characters. */
const MOST_LINE = 300;

export function listView(answer: ListAnswer, sceneOf: SceneOf): Shown {
  const { entries } = answer;
  const head = lines([`*${understood(answer.filter)}*${counts(answer)}`, ...warnings(answer)]);
  const said = entries.map((entry) => clipLine(entryLine(entry, sceneOf)));
  const sections = entries.map((entry, nth) => section(said[nth] ?? '', entryButton(entry)));
  const pages = pageButtons(answer);
  const blocks: readonly Block[] = [
    section(entries.length === 0 ? lines([head, nothing(answer)]) : head),
    ...sections,
    ...(entries.length > 0 && pages.length > 0 ? [context('Newest first.')] : []),
    ...(pages.length > 0 ? [actions(...pages)] : []),
  ];
  const text = lines([head, ...(entries.length === 0 ? [nothing(answer)] : said)]);
  return message(messageView(text, blocks));
}

/** A cut must not fall into a token such as a date. */
function clipLine(line: string): string {
  if ([...line].length <= MOST_LINE) return line;
  const cut = clip(line, MOST_LINE);
  const open = cut.lastIndexOf('<');
  return open > cut.lastIndexOf('>') ? `${cut.slice(0, open)}…` : cut;
}

/** `Open runs and experiments · NetworkChaos · on staging · in shop · by Ana · “checkout”` */
function understood({ state, by, fault, action, cluster, namespace, target, texts }: ListFilter): string {
  const parts = [
    TITLES[state],
    fault && escapeText(fault),
    action && escapeText(action),
    target && `on ${saying(target, 80)}`,
    namespace && `in ${saying(namespace, 80)}`,
    cluster && `on cluster ${saying(cluster, 80)}`,
    by && `by ${nameOf(by)}`,
    ...texts.map((text) => `“${saying(text, 80)}”`),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** `: 11–20 of 37`, `: 3`; of texts only what was found on this page is known. */
function counts({ entries, total, before }: ListAnswer): string {
  if (entries.length === 0) return '';
  if (total === undefined || before === undefined) return '';
  if (total === entries.length) return `: ${total}`;
  const [first, last] = [before + 1, before + entries.length];
  return `: ${first === last ? first : `${first}–${last}`} of ${counted(Math.max(total, last))}`;
}

function counted(many: number): string {
  return many.toLocaleString('en');
}

function warnings({ unseen, searched }: ListAnswer): readonly string[] {
  const names = unseen.map((name) => saying(name, 80));
  return [
    ...(names.length === 0
      ? []
      : [`Not connected, so what others run there may be missing: ${names.join(', ')}.`]),
    ...(searched === undefined
      ? []
      : [
          `Looked through ${counted(searched.runs)} of ${counted(searched.of)} runs; Older looks further back.`,
        ]),
  ];
}

const NOTHING: Readonly<Record<ListState, string>> = {
  open: 'Nothing is open.',
  waiting: 'Nothing waits.',
  running: 'Nothing is running.',
  stuck: 'Nothing is stuck.',
  ended: 'Nothing has ended.',
  all: 'There is none.',
  foreign: 'There is none.',
};

function nothing({ filter, nearest, older }: ListAnswer): string {
  const { state, texts, by } = filter;
  if (older !== undefined) return 'None among these.';
  if (nearest !== undefined) {
    const line = /^[A-Za-z0-9-]+$/.test(nearest) ? code(`/chaos list ${nearest}`) : code(nearest);
    return `None has “${texts.map((text) => saying(text, 80)).join('”, “')}” in it. Did you mean ${line}?`;
  }
  if (by !== undefined && texts.length === 0)
    return 'There is none yet. Try `/chaos kill web`: you see the plan first.';
  return texts.length > 0 ? 'None has these words in it.' : NOTHING[state];
}

function entryLine(entry: ListEntry, sceneOf: SceneOf): string {
  return entry.as === 'run' ? runLine(sceneOf(entry.record)) : foreignLine(entry.experiment);
}

function entryButton(entry: ListEntry): Button {
  if (entry.as === 'run') return detailsButton(entry.record.id);
  const { cluster, kind, namespace, name } = entry.experiment;
  return button('foreign_show', 'Details', JSON.stringify({ cluster, kind, namespace, name }));
}

function pageButtons({ filter, newer, older }: ListAnswer): readonly Button[] {
  const value = (cursor: object) => JSON.stringify({ filter, cursor });
  return [
    ...(newer === undefined ? [] : [button('list_page', 'Newer', value(newer), { nth: 0 })]),
    ...(older === undefined ? [] : [button('list_page', 'Older', value(older), { nth: 1 })]),
  ];
}

/** `r-7k3m9q · Kill 1 of 3 web · staging/shop · RECOVERED 11:00:13 · Ana` */
export function runLine(scene: Scene): string {
  const { id, requester } = scene.record;
  const parts = [id, titleOf(scene), stateLine(scene), familyOfLine(scene), nameOf(requester)];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function familyOfLine(scene: Scene): string | undefined {
  return scene.may.isLive ? familyWords(scene) : undefined;
}

export function runSection(scene: Scene): Block {
  return section(runLine(scene), detailsButton(scene.record.id));
}

function detailsButton(run: string): Button {
  return button('run_details', 'Details', runButtonValue({ run }));
}

export const FOREIGN_STATES: Readonly<Record<SeenState, (hit: string) => string>> = {
  waiting: () => 'NOT INJECTED yet',
  injecting: (hit) => `INJECTING: ${hit}`,
  running: (hit) => `INJECTED: ${hit}`,
  paused: () => 'PAUSED',
  recovering: (hit) => `RECOVERING: ${hit} still injected`,
  ending: (hit) => `BEING DELETED: ${hit} still injected`,
  finished: () => 'FINISHED',
};

/** `foreign · NetworkChaos slow-web · staging/shop · INJECTED: 3 of 3 · since today 11:00` */
export function foreignLine(one: SeenExperiment): string {
  const { kind, name, cluster, namespace, createdAt } = one;
  const place = `${saying(cluster, 63)}/${saying(namespace, 63)}`;
  return `foreign · ${escapeText(kind)} ${saying(name, 80)} · ${place} · ${foreignState(one)} · since ${dayAndTimeOf(createdAt)}`;
}

export function foreignState({ state, hit, of }: SeenExperiment): string {
  return FOREIGN_STATES[state](`${hit} of ${of}`);
}
