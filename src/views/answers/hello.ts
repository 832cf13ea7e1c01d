// `/chaos` alone, and the Home tab: where one stands, what runs, what waits for one, and one line to try.

import type { Allowance } from '../../verbs/allowance.ts';
import type { Answer } from '../../verbs/answer.ts';
import { actions, type Block, button, divider, header, messageView, section } from '../blocks.ts';
import { code, escapeText } from '../escape.ts';
import { both } from '../run/phrases.ts';
import type { Scene } from '../run/scene.ts';
import { haltLine } from './halt.ts';
import { runSection } from './list.ts';
import { lines, message, type Shown } from './shown.ts';

type Hello = Extract<Answer, { kind: 'hello' }>;
type SceneOf = (record: Hello['running'][number]) => Scene;

export function helloView(hello: Hello): Shown {
  const text = lines([...hello.halts.map((note) => `*${haltLine(note)}*`), helloLines(hello)]);
  return message(messageView(text, [section(text), helloButtons(hello)]));
}

function helloLines(hello: Hello): string {
  return lines([
    hereLine(hello),
    countsLine(hello),
    ...(hello.halts.length > 0
      ? ['Nothing starts there until two people release it: `/chaos release because …`.']
      : [allowanceLine(hello.allowances)]),
    `Try ${code(`/chaos kill ${hello.example ?? 'web'}`)}: you see the plan first, nothing starts until you press.`,
  ]);
}

function hereLine({ place, example }: Hello): string {
  if (place === undefined)
    return 'This channel means no namespace yet: name one (`staging:shop/web`), or `/chaos here set staging/shop`.';
  return `Here ${code(example ?? 'web')} means ${escapeText(place.cluster)}/${escapeText(place.namespace)}.`;
}

function countsLine({ running, waiting, blind }: Hello): string {
  if (blind) return 'Running and waiting: not known, Redis does not answer.';
  return `Running: ${running.length === 0 ? 'nothing' : running.length}. Waiting for you: ${waiting.length === 0 ? 'nothing' : waiting.length}.`;
}

/** `You may at once: kill, fail in staging; prod asks 2 people.` */
export function allowanceLine(allowances: readonly Allowance[]): string {
  const parts = allowances.map(({ cluster, atOnce, asks }) => {
    const name = escapeText(cluster);
    if (atOnce.length > 0) return { now: true, words: `${atOnce.join(', ')} in ${name}` };
    if (asks !== undefined) return { now: false, words: `${name} asks ${people(asks.people)}` };
    return { now: false, words: `${name} is not open to you` };
  });
  const now = parts.filter((part) => part.now).map((part) => part.words);
  const rest = parts.filter((part) => !part.now).map((part) => part.words);
  return `You may at once: ${now.length === 0 ? 'nothing' : both(now)}${rest.length === 0 ? '' : `; ${rest.join('; ')}`}.`;
}

function people(count: number): string {
  return `${count} ${count === 1 ? 'person' : 'people'}`;
}

function helloButtons({ waiting }: Hello): Block {
  return actions(
    button('hello_new', 'New experiment', 'new'),
    ...(waiting.length === 0 ? [] : [button('hello_waiting', `Waiting (${waiting.length})`, 'waiting')]),
    button('help_verb', 'Help', 'help'),
  );
}

/** Home: halt and health line, waits for me, my runs, running per cluster, what I may do, New, Halt. */
export function homeBlocks(hello: Hello, sceneOf: SceneOf): readonly Block[] {
  const health = hello.blind
    ? 'Redis does not answer: runs cannot be shown.'
    : 'All clear: nothing is halted.';
  const state = hello.halts.length > 0 ? lines(hello.halts.map((note) => `*${haltLine(note)}*`)) : health;
  return [
    section(state),
    ...part('Waits for you', hello.waiting, sceneOf),
    ...part('Your runs', hello.mine, sceneOf),
    ...part('Running', hello.running, sceneOf),
    divider(),
    section(allowanceLine(hello.allowances)),
    actions(
      button('hello_new', 'New experiment', 'new', { style: 'primary' }),
      button('halt_cluster', 'Halt…', JSON.stringify({ offer: 'all' }), { style: 'danger' }),
    ),
  ];
}

const MOST_EACH = 10;

function part(title: string, records: Hello['running'], sceneOf: SceneOf): readonly Block[] {
  if (records.length === 0) return [header(title), section('Nothing.')];
  return [header(title), ...records.slice(0, MOST_EACH).map((record) => runSection(sceneOf(record)))];
}
