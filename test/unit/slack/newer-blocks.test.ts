// A workspace that has not got the newer blocks loses neither a message nor, after the first, a call.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMessages } from '../../../src/slack/messages.ts';
import { createNewerBlocks } from '../../../src/slack/newer-blocks.ts';
import type { SlackAnswer } from '../../../src/slack/web-api.ts';
import { createScript, ok, refused, unknown } from './call-script.ts';

const words = { type: 'section' };
const picture = { type: 'image', slack_file: { id: 'F1' } };
const chart = { type: 'data_visualization' };
const message = { channel: 'C1', text: 'RECOVERED', blocks: [words, picture, chart] };

type Sent = readonly { readonly type: string }[];

/** Slack whose answer depends on the blocks. */
function workspace(answer: (blocks: Sent) => SlackAnswer) {
  const said: string[] = [];
  const newer = createNewerBlocks(() => said.push('refused'));
  const judge = (args: Readonly<Record<string, unknown>>) => answer((args['blocks'] ?? []) as Sent);
  const methods = ['chat.postMessage', 'chat.update', 'chat.postEphemeral'];
  const { call, asked } = createScript(Object.fromEntries(methods.map((method) => [method, judge])));
  const sent = () => asked.map(({ args }) => ((args['blocks'] ?? []) as Sent).map(({ type }) => type));
  return { messages: createMessages(call, newer), newer, said, sent };
}

const posted = ok({ channel: 'C1', ts: '5.1' });
const whole = ['section', 'image', 'data_visualization'];
const plain = ['section', 'image'];
const has = (blocks: Sent, type: string): boolean => blocks.some((block) => block.type === type);

function pointing(...details: readonly string[]): SlackAnswer {
  return { ok: false, kind: 'refused', error: 'invalid_blocks', details };
}

test('a workspace that takes newer blocks gets them', async () => {
  const { messages, newer, sent } = workspace(() => posted);
  assert.equal((await messages.post(message)).ok, true);
  assert.deepEqual(sent(), [whole]);
  assert.equal(newer.areRefused(), false);
});

test('where they are refused the message goes out at once without, and the next is not tried with them', async () => {
  const { messages, newer, said, sent } = workspace((blocks) =>
    has(blocks, 'data_visualization') ? pointing('unsupported [json-pointer:/blocks/2/type]') : posted,
  );
  assert.deepEqual(await messages.post(message), { ok: true, channel: 'C1', ts: '5.1' });
  assert.deepEqual(await messages.update({ ...message, ts: '5.1' }), { ok: true });
  assert.deepEqual(await messages.ephemeral({ ...message, user: 'U1' }), { ok: true });
  assert.deepEqual(sent(), [whole, plain, plain, plain]);
  assert.deepEqual([newer.areRefused(), said], [true, ['refused']]);
});

test('where Slack does not say why, it may have been a picture: only a second refusal in a row is remembered', async () => {
  const answers = ['no', 'yes', 'no', 'no', 'yes'];
  const { messages, newer, sent } = workspace((blocks) =>
    has(blocks, 'data_visualization') && answers.shift() === 'no' ? refused('invalid_blocks') : posted,
  );
  const known: boolean[] = [];
  for (let times = 0; times < 5; times += 1) {
    await messages.post(message);
    known.push(newer.areRefused());
  }
  assert.deepEqual(known, [false, false, false, true, true]);
  assert.deepEqual(sent().slice(-3), [whole, plain, plain]);
});

test('an edit and a private answer fall back as a post does', async () => {
  for (const method of ['update', 'ephemeral'] as const) {
    const { messages, sent } = workspace((blocks) =>
      has(blocks, 'data_visualization')
        ? pointing('[ERROR] unsupported type: data_visualization [json-pointer:/blocks/2/type]')
        : posted,
    );
    assert.equal((await messages[method]({ ...message, ts: '5.1', user: 'U1' })).ok, true);
    assert.deepEqual(sent(), [whole, plain]);
  }
});

test('a refusal that points at other blocks says nothing of the newer ones', async () => {
  const notReady = pointing('invalid slack file [json-pointer:/blocks/1/slack_file]');
  const { messages, newer, sent } = workspace(() => notReady);
  assert.deepEqual(await messages.post(message), notReady);
  assert.deepEqual([sent(), newer.areRefused()], [[whole], false]);
});

test('what is refused without newer blocks too, or not answered, is not put down to them', async () => {
  for (const second of [refused('invalid_blocks'), unknown()]) {
    const { messages, newer } = workspace((blocks) =>
      has(blocks, 'data_visualization') ? refused('invalid_blocks') : second,
    );
    assert.equal((await messages.post(message)).ok, false);
    assert.equal(newer.areRefused(), false);
  }
});

test('whatever else Slack answers is not sent a second time', async () => {
  const limited: SlackAnswer = { ok: false, kind: 'limited', retryAfterSeconds: 1 };
  for (const answer of [unknown(), limited, refused('channel_not_found')]) {
    const { messages, sent } = workspace(() => answer);
    assert.equal((await messages.post(message)).ok, false);
    assert.deepEqual(sent(), [whole]);
  }
});

test('a refusal of a message without newer blocks is an answer like any other', async () => {
  const { messages, sent } = workspace(() => refused('invalid_blocks'));
  assert.equal((await messages.post({ ...message, blocks: [words] })).ok, false);
  assert.deepEqual(sent(), [['section']]);
});
