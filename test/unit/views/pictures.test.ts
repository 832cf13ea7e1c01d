// Slack's own charts beside pictures: within Slack's limits whatever a signal is called, and only where they may stand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBlocks, checkView } from '../../../playground/slack/blocks/validate.ts';
import { asModal, commandBody, responseBody } from '../../../src/handlers/reply.ts';
import type { SignalChart, SignalPicture } from '../../../src/runs/signals.ts';
import { amountWords } from '../../../src/signals/amount-words.ts';
import { messageView, section } from '../../../src/views/blocks.ts';
import type { ChartBlock } from '../../../src/views/chart.ts';
import { pictureBlocks } from '../../../src/views/pictures.ts';

const START = Date.UTC(2026, 10, 22, 11);
const telling = { native: true, amount: amountWords };

function chartOf(more: Partial<SignalChart> = {}): SignalChart {
  const points = Array.from({ length: 20 }, (_, step) => [START + step * 15_000, step * 10] as const);
  return { title: 'checkout p99', unit: 'ms', points, ...more };
}

function picture(more: Partial<SignalChart> = {}): SignalPicture {
  return { file: 'F1', alt: 'checkout p99', chart: chartOf(more) };
}

function drawn(more: Partial<SignalChart> = {}): ChartBlock {
  const blocks = pictureBlocks([picture(more)], telling);
  assert.deepEqual(checkBlocks(blocks, 'message'), []);
  return blocks[1] as ChartBlock;
}

test('a chart stands below its picture, for two of them at most, and nowhere if nobody wants it', () => {
  const { chart: _chart, ...uncharted } = picture();
  const all = [uncharted, picture(), picture(), picture()];
  const types = (native: boolean) => pictureBlocks(all, { ...telling, native }).map(({ type }) => type);
  const chart = 'data_visualization';
  assert.deepEqual(types(true), ['image', 'image', chart, 'image', chart, 'image']);
  assert.deepEqual(types(false), ['image', 'image', 'image', 'image']);
});

test('what was before and the limit are lines of one value, named with it', () => {
  const { series, axis_config: axis } = drawn({ before: 24.5, limit: 1_500 }).chart;
  assert.deepEqual(
    series.map(({ name, data }) => [name, new Set(data.map(({ value }) => value)).size]),
    [
      ['measured', 20],
      ['before 24.5 ms', 1],
      ['limit 1,500 ms', 1],
    ],
  );
  assert.deepEqual(axis.categories.slice(0, 2), ['11:00:00', '11:00:15']);
  assert.equal(axis.y_label, 'ms');
});

test('the time of the fault is told below the chart', () => {
  const [from, to] = [START + 10_000, START + 60_000];
  const below = (fault?: SignalChart['fault']) => drawn(fault && { fault }).chart.axis_config.x_label;
  assert.equal(below({ from, to }), 'Time (UTC); fault 11:00:10 to 11:01:00');
  assert.equal(below({ from }), 'Time (UTC); fault since 11:00:10');
  assert.equal(below(), 'Time (UTC)');
});

test('a chart over more than a day names each time once', () => {
  const points = [0, 1, 2].map((day) => [START + day * 86_400_000, 1] as const);
  assert.deepEqual(drawn({ points }).chart.axis_config.categories, [
    '11-22 11:00:00',
    '11-23 11:00:00',
    '11-24 11:00:00',
  ]);
});

test('whatever a signal is called and measured in, Slack takes its chart', () => {
  const odd = {
    title: `<!here> @channel\n${'p99 💥'.repeat(20)}`,
    unit: 'requests every second and more'.repeat(3),
  };
  const { title, chart } = drawn({ ...odd, before: 12_345_678.9, limit: -0.000_012_3 });
  assert.equal([...title].length, 50);
  assert.doesNotMatch(title, /@channel|\n/);
  assert.equal(chart.series.length, 3);
  assert.equal(drawn({ unit: '', title: '' }).chart.axis_config.y_label, undefined);
});

test('an acknowledgement and a window go without charts, an answer that is answered has them', () => {
  const view = messageView('Signals', [section('Signals'), ...pictureBlocks([picture()], telling)]);
  const types = (body: unknown) => (body as { blocks: { type: string }[] }).blocks.map(({ type }) => type);
  assert.deepEqual(types(commandBody({ as: 'message', view })), ['section', 'image']);
  assert.deepEqual(types(responseBody(view)), ['section', 'image', 'data_visualization']);
  assert.deepEqual(checkView({ ...asModal(view) }, 'modal'), []);
});
