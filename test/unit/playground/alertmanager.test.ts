// The shop's Alertmanager, by the cases that the real one passes in the monitoring suite; and what it can be told to do wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAlertmanager } from '../../../playground/alertmanager/alertmanager.ts';
import { AlertmanagerUnavailable, createAlertmanager } from '../../../src/alerts/alertmanager.ts';
import { is } from '../../../src/alerts/silence.ts';
import { silenceCases } from '../../monitoring/silence-cases.ts';

for (const [name, holds] of Object.entries(silenceCases))
  test(`in the shop's Alertmanager ${name}`, async (t) => {
    const alertmanager = await startAlertmanager({ now: Date.now });
    t.after(() => alertmanager.end());
    await holds(alertmanager.url);
  });

test('it answers as it was told to, or not at all', async (t) => {
  const { url, faults, end } = await startAlertmanager({ now: Date.now });
  t.after(end);
  const client = createAlertmanager({ name: 'shop', url, timeoutMs: 100 });
  const signal = AbortSignal.timeout(10_000);
  faults.set({ status: 403 });
  assert.equal(await client.maySilence(signal), false);
  await assert.rejects(client.silences(signal), { status: 403, message: 'Alertmanager shop answered 403' });
  faults.set({ silent: true });
  await assert.rejects(client.maySilence(signal), AlertmanagerUnavailable);
  faults.set({ lostAnswers: 1 });
  const silence = { matchers: [is('alertname', 'X')], comment: 'x', endsAt: Date.now() + 60_000 };
  await assert.rejects(client.silence(silence, signal), AlertmanagerUnavailable);
  const [made] = await client.silences(signal);
  await client.expire(made?.id ?? '', signal);
  faults.set({});
  assert.deepEqual(await client.silences(signal), []);
  assert.throws(() => faults.set({ slow: 1 }), /not slow/);
});
