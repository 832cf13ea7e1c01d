// The words on the screen: what a reader sees of blocks, mrkdwn and times.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Reader, renderMrkdwn } from '../../../../playground/slack/blocks/mrkdwn.ts';
import { plainOfBlocks, plainOfMessage } from '../../../../playground/slack/blocks/plain.ts';

const at = Date.UTC(2026, 10, 23, 10, 7, 10) / 1000;
const reader: Reader = {
  tz: 'Europe/Amsterdam',
  now: at * 1000,
  nameOf: (id) => ({ U1: 'ana' })[id] ?? id,
  channelName: () => 'team-shop',
  groupHandle: () => 'sre',
};

const rendered: readonly [string, string][] = [
  ['*KILLED* web-b', 'KILLED web-b'],
  ['a *b* _c_ ~d~ `e_f_g` and web_b_c', 'a b c d e_f_g and web_b_c'],
  ['2*3*4 and 5 * 6 * 7', '2*3*4 and 5 * 6 * 7'],
  ['*PROD*: _delay_·*200 ms*', 'PROD: delay·200 ms'],
  ['<@U1> and <@U1|x> in <#C1> call <!subteam^S1> <!here>', '@ana and @ana in #team-shop call @sre @here'],
  ['<https://x.example|the card> <https://y.example>', 'the card https://y.example'],
  ['a &lt;b&gt; &amp;lt;', 'a <b> &lt;'],
  ['> quoted\n&gt; too', 'quoted\ntoo'],
  ['```kubectl get pods\n-A```', 'kubectl get pods\n-A'],
  [`ends <!date^${at}^{time_secs}|11:07>`, 'ends 11:07:10'],
  [`until <!date^${at}^{time}|x>`, 'until 11:07'],
  [`<!date^${at}^{date_short} {date_num}|x>`, 'Nov 23, 2026 2026-11-23'],
  [`<!date^${at}^{date_long}|x>`, 'Monday, November 23rd, 2026'],
  [`<!date^${at}^{date_pretty} at {time}|x>`, 'today at 11:07'],
  [`<!date^${at + 86_400}^{date_short_pretty}|x>`, 'tomorrow'],
  [`<!date^${at - 120}^{ago}|x>`, '2 minutes ago'],
  ['<!date^oops^{time}|soon>', 'soon'],
];

for (const [source, words] of rendered)
  test(`"${source}" reads "${words}"`, () => assert.equal(renderMrkdwn(source, reader), words));

test('times are in the zone of the reader', () => {
  const newYork = { ...reader, tz: 'America/New_York' };
  assert.equal(renderMrkdwn(`<!date^${at}^{time}|x>`, newYork), '05:07');
});

test('blocks read top to bottom, with buttons in brackets and inputs with their labels', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const blocks = [
    { type: 'header', text: plain('Kill *1* web') },
    { type: 'section', text: { type: 'mrkdwn', text: '*WAITING*' }, fields: [plain('a'), plain('b')] },
    { type: 'divider' },
    { type: 'context', elements: [plain('x'), { type: 'mrkdwn', text: '_y_' }] },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: plain('Approve') },
        { type: 'overflow', options: [] },
      ],
    },
    {
      type: 'input',
      label: plain('Why'),
      element: { type: 'plain_text_input', placeholder: plain('words') },
    },
    {
      type: 'table',
      rows: [
        [
          { type: 'raw_text', text: 'pod' },
          { type: 'raw_number', value: 2, text: '2' },
        ],
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'hi ' },
            { type: 'user', user_id: 'U1' },
          ],
        },
      ],
    },
  ];
  assert.equal(
    plainOfBlocks(blocks, reader),
    'Kill *1* web\nWAITING\na\nb\nx y\n[Approve] [⋯]\nWhy\n[words]\npod | 2\nhi @ana',
  );
});

test('blocks are shown instead of the text, and files below', () => {
  const files = [{ title: 'chart' }];
  const message = { text: 'fallback', attachments: [], files };
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'shown' } }];
  assert.equal(plainOfMessage({ ...message, blocks }, reader), 'shown\n[chart]');
  assert.equal(plainOfMessage({ ...message, blocks: [] }, reader), 'fallback\n[chart]');
});
