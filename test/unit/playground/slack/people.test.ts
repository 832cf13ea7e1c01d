// People in the workspace: what they type, see, are notified of and may not do.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createDirectory } from '../../../../playground/slack/directory.ts';
import { typedText } from '../../../../playground/slack/people/typed-text.ts';
import { type Body, type Playing, type Seen, startPlaying, WORKSPACE } from './workspace-for-tests.ts';

const typed: readonly [string, string, string][] = [
  ['@ana hi', '<@U1> hi', '<@U1|ana> hi'],
  ['@Faultline stop', '<@UBOT> stop', '<@UBOT|faultline> stop'],
  ['<@UBOT> stop', '<@UBOT> stop', '<@UBOT> stop'],
  ['in #team-shop & #nowhere', 'in <#C1> &amp; #nowhere', 'in <#C1|team-shop> &amp; #nowhere'],
  ['because p99 < 5 > 3', 'because p99 &lt; 5 &gt; 3', 'because p99 &lt; 5 &gt; 3'],
  ['“smart” — dash', '“smart” — dash', '“smart” — dash'],
  ['@channel @here @sre', '<!channel> <!here> <!subteam^S1|@sre>', '<!channel> <!here> <!subteam^S1|@sre>'],
  [
    'see https://x.example/a?b=1&c.',
    'see <https://x.example/a?b=1&amp;c>.',
    'see <https://x.example/a?b=1&amp;c>.',
  ],
  [
    'ana@shop.example',
    '<mailto:ana@shop.example|ana@shop.example>',
    '<mailto:ana@shop.example|ana@shop.example>',
  ],
  ['@nobody', '@nobody', '@nobody'],
];

for (const [text, message, command] of typed)
  test(`what a client makes of "${text}"`, () => {
    const directory = createDirectory(WORKSPACE);
    assert.deepEqual(
      [typedText(text, 'message', directory), typedText(text, 'command', directory)],
      [message, command],
    );
  });

