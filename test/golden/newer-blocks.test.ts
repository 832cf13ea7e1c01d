// Newer blocks only repeat what is in words: taken out of everything people read, every fact is still said.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBlocks } from '../../playground/slack/blocks/validate.ts';
import { amountWords } from '../../src/signals/amount-words.ts';
import { classicOf } from '../../src/slack/newer-blocks.ts';
import { createAnswerViews } from '../../src/views/answers/answer-view.ts';
import { classic, type MessageView } from '../../src/views/blocks.ts';
import type { ChartBlock } from '../../src/views/chart.ts';
import { createRunViews } from '../../src/views/run/run-views.ts';
import { allCards, allDms, allReplies } from './all-samples.ts';
import { answers, refusals } from './answer-samples.ts';
import { matchesGolden } from './golden-file.ts';
import { plain } from './plain.ts';
import { tells } from './run-samples.ts';
import { jon } from './sample-record.ts';
import { viewDeps } from './view-deps.ts';

type Named = readonly (readonly [name: string, view: MessageView | undefined])[];

/** Every message of the golden files, where newer blocks are wanted and where they are not. */
function everyMessage(native: boolean): Named {
  const deps = { ...viewDeps, native };
  const [runs, said] = [createRunViews(deps), createAnswerViews(deps)];
  const shown = [
    ...Object.entries(answers),
    ...refusals.map((answer, nth) => [`refusal ${nth}`, answer] as const),
  ];
  return [
    ...Object.entries(allCards).map(([name, record]) => [`card ${name}`, runs.cardView(record)] as const),
    ...Object.entries(allReplies).map(
      ([name, [key, record]]) => [`reply ${name}`, runs.replyView(record, key)] as const,
    ),
    ...Object.entries(allDms).map(([name, record]) => [`dm ${name}`, runs.dmView(record, jon.id)] as const),
    ...Object.entries(tells).map(([name, record]) => [`tell ${name}`, runs.tellView(record)] as const),
    ...shown.map(([name, answer]) => {
      const view = said.shown(answer);
      return [`answer ${name}`, view.as === 'message' ? view.view : undefined] as const;
    }),
  ];
}

const native = everyMessage(true).flatMap(([name, view]) => (view === undefined ? [] : [{ name, view }]));
const charted = native.flatMap(({ name, view }) => {
  const charts = view.blocks.filter((block): block is ChartBlock => block.type === 'data_visualization');
  return charts.length === 0 ? [] : [{ name, view, charts }];
});

/** What somebody could learn of a chart alone: whose it is, its levels, how far the line went, and when the fault was. */
function factsOf({ title, chart }: ChartBlock): readonly string[] {
  const { series, axis_config: axis } = chart;
  const unit = axis.y_label ?? '';
  const levels = series.slice(1).map(({ name }) => name.replace(/^\w+ /, ''));
  const times = axis.x_label.match(/\d\d:\d\d:\d\d/g) ?? [];
  const values = (series[0]?.data ?? []).map(({ value }) => value);
  const isLimitBelow = (series.at(-1)?.data[0]?.value ?? 0) < (values[0] ?? 0);
  const worst = isLimitBelow ? Math.min(...values) : Math.max(...values);
  return [title, ...levels, ...times, amountWords(worst, unit)];
}

test('newer blocks stand only beside pictures, as many as Slack takes and as it takes them', () => {
  assert.deepEqual(
    charted.map(({ name, charts }) => [name, charts.length]),
    [
      ['reply verdict-signals-breached', 2],
      ['answer details-chart', 2],
    ],
  );
  for (const { view } of charted) assert.deepEqual(checkBlocks(view.blocks, 'message'), []);
});

test('without newer blocks every message is what it is where nobody wants them', () => {
  const plainly = new Map(everyMessage(false));
  for (const { name, view } of native) {
    const known = plainly.get(name);
    assert.deepEqual(classic(view).blocks, known?.blocks, name);
    assert.deepEqual(classicOf(view.blocks), known?.blocks, name);
    assert.equal(view.text, known?.text, name);
  }
});

for (const { name, view, charts } of charted)
  test(`every fact of the charts of ${name} is in its words too`, () => {
    const words = plain(classic(view));
    for (const fact of charts.flatMap(factsOf)) assert.ok(words.includes(fact), `${fact} is not said`);
  });

test('the verdict with its charts reads as agreed', () => {
  const verdict = charted.find(({ name }) => name === 'reply verdict-signals-breached');
  matchesGolden('run/reply-verdict-signals-native.md', plain(verdict?.view));
});
