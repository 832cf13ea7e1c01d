// Where a card may go.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChannels } from '../../../src/slack/channels.ts';
import { createScript, ok, refused, unknown } from './call-script.ts';

const rooms: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  C_TEAM: { name: 'team-shop', is_member: true },
  C_AWAY: { name: 'general' },
  C_OLD: { name: 'old', is_member: true, is_archived: true },
  C_EXT: { name: 'partners', is_member: true, is_ext_shared: true },
  C_SECRET: { name: 'secret', is_member: true, is_private: true },
  D_ANA: { is_im: true },
  G_FEW: { is_member: true, is_mpim: true, is_private: true },
};

function setUp() {
  let clock = 0;
  const { call, asked } = createScript({
    'conversations.info': ({ channel }) => {
      if (channel === 'C_SLOW') return unknown();
      const room = rooms[String(channel)];
      return room ? ok({ channel: { id: channel, ...room } }) : refused('channel_not_found');
    },
    'conversations.list': ({ cursor }) =>
      cursor
        ? ok({ channels: [{ id: 'C_TEAM', name: 'team-shop' }] })
        : ok({ channels: [{ id: 'C_AWAY', name: 'general' }], response_metadata: { next_cursor: 'p2' } }),
  });
  const channels = createChannels({ call, now: () => clock });
  const pass = (ms: number) => {
    clock += ms;
  };
  return { channels, asked, pass };
}

test('a card goes only into ordinary channels the bot is in, and what hinders is named', async () => {
  const { channels } = setUp();
  const why = async (id: string) => {
    const answer = await channels.canPost(id);
    return answer.ok ? 'yes' : answer.why;
  };
  const ids = [...Object.keys(rooms), 'C_NONE', 'C_SLOW'];
  assert.deepEqual(Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await why(id)]))), {
    C_TEAM: 'yes',
    C_AWAY: 'not-a-member',
    C_OLD: 'archived',
    C_EXT: 'externally-shared',
    C_SECRET: 'private',
    D_ANA: 'direct',
    G_FEW: 'direct',
    C_NONE: 'unknown-channel',
    C_SLOW: 'unanswered',
  });
});

test('a private channel that the configuration bound takes cards', async () => {
  const { channels } = setUp();
  assert.deepEqual(await channels.canPost('C_SECRET', { bound: true }), { ok: true });
  assert.deepEqual(await channels.canPost('C_SECRET'), { ok: false, why: 'private' });
});

test('a yes is remembered for a minute, a no is asked again at once', async () => {
  const { channels, asked, pass } = setUp();
  await channels.canPost('C_TEAM');
  await channels.canPost('C_TEAM');
  assert.equal(asked.length, 1);
  pass(61_000);
  await channels.canPost('C_TEAM');
  assert.equal(asked.length, 2);
  await channels.canPost('C_AWAY');
  await channels.canPost('C_AWAY');
  assert.equal(asked.length, 4);
});

test('a channel of which Slack said nothing is not called unknown', async () => {
  const limited = { ok: false, kind: 'limited', retryAfterSeconds: 1 } as const;
  const { call } = createScript({ 'conversations.list': () => limited });
  const channels = createChannels({ call, now: () => 0 });
  assert.deepEqual(await channels.seek('team-shop'), { kind: 'unanswered' });
  assert.equal(await channels.idOf('team-shop'), undefined);
  const { channels: whole } = setUp();
  assert.deepEqual(await whole.seek('nowhere'), { kind: 'unknown' });
});

test('a channel named in the configuration is found over all pages, once', async () => {
  const { channels, asked } = setUp();
  assert.equal(await channels.idOf('team-shop'), 'C_TEAM');
  assert.equal(await channels.idOf('general'), 'C_AWAY');
  assert.equal(asked.length, 2);
  assert.equal(await channels.idOf('C0123456789'), 'C0123456789');
  assert.equal(await channels.idOf('nowhere'), undefined);
});
