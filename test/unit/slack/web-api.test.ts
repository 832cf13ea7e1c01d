// What comes of a call of Slack's Web API, over real HTTP against a small server of our own.

import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { createSlack } from '../../../src/slack/web-api.ts';

const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/api/ok': (response) => json(response, 200, { ok: true, ts: '1.2' }),
  '/api/refused': (response) =>
    json(response, 200, {
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 51 items [json-pointer:/blocks]'] },
    }),
  '/api/limited': (response) => {
    response.setHeader('retry-after', '7');
    json(response, 429, { ok: false, error: 'ratelimited' });
  },
  '/api/limited.inside': (response) => json(response, 200, { ok: false, error: 'ratelimited' }),
  '/api/broken': (response) => json(response, 503, {}),
  '/api/unsure': (response) => json(response, 200, { ok: false, error: 'internal_error' }),
  '/api/reset': (response) => response.destroy(),
  '/api/silent': () => undefined,
};

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const calls: string[] = [];
const server = createServer((request, response) => {
  calls.push(request.url ?? '');
  request.resume();
  answers[request.url ?? '']?.(response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
after(() => {
  server.closeAllConnections();
  server.close();
});

const outcomes: string[] = [];
const slack = createSlack({
  token: 'xoxb-test',
  apiUrl: `http://127.0.0.1:${port}/api/`,
  onCall: (method, outcome) => outcomes.push(`${method} ${outcome}`),
  timeoutsMs: { interactive: 60, cards: 5_000, directory: 5_000 },
});

test('an answer comes with its body', async () => {
  const answer = await slack.cards('ok', { channel: 'C1', blocks: [] });
  assert(answer.ok);
  assert.equal((answer.body as { ts: string }).ts, '1.2');
});

test("Slack's no is a value with its code and what it points at", async () => {
  assert.deepEqual(await slack.cards('refused', {}), {
    ok: false,
    kind: 'refused',
    error: 'invalid_blocks',
    details: ['[ERROR] must be less than 51 items [json-pointer:/blocks]'],
  });
});

test('a rate limit comes back at once with the seconds to wait, and holds up nothing else', async () => {
  const [limited, other] = await Promise.all([slack.cards('limited', {}), slack.cards('ok', {})]);
  assert.deepEqual(limited, { ok: false, kind: 'limited', retryAfterSeconds: 7 });
  assert.equal(other.ok, true);
  const inside = await slack.cards('limited.inside', {});
  assert.deepEqual(inside, { ok: false, kind: 'limited', retryAfterSeconds: 1 });
});

test('a broken server, a cut line and an unsure Slack leave the outcome unknown, and nothing is tried again', async () => {
  for (const method of ['broken', 'reset', 'unsure']) {
    calls.length = 0;
    const answer = await slack.cards(method, {});
    assert(!answer.ok && answer.kind === 'unknown', method);
    assert(answer.cause instanceof Error);
    assert.equal(calls.length, 1, method);
  }
});

test('every call is counted with its outcome', async () => {
  outcomes.length = 0;
  await slack.directory('ok', {});
  await slack.directory('broken', {});
  assert.deepEqual(outcomes, ['ok ok', 'broken unknown']);
});

test('a person who waits is told in time that Slack does not answer', async () => {
  const answer = await slack.interactive('silent', {});
  assert(!answer.ok && answer.kind === 'unknown');
});
