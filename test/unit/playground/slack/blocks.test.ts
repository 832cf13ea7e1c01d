// Block Kit's limits and shapes: what Slack refuses is refused, with its pointer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS, type Surface } from '../../../../playground/slack/blocks/limits.ts';
import { checkBlocks, checkView } from '../../../../playground/slack/blocks/validate.ts';

type Body = Record<string, unknown>;

const plain = (text: string): Body => ({ type: 'plain_text', text });
const marked = (text: string): Body => ({ type: 'mrkdwn', text });
const button = (more: Body = {}): Body => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const actions = (...elements: Body[]): Body => ({ type: 'actions', elements });
const section = (more: Body = {}): Body => ({ type: 'section', text: marked('hi'), ...more });
const option = (value: string): Body => ({ text: plain('x'), value });
const select = (more: Body): Body => ({ type: 'static_select', action_id: 's', ...more });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const long = (length: number): string => 'x'.repeat(length);
const card = (more: Body = {}): Body => ({ type: 'card', title: marked('t'), ...more });
const line = (name: string, count: number): Body => ({
  name,
  data: many(count, (index) => ({ label: String(index), value: -index })),
});
const chart = (count: number, series = [line('web', count)], axis: Body = {}): Body => ({
  type: 'data_visualization',
  title: 'p99',
  chart: { type: 'line', series, axis_config: { categories: many(count, String), ...axis } },
});
const input = (element: Body): Body => ({ type: 'input', label: plain('l'), element });
const row = (count: number): Body[] => many(count, () => ({ type: 'raw_text', text: 'c' }));

const good: readonly [string, Body, Surface][] = [
  ['a section with fields only', { type: 'section', fields: [plain('a')] }, 'message'],
  ['a header at its limit', { type: 'header', text: plain(long(LIMITS.header)) }, 'message'],
  [
    'emoji counted as one character each',
    { type: 'header', text: plain('💥'.repeat(LIMITS.header)) },
    'message',
  ],
  [
    'five overflow options',
    section({ accessory: { type: 'overflow', action_id: 'o', options: many(5, (i) => option(`${i}`)) } }),
    'message',
  ],
  ['a confirm dialog', actions(button({ confirm: { text: marked('sure?'), title: plain('t') } })), 'message'],
  [
    'grouped options',
    actions(select({ option_groups: [{ label: plain('g'), options: [option('a')] }] })),
    'modal',
  ],
  ['an alert in a modal', { type: 'alert', text: plain('prod'), level: 'warning' }, 'modal'],
  ['a chart in a message', chart(20), 'message'],
  ['a table', { type: 'table', rows: [row(20)] }, 'message'],
  ['a container', { type: 'container', title: plain('t'), child_blocks: [section()] }, 'message'],
  ['a carousel', { type: 'carousel', elements: [card()] }, 'home'],
  [
    'a plan',
    { type: 'plan', title: 'p', tasks: [{ type: 'task_card', task_id: '1', title: 't', status: 'error' }] },
    'message',
  ],
  [
    'a number in a modal',
    input({ type: 'number_input', action_id: 'n', is_decimal_allowed: false }),
    'modal',
  ],
  ['a rich text', { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }, 'message'],
];

for (const [name, block, surface] of good)
  test(`Slack takes ${name}`, () => assert.deepEqual(checkBlocks([block], surface), []));

