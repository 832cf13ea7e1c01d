// What can go wrong with Slack, on purpose.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { type Body, type Playing, startPlaying } from './workspace-for-tests.ts';

let playing: Playing;

before(async () => {
  playing = await startPlaying();
});

afterEach(() => playing.slack.faults.set({}));
after(() => playing.slack.stop());

function raw(method: string, body: Body = {}): Promise<Response> {
  return fetch(playing.slack.apiUrl + method, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-1', connection: 'close' },
    body: JSON.stringify(body),
  });
}

test('a rate limit answers 429 with the seconds to wait, as often as it was set', async () => {
  playing.slack.faults.set({ ratelimited: { method: 'auth.test', retryAfter: 7, times: 1 } });
  const limited = await raw('auth.test');
  assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
  assert.deepEqual(await limited.json(), { ok: false, error: 'ratelimited' });
  assert.equal((await raw('auth.test')).status, 200);
});

test('one method fails while the others answer', async () => {
  playing.slack.faults.set({ http500: { method: 'auth.test' } });
  assert.equal((await raw('auth.test')).status, 500);
  assert.equal((await raw('team.info')).status, 200);
});

test('a lost answer has done its work', async () => {
  playing.slack.faults.set({ lostAnswer: { method: 'chat.postMessage', times: 1 } });
  await assert.rejects(raw('chat.postMessage', { channel: 'C1', text: 'lost' }));
  const seen = await playing.see<Body[]>('ana', 'messages', { channel: 'C1' });
  assert.deepEqual(
    seen.map((each) => each['plain']),
    ['lost'],
  );
});

test('a slow answer has done its work before it comes', async () => {
  playing.slack.faults.set({ slow: { method: 'chat.postMessage', ms: 60_000 } });
  const waiting = raw('chat.postMessage', { channel: 'C2', text: 'slow' });
  const { cursor } = await playing.see<{ cursor: number }>('otto', 'wait', { cursor: '0' });
  await playing.see('otto', 'wait', { cursor: String(cursor), timeout_ms: '1000' });
  assert.equal((await playing.see<Body[]>('otto', 'messages', { channel: 'C2' })).at(-1)?.['plain'], 'slow');
  await new Promise((resolve) => setImmediate(resolve));
  playing.clock.advance(60_000);
  assert.equal((await waiting).status, 200);
});

test('when Slack is down every call is refused', async () => {
  playing.slack.faults.set({ down: true });
  assert.equal((await raw('chat.postMessage')).status, 503);
});

test('rate tiers are held when asked for, and free again a minute later', async () => {
  playing.slack.faults.set({ tiers: true });
  const statuses = [];
  for (let each = 0; each < 21; each += 1) statuses.push((await raw('users.list')).status);
  assert.deepEqual([...new Set(statuses.slice(0, 20)), statuses[20]], [200, 429]);
  playing.clock.advance(61_000);
  assert.equal((await raw('users.list')).status, 200);
});

test('a message a second per channel, with short bursts', async () => {
  playing.slack.faults.set({ tiers: true });
  const statuses = [];
  for (let each = 0; each < 11; each += 1)
    statuses.push((await raw('chat.postMessage', { channel: 'C1', text: 'x' })).status);
  assert.equal(statuses[9], 200);
  assert.equal(statuses[10], 429);
  assert.equal((await raw('chat.postMessage', { channel: 'C2', text: 'x' })).status, 200);
});

test('new blocks are refused in a classic workspace', async () => {
  playing.slack.faults.set({ classicOnly: true });
  const blocks = [{ type: 'plan', title: 'p' }];
  assert.equal(
    (await playing.api('chat.postMessage', { channel: 'C1', text: 'x', blocks }))['error'],
    'invalid_blocks',
  );
});

test('an unknown fault is refused with the list, a malformed one with its path', () => {
  assert.throws(
    () => playing.slack.faults.set({ rateLimit: {} }),
    /no fault called rateLimit; there are: ratelimited, http500/,
  );
  assert.throws(() => playing.slack.faults.set({ slow: { ms: 'x' } }), /slow/);
});

test('what is set can be read, and an empty object clears it', () => {
  playing.slack.faults.set({ down: true, tiers: true });
  assert.deepEqual(playing.slack.faults.get(), { down: true, tiers: true });
  playing.slack.faults.set({});
  assert.deepEqual(playing.slack.faults.get(), {});
});
