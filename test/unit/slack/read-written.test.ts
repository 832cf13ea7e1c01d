// What is read of messages and files: only what is there, of this channel, and from Slack itself.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createReadWritten } from '../../../src/slack/read-written.ts';
import type { SlackAnswer } from '../../../src/slack/web-api.ts';

const TS = '1700000000.000100';
const place = { channel: 'C1', ts: TS };

function reading(answers: Readonly<Record<string, unknown>>, apiUrl = 'https://slack.example/api/') {
  const call = async (method: string): Promise<SlackAnswer> => {
    const body = answers[method];
    if (body === 'silence') return { ok: false, kind: 'unknown', cause: new Error('no answer') };
    if (body === undefined) return { ok: false, kind: 'refused', error: 'not_in_channel', details: [] };
    return { ok: true, body };
  };
  return createReadWritten({ call, token: 'xoxb-1', apiUrl });
}

test('a message is its text, a reply is found in its thread, and what is not there is not read', async () => {
  const there = { messages: [{ ts: TS, text: 'a: b' }] };
  assert.deepEqual(await reading({ 'conversations.history': there }).message(place), {
    ok: true,
    text: 'a: b',
  });
  const thread = { ...place, thread: '1699999999.000100' };
  assert.deepEqual(await reading({ 'conversations.replies': there }).message(thread), {
    ok: true,
    text: 'a: b',
  });
  assert.deepEqual(await reading({ 'conversations.history': { messages: [] } }).message(place), {
    ok: false,
  });
  assert.deepEqual(await reading({}).message(place), { ok: false });
  await assert.rejects(reading({ 'conversations.history': 'silence' }).message(place), /did not answer/);
});

test('a file is fetched with the token, from Slack alone, and only where it was shared', async (t) => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    const isPage = request.url === '/page';
    response.writeHead(200, { 'content-type': isPage ? 'text/html' : 'text/plain' }).end('kind: PodChaos');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = (path: string, more: object = {}) => ({
    size: 14,
    url_private_download: `${base}${path}`,
    channels: ['C1'],
    ...more,
  });
  const info = (one: object) =>
    reading({ 'files.info': { file: one } }, `${base}/api/`).file({ file: 'F1', channel: 'C1' });
  assert.deepEqual(await info(file('/x.yaml')), { ok: true, text: 'kind: PodChaos' });
  assert.deepEqual(seen, ['Bearer xoxb-1']);
  const attached = { messages: [{ ts: TS, files: [file('/x.yaml')] }] };
  const written = reading({ 'conversations.history': attached }, `${base}/api/`);
  assert.deepEqual(await written.message(place), { ok: true, text: 'kind: PodChaos' });
  const refused = [
    file('/page'),
    file('/x', { channels: ['C2'] }),
    file('/x', { size: 80_000 }),
    file('/x', { url_private_download: 'https://evil.example/x' }),
  ];
  for (const one of refused) assert.deepEqual(await info(one), { ok: false });
  assert.equal(seen.length, 3, 'the token went nowhere else');
});
