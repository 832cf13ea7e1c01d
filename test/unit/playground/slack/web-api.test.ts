// The Web API, method by method: what Slack answers, and the codes it refuses with.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Body, type Playing, startPlaying, WORKSPACE } from './workspace-for-tests.ts';

let playing: Playing;

before(async () => {
  playing = await startPlaying();
});

after(() => playing.slack.stop());

const long = (length: number): string => 'x'.repeat(length);
const post = (more: Body): Body => ({ channel: 'C1', text: 'hi', ...more });
const section = (text: string): Body => ({ type: 'section', text: { type: 'mrkdwn', text } });
const home: Body = { type: 'home', blocks: [] };
const modal: Body = { type: 'modal', title: { type: 'plain_text', text: 't' }, blocks: [] };

const refused: readonly [string, string, Body, string][] = [
  ['an unknown method', 'chat.shout', {}, 'unknown_method'],
  ['no channel', 'chat.postMessage', { text: 'x' }, 'invalid_arguments'],
  ['an unknown channel', 'chat.postMessage', post({ channel: 'C99' }), 'channel_not_found'],
  ['a private channel it is not in', 'chat.postMessage', post({ channel: 'C3' }), 'channel_not_found'],
  ['an archived channel', 'chat.postMessage', post({ channel: 'C4' }), 'is_archived'],
  ['nothing to say', 'chat.postMessage', post({ text: '' }), 'no_text'],
  ['blocks that are no list', 'chat.postMessage', post({ blocks: '{"a"' }), 'invalid_blocks_format'],
  ['blocks over the limits', 'chat.postMessage', post({ blocks: [section('')] }), 'invalid_blocks'],
  [
    'blocks too long in all',
    'chat.postMessage',
    post({ blocks: Array(5).fill(section(long(2900))) }),
    'msg_blocks_too_long',
  ],
  ['markdown beside text', 'chat.postMessage', post({ markdown_text: 'x' }), 'markdown_text_conflict'],
  [
    '101 attachments',
    'chat.postMessage',
    post({ attachments: Array(101).fill({ text: 'x' }) }),
    'too_many_attachments',
  ],
  ['metadata that is text', 'chat.postMessage', post({ metadata: '"x"' }), 'invalid_metadata_format'],
  [
    'metadata without a type',
    'chat.postMessage',
    post({ metadata: { event_payload: {} } }),
    'invalid_metadata_schema',
  ],
  [
    'large metadata',
    'chat.postMessage',
    post({ metadata: { event_type: 'a', event_payload: { a: long(9000) } } }),
    'metadata_too_large',
  ],
  [
    'a thread that is not there',
    'chat.postMessage',
    post({ thread_ts: '1.000001' }),
    'cannot_reply_to_message',
  ],
  ['a deactivated person', 'chat.postMessage', post({ channel: 'U4' }), 'user_disabled'],
  [
    'a file not uploaded',
    'chat.postMessage',
    post({ blocks: [{ type: 'image', alt_text: 'a', slack_file: { id: 'F9' } }] }),
    'invalid_blocks',
  ],
  ['an edit of nothing', 'chat.update', post({ ts: '1.000001' }), 'message_not_found'],
  ['a deletion of nothing', 'chat.delete', { channel: 'C1', ts: '1.000001' }, 'message_not_found'],
  ['an ephemeral for a stranger', 'chat.postEphemeral', post({ user: 'U3' }), 'user_not_in_channel'],
  [
    'an ephemeral where it is not',
    'chat.postEphemeral',
    post({ channel: 'C2', user: 'U1' }),
    'not_in_channel',
  ],
  ['an ephemeral too long', 'chat.postEphemeral', post({ user: 'U1', text: long(40_001) }), 'msg_too_long'],
  ['the history of a channel it is not in', 'conversations.history', { channel: 'C2' }, 'not_in_channel'],
  ['the replies to nothing', 'conversations.replies', { channel: 'C1', ts: '1.000001' }, 'thread_not_found'],
  ['a bad cursor', 'conversations.list', { cursor: 'x' }, 'invalid_cursor'],
  [
    'joining a private channel',
    'conversations.join',
    { channel: 'C5' },
    'method_not_supported_for_channel_type',
  ],
  ['opening with nobody', 'conversations.open', { users: 'U99' }, 'user_not_found'],
  ['opening with a deactivated person', 'conversations.open', { users: 'U4' }, 'user_disabled'],
  ['an unknown person', 'users.info', { user: 'U99' }, 'user_not_found'],
  ['an unknown e-mail', 'users.lookupByEmail', { email: 'x@y.z' }, 'users_not_found'],
  ['the e-mail of somebody gone', 'users.lookupByEmail', { email: 'gone@shop.example' }, 'users_not_found'],
  ['an unknown group', 'usergroups.users.list', { usergroup: 'S9' }, 'no_such_subteam'],
  ['an invented trigger', 'views.open', { trigger_id: 'T0', view: modal }, 'invalid_trigger_id'],
  ['a view that is none', 'views.open', { trigger_id: 'T0', view: {} }, 'invalid_arguments'],
  [
    'a huge view',
    'views.publish',
    { user_id: 'U1', view: { ...home, private_metadata: long(250_001) } },
    'view_too_large',
  ],
  ['an update of nothing', 'views.update', { view_id: 'V9', view: modal }, 'not_found'],
  [
    'an upload of nothing',
    'files.getUploadURLExternal',
    { filename: 'a.png', length: 0 },
    'missing_argument',
  ],
  ['completing an unknown file', 'files.completeUploadExternal', { files: [{ id: 'F9' }] }, 'file_not_found'],
  ['a socket with the bot token', 'apps.connections.open', {}, 'not_allowed_token_type'],
];

