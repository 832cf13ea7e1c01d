// The bot and the real Alertmanager, set up as manifests/monitoring says: from an alert that fires to the thread.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { HOOK_TOKEN } from '../../playground/alerting.ts';
import { openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';
import { cardOf, press, replyTo, runIn, say } from '../scenario/story.ts';
import { startAlertmanagerServer } from './alertmanager-server.ts';

const SHOP = '#team-shop';
const EXAMPLE = new URL('../../manifests/monitoring/alertmanager.yml', import.meta.url);
/** Of the webhook's arrival; Alertmanager itself takes a moment before it sends. */
const TOLD_WITHIN_MS = 2_000;
const SENT_WITHIN_MS = 1_500;

/** The example of the manifests, sending to this address. */
async function configuration(t: TestContext, hook: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-monitoring-'));
  t.after(() => rm(folder, { recursive: true }));
  const token = join(folder, 'token');
  await writeFile(token, HOOK_TOKEN);
  const text = await readFile(EXAMPLE, 'utf8');
  return text
    .replace(/url: http:\S+/u, `url: ${hook}`)
    .replace(/credentials_file: \S+/u, `credentials_file: ${token}`);
}

function hookOf(play: PlaygroundInTest): string {
  const { health } = play.playground.addresses();
  return `${health?.replace('/readyz', '')}/hooks/alertmanager/shop`;
}

async function post(url: string, alert: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify([alert]);
  const answer = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200, await answer.text());
}

async function delayed(play: PlaygroundInTest) {
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, '/chaos delay web 200ms for 3m');
  const run = runIn(said);
  await press(ana, said, 'Start now');
  return { ana, run, card: await cardOf(ana, SHOP, run, /RUNNING/) };
}

const labels = { alertname: 'CheckoutErrorsHigh', namespace: 'shop', deployment: 'checkout' };

test('an alert that fires in Alertmanager is told in the thread, and so is its end', async (t) => {
  const play = await openPlayground(t);
  await using alertmanager = await startAlertmanagerServer(await configuration(t, hookOf(play)));
  const { ana, card } = await delayed(play);
  const firedAt = Date.now();
  const startsAt = new Date(firedAt).toISOString();
  await post(alertmanager.url, { labels, startsAt, annotations: { summary: '8 % of requests fail' } });
  await replyTo(ana, card, /UNEXPECTED CheckoutErrorsHigh: 8 % of requests fail/);
  const toldMs = Date.now() - firedAt;
  t.diagnostic(`from the alert in Alertmanager to the thread: ${toldMs} ms`);
  assert.ok(toldMs < TOLD_WITHIN_MS + SENT_WITHIN_MS, `told after ${toldMs} ms`);
  await post(alertmanager.url, { labels, startsAt, endsAt: new Date().toISOString() });
  await replyTo(ana, card, /Resolved/);
});

test('while Alertmanager cannot send, it is asked', async (t) => {
  const config = await configuration(t, 'http://127.0.0.1:9/nobody');
  await using alertmanager = await startAlertmanagerServer(config);
  const alerts = { alertmanagers: [{ name: 'shop', cluster: 'staging', url: alertmanager.url }] };
  const play = await openPlayground(t, { config: { alerts } });
  const { ana, card } = await delayed(play);
  await post(alertmanager.url, { labels });
  const reply = await ana.waitFor(card.channel ?? '', ({ plain }) => plain.includes('UNEXPECTED'), {
    thread: card.ts,
    timeoutMs: 45_000,
  });
  assert.match(reply.plain, /CheckoutErrorsHigh/);
  const { said } = await say(ana, SHOP, '/chaos doctor');
  assert.match(said.plain, /Alertmanager shop answers \(0\.\d+/);
  assert.match(said.plain, /shop has never sent anything\. It is asked every 30 s instead/);
});

test('a bot that is away when an alert fires hears of it when it is back', async (t) => {
  const play = await openPlayground(t);
  await using alertmanager = await startAlertmanagerServer(await configuration(t, hookOf(play)));
  const { ana, card } = await delayed(play);
  await play.kill();
  await post(alertmanager.url, { labels });
  await play.ready();
  await replyTo(ana, card, /UNEXPECTED CheckoutErrorsHigh/);
});
