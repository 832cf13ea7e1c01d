// HTTP mode: signatures, the challenge, and events tried again.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { startPlaying, WORKSPACE } from './workspace-for-tests.ts';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers the challenge, then refuses: once to be asked again, and once for good. */
function answerTo({ body }: Received, count: number): [number, Record<string, string>, string] {
  if (count === 1) return [200, {}, (JSON.parse(body) as { challenge: string }).challenge];
  return [500, count >= 3 ? { 'x-slack-no-retry': '1' } : {}, ''];
}

async function startReceiver(): Promise<{
  url: string;
  third: Promise<Received[]>;
  stop(): Promise<unknown>;
}> {
  const all: Received[] = [];
  const { promise: third, resolve } = Promise.withResolvers<Received[]>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received = { headers: request.headers, body: Buffer.concat(chunks).toString() };
    const [status, headers, body] = answerTo(received, all.push(received));
    response.writeHead(status, headers).end(body);
    if (all.length === 3) resolve(all);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    third,
    stop: () => new Promise((done) => server.close(done)),
  };
}

test('over HTTP every request is signed, events are tried again with their reason, and no-retry is obeyed', async () => {
  const receiver = await startReceiver();
  const playing = await startPlaying({ workspace: WORKSPACE, appMode: { http: receiver.url } });
  assert.equal(await playing.slack.verifyRequestUrl(), true);
  await playing.act('ana', 'message', { channel: 'C1', text: '@faultline help' });
  const [, first, again] = await receiver.third;
  assert.deepEqual(
    [again?.headers['x-slack-retry-num'], again?.headers['x-slack-retry-reason']],
    ['1', 'http_error'],
  );
  assert.equal(first?.body, again?.body);
  const base = `v0:${first?.headers['x-slack-request-timestamp']}:${first?.body}`;
  assert.equal(
    first?.headers['x-slack-signature'],
    `v0=${createHmac('sha256', 'secret').update(base).digest('hex')}`,
  );
  await playing.slack.stop();
  await receiver.stop();
});
