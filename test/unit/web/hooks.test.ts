// The door for other systems: who may send, how much, and what they are told.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createHealth } from '../../../src/ops/health.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createMetrics } from '../../../src/ops/metrics.ts';
import { createHooks, type Hook } from '../../../src/web/hooks.ts';
import { createWeb } from '../../../src/web/web.ts';

const TOKEN = 'a-token-of-twenty-or-more';
const PATH = '/hooks/alertmanager/main';

async function door(
  t: TestContext,
  hook: Hook,
  tokens: readonly string[] = ['another-token-of-twenty', TOKEN],
) {
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  const hooks = createHooks({ hooks: new Map([[PATH, hook]]), tokens, onFault });
  const log = createLog({ level: 'error', destination: { write: () => undefined } });
  const metrics = createMetrics({ processMetrics: false });
  const web = createWeb({ port: 0, host: '127.0.0.1', health: createHealth(), metrics, log, hooks });
  const port = await web.start();
  t.after(() => web.stop());
  const send = async (body: string, headers: Record<string, string> = {}, path = PATH, method = 'POST') => {
    const init = { method, headers, ...(method === 'POST' && { body }) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return `${response.status} ${(await response.text()).trim()}`;
  };
  return { send, faults };
}

const bearer = { authorization: `Bearer ${TOKEN}` };
const thanks: Hook = async () => ({ ok: true, sentence: 'Thanks.' });

test('a token opens the door as bearer token and as password', async (t) => {
  const { send } = await door(t, thanks);
  assert.equal(await send('{}', bearer), '200 Thanks.');
  const basic = `Basic ${Buffer.from(`alertmanager:${TOKEN}`).toString('base64')}`;
  assert.equal(await send('{}', { authorization: basic }), '200 Thanks.');
});

const WRONG: readonly (readonly [string, Record<string, string>])[] = [
  ['no token', {}],
  ['a wrong token', { authorization: 'Bearer a-token-of-twenty-or-mor' }],
  ['an empty token', { authorization: 'Bearer ' }],
  ['another scheme', { authorization: `Digest ${TOKEN}` }],
  ['half a password', { authorization: `Basic ${Buffer.from('x:y').toString('base64')}` }],
];

for (const [what, headers] of WRONG)
  test(`${what} is turned away before anything is read`, async (t) => {
    const { send } = await door(t, () => assert.fail('was asked'));
    assert.match(await send('{}', headers), /^401 /);
  });

test('without tokens there is no door', async (t) => {
  const { send } = await door(t, thanks, []);
  assert.match(await send('{}', bearer), /^404 /);
});

test('a sender nobody named, another method and a body that is no JSON are each told so', async (t) => {
  const { send } = await door(t, thanks);
  assert.match(await send('{}', bearer, '/hooks/alertmanager/other'), /^404 The configuration names no such/);
  assert.match(await send('', bearer, PATH, 'GET'), /^405 /);
  assert.match(await send('{"alerts":', bearer), /^400 The body is no JSON/);
  assert.match(await send('', bearer), /^400 /);
});

test('a body that is too long is heard out and refused', async (t) => {
  const { send } = await door(t, () => assert.fail('was asked'));
  assert.match(await send(JSON.stringify('x'.repeat(10_000_000)), bearer), /^413 More than 2000000 bytes/);
});

test('deep JSON does no harm', async (t) => {
  const { send } = await door(t, thanks);
  assert.match(await send('['.repeat(4_000) + ']'.repeat(4_000), bearer), /^200 /);
});

test('what could not be kept is asked for again, and the fault is ours to read', async (t) => {
  const { send, faults } = await door(t, () => Promise.reject(new Error('Redis did not answer')));
  assert.match(await send('{}', bearer), /^503 It could not be kept/);
  assert.equal(faults.length, 1);
});
