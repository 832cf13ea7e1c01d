import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createBolt } from '../../../src/handlers/bolt.ts';
import { createLog } from '../../../src/ops/log.ts';

const secret = 'a signing secret';
const body = new URLSearchParams({
  command: '/chaos',
  text: 'list',
  team_id: 'T1',
  user_id: 'U1',
}).toString();

function signed(at: number, key: string): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const hash = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hash}`,
  };
}

test('over HTTP only requests that Slack has signed just now are heard', async () => {
  const log = createLog({ level: 'error', destination: { write: () => undefined } });
  const bolt = createBolt({
    mode: { kind: 'http', signingSecret: secret, port: 0 },
    botToken: 'xoxb-1',
    log,
  });
  bolt.app.command(/.*/, async ({ ack, command }) => ack(`heard ${command.text}`));
  assert.equal(bolt.connected(), false);
  const { port } = await bolt.start();
  assert.equal(bolt.connected(), true);
  const send = async (headers: Record<string, string>) => {
    const url = `http://127.0.0.1:${port}/slack/events`;
    const response = await fetch(url, { method: 'POST', headers: { ...headers, connection: 'close' }, body });
    return { status: response.status, text: await response.text() };
  };
  assert.deepEqual(await send(signed(Date.now(), secret)), { status: 200, text: 'heard list' });
  assert.equal((await send(signed(Date.now(), 'another secret'))).status, 401);
  assert.equal((await send(signed(Date.now() - 600_000, secret))).status, 401);
  await bolt.stop();
  assert.equal(bolt.connected(), false);
});
