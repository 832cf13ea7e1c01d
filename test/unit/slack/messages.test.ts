// How messages are sent, edited and found again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMessages } from '../../../src/slack/messages.ts';
import { createNewerBlocks } from '../../../src/slack/newer-blocks.ts';
import { createSurfaces } from '../../../src/slack/surfaces.ts';
import { createScript, ok, refused, unknown } from './call-script.ts';

const takesAll = createNewerBlocks(() => undefined);
const posted = () => ok({ channel: 'C1', ts: '5.1' });

test('a card is posted with its blocks, its words and the key that finds it again', async () => {
  const { call, asked } = createScript({ 'chat.postMessage': posted });
  const blocks = [{ type: 'divider' }];
  const answer = await createMessages(call, takesAll).post({
    channel: 'C1',
    text: 'Kill 1 of 3 web',
    blocks,
    metadata: { key: 'r-1/card', run: 'r-1' },
  });
  assert.deepEqual(answer, { ok: true, channel: 'C1', ts: '5.1' });
  assert.deepEqual(asked[0]?.args, {
    channel: 'C1',
    text: 'Kill 1 of 3 web',
    blocks,
    metadata: { event_type: 'faultline', event_payload: { key: 'r-1/card', run: 'r-1' } },
    unfurl_links: false,
    unfurl_media: false,
  });
});

test('a reply goes into its thread and, when somebody must act, into the channel too', async () => {
  const { call, asked } = createScript({ 'chat.postMessage': posted });
  const messages = createMessages(call, takesAll);
  await messages.post({ channel: 'C1', threadTs: '4.0', broadcast: true, text: 'x', blocks: [] });
  await messages.post({ channel: 'C1', broadcast: true, text: 'x', blocks: [] });
  assert.equal(asked[0]?.args['thread_ts'], '4.0');
  assert.equal(asked[0]?.args['reply_broadcast'], true);
  assert.equal('blocks' in (asked[0]?.args ?? {}), false);
  assert.equal('reply_broadcast' in (asked[1]?.args ?? {}), false);
});

test('edits, private answers, links and direct channels use what Slack asks for', async () => {
  const { call, asked } = createScript({
    'chat.update': posted,
    'chat.postEphemeral': () => ok({ message_ts: '1.0' }),
    'chat.getPermalink': () => ok({ permalink: 'https://x.slack.com/archives/C1/p51' }),
    'conversations.open': () => ok({ channel: { id: 'D1' } }),
  });
  const messages = createMessages(call, takesAll);
  assert.deepEqual(await messages.update({ channel: 'C1', ts: '5.1', text: 'x', blocks: [] }), { ok: true });
  assert.deepEqual(await messages.ephemeral({ channel: 'C1', user: 'U1', text: 'x', blocks: [] }), {
    ok: true,
  });
  assert.deepEqual(await messages.permalink({ channel: 'C1', ts: '5.1' }), {
    ok: true,
    permalink: 'https://x.slack.com/archives/C1/p51',
  });
  assert.deepEqual(await messages.openDm('U1'), { ok: true, channel: 'D1' });
  assert.deepEqual(asked[2]?.args, { channel: 'C1', message_ts: '5.1' });
  assert.deepEqual(asked[3]?.args, { users: 'U1' });
});

test('an answer that is not understood is an unknown outcome', async () => {
  const { call } = createScript({ 'chat.postMessage': () => ok({ channel: 'C1' }) });
  const answer = await createMessages(call, takesAll).post({ channel: 'C1', text: 'x', blocks: [] });
  assert(!answer.ok && answer.kind === 'unknown');
});

const ours = (key: string) => ({ event_type: 'faultline', event_payload: { key } });

test('a lost card is found in the history by its key', async () => {
  const messages = [
    { ts: '6.0' },
    { ts: '5.5', metadata: ours('other') },
    { ts: '5.1', metadata: ours('r-1/card') },
  ];
  const { call, asked } = createScript({ 'conversations.history': () => ok({ messages }) });
  const lost = { channel: 'C1', key: 'r-1/card', oldestTs: '5.0' };
  assert.deepEqual(await createMessages(call, takesAll).findByMetadata(lost), { ok: true, ts: '5.1' });
  assert.equal(asked[0]?.args['include_all_metadata'], true);
  assert.equal(asked[0]?.args['oldest'], '5.0');
});

test('a lost reply is looked for in its thread, over pages, and not being there is an answer', async () => {
  const more = { response_metadata: { next_cursor: 'p2' } };
  const { call, asked } = createScript({
    'conversations.replies': ({ cursor }) => ok({ messages: [{ ts: '6.0' }], ...(cursor ? {} : more) }),
  });
  const lost = { channel: 'C1', threadTs: '4.0', key: 'r-1/verdict', oldestTs: '5.0' };
  assert.deepEqual(await createMessages(call, takesAll).findByMetadata(lost), { ok: true, ts: undefined });
  assert.deepEqual(
    asked.map(({ args }) => [args['ts'], args['cursor']]),
    [
      ['4.0', undefined],
      ['4.0', 'p2'],
    ],
  );
});

test('a history without end is left after three pages', async () => {
  const more = { messages: [], response_metadata: { next_cursor: 'again' } };
  const { call, asked } = createScript({ 'conversations.history': () => ok(more) });
  const answer = await createMessages(call, takesAll).findByMetadata({
    channel: 'C1',
    key: 'k',
    oldestTs: '0',
  });
  assert.deepEqual([answer, asked.length], [{ ok: true, ts: undefined }, 3]);
});

test('a history that may not be read says so', async () => {
  const { call } = createScript({ 'conversations.history': () => refused('missing_scope') });
  const answer = await createMessages(call, takesAll).findByMetadata({
    channel: 'C1',
    key: 'k',
    oldestTs: '0',
  });
  assert(!answer.ok && answer.kind === 'refused');
});

test('forms open, grow and change, and Home is published', async () => {
  const view = () => ok({ view: { id: 'V1', hash: 'h1' } });
  const { call, asked } = createScript({
    'views.open': view,
    'views.push': view,
    'views.update': view,
    'views.publish': unknown,
  });
  const surfaces = createSurfaces(call);
  assert.deepEqual(await surfaces.openView('t1', {}), { ok: true, viewId: 'V1' });
  await surfaces.pushView('t2', {});
  await surfaces.updateView('V1', {});
  assert.equal((await surfaces.publishHome('U1', {})).ok, false);
  assert.deepEqual(asked[2]?.args, { view_id: 'V1', view: {} });
});