for (const [name, method, args, code] of refused)
  test(`${method} refuses ${name} with ${code}`, async () => {
    const answer = await playing.api(method, args);
    assert.deepEqual([answer['ok'], answer['error']], [false, code]);
  });

test('refused blocks come with pointers, bare and with their level', async () => {
  const answer = await playing.api('chat.postMessage', post({ blocks: [section('x'), { type: 'nope' }] }));
  const problem = 'unsupported type: nope [json-pointer:/blocks/1/type]';
  assert.deepEqual(answer['errors'], [problem]);
  assert.deepEqual(answer['response_metadata'], { messages: [`[ERROR] ${problem}`] });
});

const tokens: readonly [string, Record<string, string>, string, string][] = [
  ['no token', {}, '', 'not_authed'],
  ['a wrong token', { authorization: 'Bearer nope' }, '', 'invalid_auth'],
  ['a form with its token', {}, 'token=xoxb-1', ''],
];

for (const [name, headers, body, code] of tokens)
  test(`auth.test judges ${name}`, async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', connection: 'close', ...headers };
    const answer = await fetch(`${playing.slack.apiUrl}auth.test`, { method: 'POST', headers: form, body });
    const said = (await answer.json()) as Body;
    assert.equal(said['error'] ?? '', code);
    if (code === '') assert.equal(said['user_id'], 'UBOT');
    assert.match(answer.headers.get('x-oauth-scopes') ?? '', /chat:write/);
  });

test('a message lives: posted with metadata, found in history, edited, answered, deleted', async () => {
  const metadata = { event_type: 'run', event_payload: { id: 'r-1' } };
  const { ts } = await playing.api(
    'chat.postMessage',
    post({ channel: 'team-shop', blocks: [section('*card*')], metadata }),
  );
  const found = async (all: boolean): Promise<Body | undefined> => {
    const { messages } = await playing.api('conversations.history', {
      channel: 'C1',
      include_all_metadata: all,
      limit: 1,
    });
    return (messages as Body[])[0];
  };
  assert.equal((await found(false))?.['metadata'], undefined);
  assert.deepEqual((await found(true))?.['metadata'], metadata);
  const edited = await playing.api('chat.update', { channel: 'C1', ts, text: 'later' });
  assert.equal((edited['message'] as Body)['text'], 'later');
  assert.equal(((edited['message'] as Body)['blocks'] as Body[]).length, 1);
  assert.equal(
    (await playing.api('chat.update', { channel: 'C1', ts, text: long(4001) }))['error'],
    'msg_too_long',
  );
  await playing.api('chat.postMessage', post({ thread_ts: ts, text: 'reply' }));
  const { messages } = await playing.api('conversations.replies', { channel: 'C1', ts });
  assert.deepEqual(
    (messages as Body[]).map((each) => each['text']),
    ['later', 'reply'],
  );
  assert.equal((messages as Body[])[0]?.['reply_count'], 1);
  const link = await playing.api('chat.getPermalink', { channel: 'C1', message_ts: ts });
  assert.match(link['permalink'] as string, /^https:\/\/shop\.slack\.com\/archives\/C1\/p\d+$/);
  assert.equal((await playing.api('chat.delete', { channel: 'C1', ts }))['ok'], true);
  const left = await playing.api('conversations.replies', { channel: 'C1', ts });
  assert.equal((left['messages'] as Body[])[0]?.['subtype'], 'tombstone');
});