const bad: readonly [string, Body[], Surface, string][] = [
  [
    'an unknown block',
    [{ type: 'banner' }],
    'message',
    'unsupported type: banner [json-pointer:/blocks/0/type]',
  ],
  [
    'an unknown field',
    [section({ colour: 'red' })],
    'message',
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  [
    'an empty text',
    [section({ text: marked('') })],
    'message',
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a long section',
    [section({ text: marked(long(3001)) })],
    'message',
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a section of nothing',
    [{ type: 'section' }],
    'message',
    'must define either `text` or `fields` [json-pointer:/blocks/0]',
  ],
  [
    'a long header',
    [{ type: 'header', text: plain(long(151)) }],
    'message',
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'mrkdwn in a header',
    [{ type: 'header', text: marked('x') }],
    'message',
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    'eleven fields',
    [{ type: 'section', fields: many(11, () => plain('a')) }],
    'message',
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'eleven context elements',
    [{ type: 'context', elements: many(11, () => plain('a')) }],
    'message',
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'a button in context',
    [{ type: 'context', elements: [button()] }],
    'message',
    'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    '26 actions',
    [actions(...many(26, (i) => button({ action_id: `a${i}` })))],
    'message',
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  ['no actions', [actions()], 'message', 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
  [
    'a long button',
    [actions(button({ text: plain(long(76)) }))],
    'message',
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a long value',
    [actions(button({ value: long(2001) }))],
    'message',
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'an odd style',
    [actions(button({ style: 'red' }))],
    'message',
    'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'a button without words',
    [actions({ type: 'button', action_id: 'a' })],
    'message',
    'missing required field: text [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'six overflow options',
    [section({ accessory: { type: 'overflow', options: many(6, (i) => option(`${i}`)) } })],
    'message',
    'no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'a long option value',
    [actions(select({ options: [option(long(151))] }))],
    'message',
    'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  [
    'options and groups at once',
    [
      actions(
        select({ options: [option('a')], option_groups: [{ label: plain('g'), options: [option('a')] }] }),
      ),
    ],
    'message',
    'must define exactly one of `options` or `option_groups` [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'a long block_id',
    [section({ block_id: long(256) })],
    'message',
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'the same block_id twice',
    [section({ block_id: 'b' }), section({ block_id: 'b' })],
    'message',
    '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    'the same action_id twice in a block',
    [actions(button(), button())],
    'message',
    '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  ['51 blocks', many(51, () => section()), 'message', 'no more than 50 items allowed [json-pointer:/blocks]'],
  [
    '101 blocks in a modal',
    many(101, () => section()),
    'modal',
    'no more than 100 items allowed [json-pointer:/blocks]',
  ],
  [
    'an alert in a message',
    [{ type: 'alert', text: plain('x') }],
    'message',
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
  [
    'a chart in a modal',
    [chart(2)],
    'modal',
    'unsupported type: data_visualization [json-pointer:/blocks/0/type]',
  ],
  [
    'a chart on the home tab',
    [chart(2)],
    'home',
    'unsupported type: data_visualization [json-pointer:/blocks/0/type]',
  ],
  [
    '13 series',
    [
      chart(
        1,
        many(13, (nth) => line(`s${nth}`, 1)),
      ),
    ],
    'message',
    'no more than 12 items allowed [json-pointer:/blocks/0/chart/series]',
  ],
  [
    'two series of one name',
    [chart(2, [line('web', 2), line('web', 2)])],
    'message',
    'series names must be unique [json-pointer:/blocks/0/chart/series]',
  ],
  [
    'a series without a value for every category',
    [chart(2, [line('web', 1)])],
    'message',
    'data labels must match the categories [json-pointer:/blocks/0/chart/series/0/data]',
  ],
  [
    'a long name of a series',
    [chart(2, [line(long(21), 2)])],
    'message',
    'must be less than 21 characters [json-pointer:/blocks/0/chart/series/0/name]',
  ],
  [
    'a long label of an axis',
    [chart(2, [line('web', 2)], { x_label: long(51) })],
    'message',
    'must be less than 51 characters [json-pointer:/blocks/0/chart/axis_config/x_label]',
  ],
  [
    'a slice of nothing',
    [
      {
        type: 'data_visualization',
        title: 't',
        chart: { type: 'pie', segments: [{ label: 'a', value: 0 }] },
      },
    ],
    'message',
    'must be between 5e-324 and 1e+300 [json-pointer:/blocks/0/chart/segments/0/value]',
  ],
  [
    'three charts',
    [chart(2), chart(2), chart(2)],
    'message',
    'no more than 2 data_visualization blocks allowed [json-pointer:/blocks]',
  ],
  [
    'two tables',
    many(2, () => ({ type: 'table', rows: [row(1)] })),
    'message',
    'no more than 1 table blocks allowed [json-pointer:/blocks]',
  ],
  [
    '21 cells',
    [{ type: 'table', rows: [row(21)] }],
    'message',
    'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
  ],
  [
    'an e-mail input in a message',
    [input({ type: 'email_text_input', action_id: 'e' })],
    'message',
    'unsupported type: email_text_input [json-pointer:/blocks/0/element/type]',
  ],
  [
    'a date and time on the home tab',
    [actions({ type: 'datetimepicker', action_id: 'd' })],
    'home',
    'unsupported type: datetimepicker [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'an image without words',
    [{ type: 'image', image_url: 'https://x' }],
    'message',
    'missing required field: alt_text [json-pointer:/blocks/0]',
  ],
  [
    'a card of nothing',
    [{ type: 'card' }],
    'message',
    'must define either `hero_image` or `title` or `actions` or `body` [json-pointer:/blocks/0]',
  ],
  [
    'a container in a container',
    [{ type: 'container', title: plain('t'), child_blocks: [{ type: 'container' }] }],
    'message',
    'unsupported type: container [json-pointer:/blocks/0/child_blocks/0/type]',
  ],
  [
    'a bad date',
    [actions({ type: 'datepicker', action_id: 'd', initial_date: '1.2.26' })],
    'message',
    'must be a date as YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]',
  ],
];

for (const [name, blocks, surface, problem] of bad)
  test(`Slack refuses ${name}`, () => assert.deepEqual(checkBlocks(blocks, surface), [problem]));

test('Slack refuses a chart of 21 points, and that it has so many labels', () => {
  const most = 'no more than 20 items allowed';
  assert.deepEqual(checkBlocks([chart(21)], 'message'), [
    `${most} [json-pointer:/blocks/0/chart/series/0/data]`,
    `${most} [json-pointer:/blocks/0/chart/axis_config/categories]`,
  ]);
});

test('a workspace that has not got one kind of block yet refuses it alone', () => {
  const without = ['data_visualization'];
  assert.deepEqual(checkBlocks([chart(2)], 'message', { without }), [
    'unsupported type: data_visualization [json-pointer:/blocks/0/type]',
  ]);
  assert.deepEqual(checkBlocks([card()], 'message', { without }), []);
});

test('a workspace that awaits rollout refuses blocks younger than a year, and takes older ones', () => {
  const november = Date.UTC(2026, 10, 23);
  const check = (block: Body, classicOnlyAt: number | undefined): string[] =>
    checkBlocks([block], 'message', { classicOnlyAt });
  assert.deepEqual(check(card(), november), ['unsupported type: card [json-pointer:/blocks/0/type]']);
  assert.deepEqual(check({ type: 'markdown', text: 'x' }, november), []);
  assert.deepEqual(check(card(), undefined), []);
});

const modal = (more: Body = {}): Body => ({
  type: 'modal',
  title: plain('New'),
  blocks: [section()],
  ...more,
});
const text = input({ type: 'plain_text_input', action_id: 't' });

const views: readonly [string, Body, string[]][] = [
  ['a modal', modal(), []],
  [
    'a long title',
    modal({ title: plain(long(25)) }),
    ['must be less than 25 characters [json-pointer:/view/title/text]'],
  ],
  ['no title', { type: 'modal', blocks: [] }, ['missing required field: title [json-pointer:/view]']],
  [
    'an input without submit',
    modal({ blocks: [text] }),
    ['missing required field: submit [json-pointer:/view]'],
  ],
  ['an input with submit', modal({ blocks: [text], submit: plain('Go') }), []],
  [
    'long private metadata',
    modal({ private_metadata: long(3001) }),
    ['must be less than 3001 characters [json-pointer:/view/private_metadata]'],
  ],
  [
    'a bad block',
    modal({ blocks: [{ type: 'plan' }] }),
    ['unsupported type: plan [json-pointer:/view/blocks/0/type]'],
  ],
];

for (const [name, view, problems] of views)
  test(`of views, Slack judges ${name}`, () => assert.deepEqual(checkView(view, 'modal'), problems));
