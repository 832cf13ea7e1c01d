// What holds for everything that is answered, whoever wrote the words in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBlocks } from '../../../playground/slack/blocks/validate.ts';
import { ACTION_IDS, MORE_MENU, parseRunButton, runButtonValue } from '../../../src/views/actions.ts';
import type { Shown } from '../../../src/views/answers/shown.ts';
import { answers, refusals } from '../../golden/answer-samples.ts';
import { answerViews } from '../../golden/answer-views.ts';

const everything = [...Object.values(answers), ...refusals];

const once =
  '<!channel> @here @channel <@U0EVIL> `code` *evil* _evil_ ~evil~ :skull: & <http://evil|x>\u202e\n';
const everyone = once.repeat(60);

/** The same answer with every word in it replaced by one that means harm. */
function hostile<T>(value: T, key = '', words = everyone): T {
  if (typeof value === 'string') return (KEPT.has(key) || KEPT_VALUES.test(value) ? value : words) as T;
  if (Array.isArray(value)) return value.map((one) => hostile(one, key, words)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, hostile(inner, name, words)]),
  ) as T;
}

/** Ours, not anybody's words. */
const KEPT = new Set([
  'kind',
  'of',
  'as',
  'phase',
  'why',
  'what',
  'wish',
  'vote',
  'severity',
  'filter',
  'part',
  'mode',
  'state',
  'start',
  'action',
  'id',
  'channel',
  'origin',
  'digest',
  'ts',
  'clean',
  'goNotTaken',
  'ok',
  'at',
  'latency',
  'atOnce',
  'run',
  'field',
  'unit',
]);
const KEPT_VALUES = /^(r-[a-z0-9]{6}|[UCF]0[A-Z]+)$/;

function checked(shown: Shown): void {
  if (shown.as === 'errors') return;
  const surface = shown.as === 'message' ? 'message' : 'modal';
  assert.deepEqual(checkBlocks(shown.view.blocks, surface), []);
}

/** What is read as markup: values come back to us, fields and plain_text know none. */
function wordsOf(shown: Shown): string {
  if (shown.as === 'errors') return '';
  // A file is never read as markup either, nor what a picture says.
  const unread = ['value', 'private_metadata', 'initial_value', 'block_id', 'file', 'alt_text'];
  const blocks = JSON.stringify(shown, (name, inner) =>
    unread.includes(name) || inner?.type === 'plain_text' ? undefined : inner,
  );
  return shown.as === 'message' ? `${shown.view.text}\n${blocks}` : blocks;
}

test('Slack takes every answer', () => {
  for (const answer of everything) {
    checked(answerViews.shown(answer));
    checked(answerViews.shownToPress(answer));
    assert.deepEqual(checkBlocks(answerViews.home(answer).blocks, 'home'), []);
  }
});

test('words from outside never mention, link or break an answer', () => {
  for (const answer of everything) {
    const shown = answerViews.shown(hostile(answer));
    checked(shown);
    const words = wordsOf(shown);
    assert.doesNotMatch(words, /<!channel>|<@U0EVIL>|<http|@channel|@here|\u202e/, answer.kind);
  }
});

/** Inside of code nothing formats. */
function withoutCode(words: string): string {
  return words.replace(/```.*?(?:```|$)/gsu, '').replace(/`[^`]*`/gu, '');
}

test('words from outside never format an answer, nor become a link by themselves', () => {
  // Help is made of our own words alone.
  for (const answer of everything.filter(({ kind }) => !kind.startsWith('help'))) {
    // Short enough that no code is cut before its end.
    const shown = answerViews.shown(hostile(answer, '', once));
    const words = withoutCode(wordsOf(shown));
    assert.doesNotMatch(words, /\*evil\*|_evil_|~evil~|:skull:/u, answer.kind);
    const blocks = JSON.stringify(shown.as === 'errors' ? [] : shown.view.blocks);
    assert.equal(blocks.match(/"mrkdwn"/gu)?.length, blocks.match(/"verbatim":true/gu)?.length, answer.kind);
  }
});

test('the text of every message fits a notification', () => {
  for (const answer of everything) {
    const shown = answerViews.shown(hostile(answer));
    if (shown.as === 'message') assert.ok([...shown.view.text].length <= 4000, answer.kind);
  }
});

test('every button is one that is listened to', () => {
  const ids = everything.flatMap((answer) => [
    ...wordsOf(answerViews.shown(answer)).matchAll(/"action_id":"([^":]+)/g),
  ]);
  const known: readonly string[] = [
    ...ACTION_IDS,
    MORE_MENU,
    'reason',
    'pods',
    'length',
    ...['yaml', 'cluster', 'edits', 'kind', 'action', 'namespace', 'targets', 'peers', 'expects'],
  ];
  for (const [, id = ''] of ids) assert.ok(known.includes(id) || /^(v|param)-/u.test(id), id);
});

test('a button says its run and plan, and nothing else is taken for one', () => {
  const button = { run: 'r-7k3m9q', digest: 'd'.repeat(64) };
  assert.deepEqual(parseRunButton(runButtonValue(button)), button);
  for (const value of [undefined, '', '{}', '[]', 'null', '{"run":1}', 'x'.repeat(3000)]) {
    assert.equal(parseRunButton(value), undefined);
  }
});
