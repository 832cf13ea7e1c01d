// A real @slack/bolt app against the emulator, in both of Slack's modes: one story, told twice.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createClock } from '../../../../playground/clock.ts';
import { freePort, httpApp, socketApp, type TestApp } from './app-for-tests.ts';
import { type Body, type Playing, type Seen, startPlaying } from './workspace-for-tests.ts';

for (const mode of ['socket', 'http'] as const) {
  describe(`Bolt over ${mode}`, () => {
    let playing: Playing;
    let app: TestApp;

    before(async () => {
      const port = await freePort();
      const clock = createClock();
      const appMode = { http: `http://127.0.0.1:${port}/slack/events` };
      playing = await startPlaying({ clock, ...(mode === 'http' ? { appMode } : {}) });
      app = mode === 'http' ? await httpApp(playing.slack.apiUrl, port) : await socketApp(playing.slack);
    });

    after(async () => {
      await app.stop();
      await playing.slack.stop();
    });

    const nothing: Seen = { ts: '', plain: '', text: '', buttons: [] };

    const lastSeen = async (): Promise<Seen> =>
      (await playing.see<Seen[]>('ana', 'messages', { channel: 'team-shop' })).at(-1) ?? nothing;

    const settled = async (name: string, wanted: () => Promise<boolean>): Promise<void> => {
      let cursor = 0;
      for (let tries = 0; tries < 50 && !(await wanted()); tries += 1)
        ({ cursor } = await playing.see<{ cursor: number }>(name, 'wait', {
          cursor: String(cursor),
          timeout_ms: '200',
        }));
      assert.ok(await wanted());
    };

    test('a slash command is answered with its acknowledgement, for one person only', async () => {
      const answer = await playing.act('ana', 'command', { channel: '#team-shop', text: '/chaos kill web' });
      assert.equal(answer['status'], 200);
      assert.deepEqual(answer['body'], mode === 'http' ? 'heard kill web' : { text: 'heard kill web' });
      assert.ok((answer['ms'] as number) < 1000);
      assert.equal((await lastSeen()).plain, 'heard kill web');
      assert.deepEqual(await playing.see('mara', 'messages', { channel: 'team-shop' }), []);
    });

    test('a private answer carries buttons, and pressing one replaces it', async () => {
      await playing.act('ana', 'command', { channel: 'team-shop', text: '/chaos later' });
      await settled('ana', async () => (await lastSeen()).plain === '[Start now] [Change]');
      const plan = await lastSeen();
      assert.equal(plan.ephemeral, true);
      const press = await playing.act('ana', 'click', {
        channel: 'team-shop',
        ts: plan.ts,
        label: 'Start now',
      });
      assert.equal(press['status'], 200);
      await settled('ana', async () => (await lastSeen()).plain === 'started');
      const body = app.heard.at(-1) as Body;
      assert.equal(body['message'], undefined);
      assert.deepEqual((body['container'] as Body)['is_ephemeral'], true);
      await playing.act('ana', 'reload');
      assert.deepEqual(await playing.see('ana', 'messages', { channel: 'team-shop' }), []);
    });

    test('a form opens, refuses what is missing or wrong, loads options and closes when it is right', async () => {
      await playing.act('ana', 'command', { channel: 'team-shop', text: '/chaos later' });
      await settled('ana', async () => (await lastSeen()).buttons.length === 2);
      await playing.act('ana', 'click', { channel: 'C1', ts: (await lastSeen()).ts, action_id: 'form' });
      await settled('ana', async () => (await playing.see('ana', 'view')) !== null);
      const { view_id: viewId } = await playing.see('ana', 'view');
      const empty = await playing.act('ana', 'submit', { view_id: viewId });
      assert.deepEqual(empty['errors'], { why: 'Please complete this required field.' });
      const wrong = await playing.act('ana', 'submit', { view_id: viewId, values: { why: { text: 'no' } } });
      assert.deepEqual(wrong['errors'], { why: 'Say more.' });
      assert.deepEqual((await playing.see('ana', 'view'))['errors'], { why: 'Say more.' });
      const offered = await playing.act('ana', 'options', { action_id: 'pick', value: 'w' });
      assert.equal((offered['options'] as Body[])[0]?.['value'], 'web');
      const values = { why: { text: 'because' }, what: { pick: 'web' } };
      await playing.act('ana', 'submit', { view_id: viewId, values });
      assert.equal(await playing.see('ana', 'view'), null);
      const { state } = app.heard.at(-1) as {
        state: { values: { what: { pick: { selected_option: Body } } } };
      };
      assert.equal(state.values.what.pick.selected_option['value'], 'web');
    });

    test('closing a form that asked for it tells the app', async () => {
      await playing.act('ana', 'command', { channel: 'team-shop', text: '/chaos later' });
      await settled('ana', async () => (await lastSeen()).buttons.length === 2);
      await playing.act('ana', 'click', { channel: 'C1', ts: (await lastSeen()).ts, label: 'Change' });
      await settled('ana', async () => (await playing.see('ana', 'view')) !== null);
      await playing.act('ana', 'close');
      assert.deepEqual(app.heard.at(-1), { closed: true });
    });

    test('a mention is answered in its thread, and the person is notified', async () => {
      const said = await playing.act('mara', 'message', { channel: 'team-shop', text: '@faultline hello' });
      const thread = { channel: 'team-shop', thread_ts: said['ts'] as string };
      await settled('mara', async () => (await playing.see<Seen[]>('mara', 'messages', thread)).length === 2);
      const [, reply] = await playing.see<Seen[]>('mara', 'messages', thread);
      assert.equal(reply?.plain, 'yes @mara');
      const pushes = await playing.see<Body[]>('mara', 'pushes');
      assert.deepEqual([pushes.at(-1)?.['text'], pushes.at(-1)?.['reason']], ['yes @mara', 'mention']);
    });

    test('a shortcut reaches the app, and the home tab is what the app publishes', async () => {
      await playing.act('ana', 'shortcut', { callback_id: 'new' });
      assert.deepEqual(app.heard.at(-1), { shortcut: 'shortcut' });
      assert.equal((await playing.see('ana', 'home'))['plain'], 'Nothing runs');
    });
  });
}
