// What doctor says about alerts: who was heard when, who cannot send, and whether Alertmanager answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlertsCheckPorts, alertsChecks } from '../../../../src/verbs/doctor/alerts-check.ts';
import { runChecks } from '../../../../src/verbs/doctor/check.ts';

const MAIN = { name: 'main', path: '/hooks/alertmanager/main' };
const answers = { name: 'main', version: async () => '0.25.0' };
const silent = { name: 'main', version: () => Promise.reject(new Error('Alertmanager main did not answer')) };

async function said(ports: Partial<AlertsCheckPorts>): Promise<readonly string[]> {
  const all: AlertsCheckPorts = {
    ...{ senders: [MAIN], hasTokens: true, alertmanagers: [], silenced: [] },
    ...{ heardAt: async () => 1_000, redisTime: async () => 185_000, ...ports },
  };
  const lines = await runChecks(alertsChecks(all), 1_000);
  return lines.map(({ ok, sentence }) => `${ok} ${sentence}`);
}

test('whoever was heard is told with how long ago', async () => {
  assert.deepEqual(await said({}), ['ok main was last heard 3m4s ago.']);
});

test('whoever never sent anything is told what is done instead', async () => {
  const heardAt = async () => undefined;
  assert.deepEqual(await said({ heardAt }), ['weak main has never sent anything. Nothing it says is heard.']);
  assert.deepEqual(await said({ heardAt, alertmanagers: [answers] }), [
    'ok Alertmanager main answers (0.25.0).',
    'weak main has never sent anything. It is asked every 30 s instead.',
  ]);
});

test('without tokens nobody can send', async () => {
  assert.deepEqual(await said({ hasTokens: false }), [
    'weak main cannot send: there are no hooks. Nothing it says is heard.',
  ]);
});

test('an Alertmanager that does not answer leaves the webhook alone', async () => {
  const [first] = await said({ alertmanagers: [silent] });
  assert.equal(first, 'broken Alertmanager main did not answer: alerts come by its webhook alone.');
});

test('an Alertmanager that refuses silences is told with what that means', async () => {
  const first = async (maySilence: () => Promise<boolean>) =>
    (await said({ silenced: [{ name: 'main', maySilence }] }))[0];
  assert.equal(
    await first(async () => true),
    'ok Expected alerts are silenced in main while their run lasts.',
  );
  assert.equal(
    await first(async () => false),
    'broken Alertmanager main lets us make no silences: expected alerts call people.',
  );
  const [silenced] = await said({
    silenced: [{ name: 'main', maySilence: () => Promise.reject(new Error('no answer')) }],
  });
  assert.equal(silenced, 'ok main was last heard 3m4s ago.');
});

test('where nobody tells of alerts there is nothing to say', async () => {
  assert.deepEqual(await said({ senders: [] }), []);
});
