// What is posted to a response_url, and what becomes of it where Slack will not have all of it.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { createNewerBlocks } from '../../../src/slack/newer-blocks.ts';
import { createRespond } from '../../../src/slack/respond.ts';

type Blocks = readonly { readonly type: string }[];

/** Answers by the blocks that it is given. */
async function responseUrl(t: TestContext, status: (types: readonly string[]) => number) {
  const given: (readonly string[])[] = [];
  const server = createServer(async (request, response) => {
    const { blocks } = (await json(request)) as { readonly blocks: Blocks };
    const types = blocks.map(({ type }) => type);
    given.push(types);
    response.writeHead(status(types)).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, given, respond: createRespond(createNewerBlocks(() => undefined)) };
}

const body = {
  text: 'Signals',
  blocks: [{ type: 'section' }, { type: 'image', slack_file: { id: 'F1' } }, { type: 'data_visualization' }],
};
const whole = ['section', 'image', 'data_visualization'];
const plain = ['section', 'image'];

test('an answer is posted with its newer blocks, and without them where they are refused', async (t) => {
  const { url, given, respond } = await responseUrl(t, (types) =>
    types.includes('data_visualization') ? 400 : 200,
  );
  for (let times = 0; times < 3; times += 1) await respond(url, body);
  // The first refusal may have been about the picture.
  assert.deepEqual(given, [whole, plain, whole, plain, plain]);
});

test('where a picture cannot be shown yet the words arrive', async (t) => {
  const { url, given, respond } = await responseUrl(t, (types) => (types.includes('image') ? 400 : 200));
  await respond(url, body);
  assert.deepEqual(given, [whole, plain, ['section', 'data_visualization']]);
});

test('what is refused however it is sent is a fault, as is an address that is no longer good', async (t) => {
  const refusing = await responseUrl(t, () => 400);
  await assert.rejects(refusing.respond(refusing.url, body), /refused/);
  // Five posts is all that an address takes.
  assert.equal(refusing.given.length, 4);
  const spent = await responseUrl(t, () => 404);
  await assert.rejects(spent.respond(spent.url, body), /404/);
  assert.equal(spent.given.length, 1);
});