describe('in the workspace', () => {
  let playing: Playing;

  beforeEach(async () => {
    playing = await startPlaying();
  });

  afterEach(() => playing.slack.stop());

  const post = async (more: Body): Promise<string> =>
    (await playing.api('chat.postMessage', { channel: 'C1', text: 'hi', ...more }))['ts'] as string;
  const pushes = async (name: string): Promise<unknown[]> =>
    (await playing.see<Body[]>(name, 'pushes')).map((each) => `${each['reason']}: ${each['text']}`);
  const messages = (name: string, channel: string): Promise<Seen[]> =>
    playing.see(name, 'messages', { channel });
  const button = (action: string, value: string, label = 'Go'): Body => ({
    type: 'button',
    action_id: action,
    value,
    text: { type: 'plain_text', text: label },
  });

  test('a lock screen lights up for a mention, a direct message and a followed thread, never for an edit', async () => {
    await post({ text: 'nobody is called' });
    const ts = await post({ text: '<@U1> look' });
    await post({ channel: 'U2', text: 'PROD: kill 1 of 12?' });
    await post({ thread_ts: ts, text: 'a reply' });
    await playing.api('chat.update', { channel: 'C1', ts, text: '<@U2> edited' });
    await playing.api('chat.postEphemeral', { channel: 'C1', user: 'U2', text: '<@U2> psst' });
    assert.deepEqual(await pushes('ana'), ['mention: @ana look', 'thread: a reply']);
    assert.deepEqual(await pushes('mara'), ['dm: PROD: kill 1 of 12?']);
  });

  test('a group, @here and a mention in a block call people, and strangers to the channel are not called', async () => {
    await post({ text: 'all <!here>' });
    await post({ text: 'team <!subteam^S1>' });
    const text = { type: 'mrkdwn', text: 'you <@U1>, <@U3>' };
    await post({ text: 'fallback', blocks: [{ type: 'section', text }] });
    assert.deepEqual(await pushes('ana'), ['mention: all @here', 'mention: fallback']);
    assert.deepEqual(await pushes('mara'), ['mention: all @here', 'mention: team @sre']);
    assert.deepEqual(await pushes('otto'), []);
  });

  test('replies stand in the thread, and in the channel only when sent there too', async () => {
    const ts = await post({ text: 'card' });
    await post({ thread_ts: ts, text: 'quiet' });
    await post({ thread_ts: ts, text: 'loud', reply_broadcast: true });
    const channel = await messages('ana', '#team-shop');
    assert.deepEqual(
      channel.map((each) => each.plain),
      ['card', 'loud'],
    );
    assert.equal(channel[0]?.reply_count, 2);
    const thread = await playing.see<Seen[]>('ana', 'messages', { channel: 'C1', thread_ts: ts });
    assert.deepEqual(
      thread.map((each) => each.plain),
      ['card', 'quiet', 'loud'],
    );
  });

  test('waiting answers as soon as something changed, with what and where', async () => {
    const { cursor } = await playing.see<{ cursor: number }>('ana', 'wait');
    const waiting = playing.see<{ changes: Body[] }>('ana', 'wait', {
      cursor: String(cursor),
      timeout_ms: '5000',
    });
    const ts = await post({ text: 'new' });
    const { changes } = await waiting;
    assert.deepEqual(
      changes.map(({ kind, channel, ts: at }) => [kind, channel, at]),
      [['message', 'C1', ts]],
    );
    const later = await playing.see<{ changes: Body[] }>('ana', 'wait', { cursor: '0' });
    assert.equal(later.changes.length, 1);
  });

  test('direct messages are seen by the one they are for, by several names', async () => {
    await post({ channel: 'D1', text: 'for ana' });
    const dms = await playing.see<Seen[]>('ana', 'dms');
    assert.deepEqual(
      dms.map((each) => each.plain),
      ['for ana'],
    );
    assert.deepEqual(await messages('ana', '@faultline'), dms);
    await assert.rejects(messages('mara', 'D1'), /404: .*mara sees no channel D1/);
  });

  const wrong: readonly [string, string, string, Body, RegExp][] = [
    [
      'a command in a thread',
      'ana',
      'command',
      { channel: 'C1', text: '/chaos', thread_ts: '1' },
      /not supported in threads/,
    ],
    [
      'a channel nobody has',
      'ana',
      'message',
      { channel: 'nowhere', text: 'x' },
      /sees no channel nowhere; there are: team-shop, general/,
    ],
    [
      'a channel they are not in',
      'otto',
      'message',
      { channel: 'C1', text: 'x' },
      /403: .*otto is not in #team-shop/,
    ],
    ['an archived channel', 'ana', 'message', { channel: 'C4', text: 'x' }, /#old is archived/],
    ['a private channel', 'ana', 'message', { channel: 'C5', text: 'x' }, /404/],
    [
      'a message that is not there',
      'ana',
      'click',
      { channel: 'C1', ts: '1', label: 'x' },
      /sees no message 1/,
    ],
    ['a view that is not open', 'ana', 'submit', { view_id: 'V1' }, /no view V1 open/],
    ['a missing field', 'ana', 'message', { channel: 'C1' }, /400: .*text/],
    ['an unknown verb', 'ana', 'dance', {}, /cannot POST dance; there are: command/],
    ['somebody deactivated', 'gone', 'message', { channel: 'C1', text: 'x' }, /gone is deactivated/],
    ['nobody', 'zoe', 'message', {}, /nobody is called zoe; there are: ana/],
  ];

  for (const [name, who, verb, body, sentence] of wrong)
    test(`the client refuses ${name}`, () => assert.rejects(playing.act(who, verb, body), sentence));

  test('a button is found by its action, its label or its value, and what is not there is listed', async () => {
    const elements = [button('vote', 'r-1', 'Approve'), button('vote', 'r-2', 'Approve')];
    const blocks = [
      { type: 'actions', elements: [elements[0]] },
      { type: 'actions', elements: [elements[1]] },
    ];
    const ts = await post({ blocks });
    const click = (more: Body): Promise<Body> => playing.act('ana', 'click', { channel: 'C1', ts, ...more });
    await assert.rejects(click({ action_id: 'vote' }), /409: .*more than once; give its value/);
    await assert.rejects(
      click({ label: 'Deny' }),
      /404: .*no button .*Deny.*; there are: Approve \(vote\), Approve/,
    );
    assert.deepEqual((await click({ action_id: 'vote', value: 'r-2' }))['body'], 'dispatch_failed');
  });

  test('a press that was on its way while the message changed still arrives; a moment later it has no button', async () => {
    const ts = await post({ blocks: [{ type: 'actions', elements: [button('vote', 'r-1', 'Approve')] }] });
    await playing.api('chat.update', { channel: 'C1', ts, text: 'decided', blocks: [] });
    const click = (): Promise<Body> => playing.act('ana', 'click', { channel: 'C1', ts, label: 'Approve' });
    assert.equal((await click())['body'], 'dispatch_failed', 'it reached the app, which is away');
    playing.clock.advance(1_000);
    await assert.rejects(click(), /404: .*there are: none/);
  });

  test('a question before a press is shown, and declining it presses nothing', async () => {
    const confirm = {
      title: { type: 'plain_text', text: 'PROD' },
      text: { type: 'plain_text', text: 'kills 1' },
    };
    const ts = await post({ blocks: [{ type: 'actions', elements: [{ ...button('go', 'x'), confirm }] }] });
    const declined = await playing.act('ana', 'click', { channel: 'C1', ts, label: 'go', confirm: false });
    const texts = { title: 'PROD', text: 'kills 1', confirm: 'Yes', deny: 'Cancel' };
    assert.deepEqual(declined, { status: 200, body: '', ms: 0, confirm: texts, confirmed: false });
    const pressed = await playing.act('ana', 'click', { channel: 'C1', ts, label: 'go' });
    assert.deepEqual([pressed['status'], pressed['confirm']], [503, texts]);
    assert.deepEqual((await messages('ana', 'C1'))[0]?.buttons[0]?.['confirm'], texts);
  });

  test('a command nobody registered, and one while the app is away', async () => {
    const unknown = await playing.act('ana', 'command', { channel: 'C1', text: '/nope x' });
    assert.deepEqual([unknown['status'], unknown['body']], [404, '/nope is not a valid command.']);
    const away = await playing.act('ana', 'command', { channel: 'C1', text: '/chaos' });
    assert.deepEqual([away['status'], away['body']], [503, 'dispatch_failed']);
  });

  test('channels are archived and left, people deactivated, and the bot finds out', async () => {
    const administer = (path: string) =>
      playing.slack.people.handle({ method: 'POST', path, query: new URLSearchParams(), body: {} });
    await administer('/channels/team-shop/archive');
    assert.equal(
      (await playing.api('chat.postMessage', { channel: 'C1', text: 'x' }))['error'],
      'is_archived',
    );
    await administer('/channels/team-shop/unarchive');
    await administer('/channels/team-shop/remove-bot');
    assert.equal((await playing.api('conversations.history', { channel: 'C1' }))['error'], 'not_in_channel');
    await administer('/people/ana/deactivate');
    assert.equal(((await playing.api('users.info', { user: 'U1' }))['user'] as Body)['deleted'], true);
    assert.equal(await administer('/elsewhere'), undefined);
  });

  test('people react, upload and delete', async () => {
    const said = await playing.act('ana', 'message', { channel: 'C1', text: 'mine' });
    await playing.act('mara', 'react', { channel: 'C1', ts: said['ts'], name: 'eyes' });
    const { message } = await playing.api('reactions.get', { channel: 'C1', timestamp: said['ts'] });
    assert.deepEqual((message as Body)['reactions'], [{ name: 'eyes', users: ['U2'], count: 1 }]);
    await playing.act('ana', 'delete', { channel: 'C1', ts: said['ts'] });
    await playing.act('ana', 'upload', { channel: 'C1', filename: 'run.yaml', content: 'kind: PodChaos' });
    assert.deepEqual(
      (await messages('mara', 'C1')).map((each) => each.plain),
      ['[run.yaml]'],
    );
  });
});
