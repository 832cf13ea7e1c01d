// What people do as the app hears of it, and what it may do in return: triggers, response urls, the stack of views.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { connect, type Line } from './line-for-tests.ts';
import { type Body, type Playing, type Seen, startPlaying } from './workspace-for-tests.ts';

function respond(url: unknown, body: Body): Promise<Response> {
  return fetch(url as string, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { connection: 'close' },
  });
}

const modal = (title = 'A', more: Body = {}): Body => ({
  type: 'modal',
  title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Go' },
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: title } }],
  ...more,
});

describe('with one app listening', () => {
  let playing: Playing;
  let line: Line;

  beforeEach(async () => {
    playing = await startPlaying();
    line = await connect(playing);
  });

  afterEach(() => playing.slack.stop());

  async function commanded(text = '/chaos x'): Promise<Body> {
    const done = playing.act('ana', 'command', { channel: 'C1', text });
    const envelope = await line.next();
    line.ack(envelope);
    assert.equal((await done)['status'], 200);
    return envelope.payload;
  }

  async function openView(view: Body): Promise<Body> {
    const { trigger_id } = await commanded();
    return (await playing.api('views.open', { trigger_id, view }))['view'] as Body;
  }

  /** Presses Submit and answers it as the app would. */
  async function submitted(answer: Body): Promise<Body> {
    const done = playing.act('ana', 'submit', {});
    const envelope = await line.next();
    line.ack(envelope, answer);
    return done;
  }

  test('a command carries who, where, the escaped text, a trigger and a response url', async () => {
    const payload = await commanded('/chaos kill @mara');
    const { user_id, channel_id, channel_name, text, trigger_id, response_url } = payload;
    assert.deepEqual([user_id, channel_id, channel_name, text], ['U1', 'C1', 'team-shop', 'kill <@U2|mara>']);
    assert.match(String(trigger_id), /^T/);
    assert.match(String(response_url), /^http:\/\/127\.0\.0\.1:\d+\/commands\/T1\//);
  });

  test('a trigger opens one view, once, within three seconds', async () => {
    const { trigger_id: first } = await commanded();
    assert.equal((await playing.api('views.open', { trigger_id: first, view: modal() }))['ok'], true);
    assert.equal(
      (await playing.api('views.open', { trigger_id: first, view: modal() }))['error'],
      'exchanged_trigger_id',
    );
    const { trigger_id: late } = await commanded();
    playing.clock.advance(3_001);
    assert.equal(
      (await playing.api('views.open', { trigger_id: late, view: modal() }))['error'],
      'expired_trigger_id',
    );
  });

  test('a response url takes five messages in thirty minutes, private unless they say otherwise', async () => {
    const { response_url: url } = await commanded();
    assert.equal((await respond(url, { text: 'private' })).status, 200);
    await respond(url, { text: 'public', response_type: 'in_channel' });
    const seen = await playing.see<Seen[]>('mara', 'messages', { channel: 'C1' });
    assert.deepEqual(
      seen.map((each) => each.plain),
      ['public'],
    );
    assert.equal((await respond(url, { blocks: [{ type: 'nope' }] })).status, 400);
    await respond(url, { text: '4' });
    await respond(url, { text: '5' });
    assert.deepEqual(await (await respond(url, { text: '6' })).json(), { ok: false, error: 'used_url' });
    const { response_url: old } = await commanded();
    playing.clock.advance(30 * 60_000 + 1);
    assert.deepEqual(await (await respond(old, { text: 'late' })).json(), {
      ok: false,
      error: 'expired_url',
    });
  });

  test('a press can be answered by replacing or deleting the message, also an ephemeral one', async () => {
    const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Go' } };
    const blocks = [{ type: 'actions', elements: [button] }];
    const { message_ts: ts } = await playing.api('chat.postEphemeral', {
      channel: 'C1',
      user: 'U1',
      text: 'x',
      blocks,
    });
    const done = playing.act('ana', 'click', { channel: 'C1', ts, label: 'Go' });
    const { payload, ...envelope } = await line.next();
    line.ack({ payload, ...envelope });
    await done;
    await respond(payload['response_url'], { text: 'replaced', replace_original: true });
    const seen = (): Promise<Seen[]> => playing.see('ana', 'messages', { channel: 'C1' });
    assert.deepEqual(
      (await seen()).map(({ plain, ephemeral }) => [plain, ephemeral]),
      [['replaced', true]],
    );
    await respond(payload['response_url'], { delete_original: true });
    assert.deepEqual(await seen(), []);
  });

  test('views stack to three, are updated under their hash, and close one by one', async () => {
    const first = await openView(modal('A', { notify_on_close: true }));
    await submitted({ response_action: 'push', view: modal('B') });
    await submitted({ response_action: 'push', view: modal('C') });
    const full = await submitted({ response_action: 'push', view: modal('D') });
    assert.equal(full['body'], 'push_limit_reached');
    const { view_id, depth } = await playing.see('ana', 'view');
    assert.equal(depth, 3);
    const update = (hash: unknown): Promise<Body> =>
      playing.api('views.update', { view_id, view: modal('E'), hash });
    assert.equal((await update('old'))['error'], 'hash_conflict');
    assert.equal((await update((await playing.see('ana', 'view'))['hash']))['ok'], true);
    assert.equal((await playing.see('ana', 'view'))['plain'], 'E');
    await submitted({});
    assert.equal((await playing.see('ana', 'view'))['plain'], 'B');
    await playing.act('ana', 'close');
    const closing = playing.act('ana', 'close');
    const told = await line.next();
    line.ack(told);
    await closing;
    assert.deepEqual(
      [told.payload['type'], (told.payload['view'] as Body)['id']],
      ['view_closed', first['id']],
    );
    assert.equal(await playing.see('ana', 'view'), null);
  });

  test('what the app answers to a submission is done: update, errors, clear, and bad views are refused', async () => {
    await openView(modal('A'));
    await submitted({ response_action: 'update', view: modal('B') });
    assert.equal((await playing.see('ana', 'view'))['plain'], 'B');
    assert.equal((await submitted({ response_action: 'update', view: {} }))['status'], 500);
    assert.deepEqual((await submitted({ response_action: 'errors', errors: { b: 'no' } }))['errors'], {
      b: 'no',
    });
    await submitted({ response_action: 'clear' });
    assert.equal(await playing.see('ana', 'view'), null);
  });

  test('a menu in a message is a press, with what was chosen', async () => {
    const option = (value: string): Body => ({
      text: { type: 'plain_text', text: value.toUpperCase() },
      value,
    });
    const menu = { type: 'static_select', action_id: 'm', options: [option('a'), option('b')] };
    const { ts } = await playing.api('chat.postMessage', {
      channel: 'C1',
      text: 'x',
      blocks: [{ type: 'actions', elements: [menu] }],
    });
    const select = (value: string): Promise<Body> =>
      playing.act('ana', 'select', { channel: 'C1', ts, action_id: 'm', value });
    await assert.rejects(select('z'), /no option .*z.*; there are: a, b/);
    const done = select('B');
    const envelope = await line.next();
    line.ack(envelope);
    await done;
    const { actions } = envelope.payload as { actions: [{ selected_option: Body }] };
    assert.equal(actions[0].selected_option['value'], 'b');
  });

  test('message shortcuts carry the message', async () => {
    const { ts } = await playing.act('mara', 'message', { channel: 'C1', text: 'look' });
    const done = playing.act('ana', 'shortcut', { callback_id: 'stop', channel: 'C1', ts });
    const { payload, ...envelope } = await line.next();
    line.ack({ payload, ...envelope });
    await done;
    assert.deepEqual([payload['type'], (payload['message'] as Body)['text']], ['message_action', 'look']);
  });
});