test('message ids increase while the clock stands still', async () => {
  const stamps = [];
  for (let each = 0; each < 3; each += 1)
    stamps.push((await playing.api('chat.postMessage', post({})))['ts'] as string);
  assert.deepEqual(stamps, [...new Set(stamps)].toSorted());
});

test('an ephemeral message is seen by one person and found by no method', async () => {
  const { message_ts: ts } = await playing.api('chat.postEphemeral', post({ user: 'U1', text: 'psst' }));
  assert.equal((await playing.api('chat.update', post({ ts })))['error'], 'message_not_found');
  const seen = await playing.see<Body[]>('mara', 'messages', { channel: 'C1' });
  assert.ok(seen.every((each) => each['plain'] !== 'psst'));
});

test('conversations, people and groups are listed as the bot may see them, page by page', async () => {
  const first = await playing.api('conversations.list', {
    types: 'public_channel,private_channel',
    limit: 2,
  });
  const cursor = (first['response_metadata'] as Body)['next_cursor'];
  const next = await playing.api('conversations.list', {
    types: 'public_channel,private_channel',
    limit: 2,
    cursor,
  });
  const names = [...(first['channels'] as Body[]), ...(next['channels'] as Body[])].map(
    (each) => each['name'],
  );
  assert.deepEqual(names, ['team-shop', 'general', 'old', 'incidents']);
  assert.deepEqual((await playing.api('conversations.members', { channel: 'C1' }))['members'], [
    'U1',
    'U2',
    'UBOT',
  ]);
  const { user } = await playing.api('users.info', { user: 'U3' });
  assert.equal((user as Body)['is_restricted'], true);
  const { user: ana } = await playing.api('users.lookupByEmail', { email: 'Ana@shop.example' });
  assert.equal((ana as { profile: Body }).profile['email'], 'ana@shop.example');
  assert.deepEqual((await playing.api('usergroups.users.list', { usergroup: 'S1' }))['users'], ['U2']);
  const dm = await playing.api('conversations.open', { users: 'U1' });
  assert.equal((dm['channel'] as Body)['id'], 'D1');
});

test('a file travels in three steps, and can then stand in a block', async () => {
  const bytes = Buffer.from('png bytes');
  const { upload_url: url, file_id: id } = await playing.api('files.getUploadURLExternal', {
    filename: 'c.png',
    length: bytes.length,
  });
  assert.equal(
    (await playing.api('files.completeUploadExternal', { files: [{ id }] }))['error'],
    'file_not_found',
  );
  const form = new FormData();
  form.set('body', new Blob([bytes]), 'Untitled');
  assert.equal(
    (await fetch(url as string, { method: 'POST', body: form, headers: { connection: 'close' } })).status,
    200,
  );
  await playing.api('files.completeUploadExternal', { files: [{ id, title: 'p99' }], channel_id: 'C1' });
  const { file } = await playing.api('files.info', { file: id });
  assert.deepEqual((file as Body)['channels'], ['C1']);
  const image = { type: 'image', alt_text: 'p99', slack_file: { id } };
  assert.equal((await playing.api('chat.postMessage', post({ blocks: [image] })))['ok'], true);
});

test('the home tab guards against writing over a newer one', async () => {
  const { view } = await playing.api('views.publish', { user_id: 'U1', view: home });
  await playing.api('views.publish', { user_id: 'U1', view: home });
  const stale = await playing.api('views.publish', {
    user_id: 'U1',
    view: home,
    hash: (view as Body)['hash'],
  });
  assert.equal(stale['error'], 'hash_conflict');
});

test('a token without a scope is told what it lacks', async () => {
  const poor = await startPlaying({ workspace: { ...WORKSPACE, scopes: ['chat:write'] } });
  const answer = await poor.api('conversations.history', { channel: 'C1' });
  assert.deepEqual(answer, {
    ok: false,
    error: 'missing_scope',
    needed: 'channels:history',
    provided: 'chat:write',
  });
  assert.equal((await poor.api('chat.postMessage', post({ channel: 'C2' })))['error'], 'not_in_channel');
  await poor.slack.stop();
});

test('calls are counted by method', async () => {
  const before = playing.slack.calls()['auth.test'] ?? 0;
  await playing.api('auth.test');
  assert.equal(playing.slack.calls()['auth.test'], before + 1);
});
