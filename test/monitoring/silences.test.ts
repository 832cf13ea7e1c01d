// Silences in the real Alertmanager: exactly what is expected, gone after the run, after a death, after the first surprise.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';
import { cardOf, replyTo, say } from '../scenario/story.ts';
import { startAlertmanagerServer } from './alertmanager-server.ts';
import type { MonitoringProcess } from './monitoring-process.ts';
import { promised, SHOP, startPromised } from './promised.ts';
import { silenceCases } from './silence-cases.ts';

const CONFIG = `
route: { receiver: nobody, group_wait: 0s, group_interval: 1s }
receivers: [{ name: nobody }]
`;
const PROMISED = promised('must WebSlow within 60s; may WebRestarts*; never WebRestartsPage');
const LETTERS = '[bcdfghjklmnpqrstvwxz2456789]';
const EXPECTED = ['alertname="WebSlow"', 'alertname=~"WebRestarts.*" alertname!~"WebRestartsPage"'].flatMap(
  (names) =>
    ['deployment="web"', `pod=~"web-${LETTERS}{1,10}-${LETTERS}{5}"`].map(
      (where) => `${names} namespace="shop" ${where} cluster=~"(staging)?"`,
    ),
);

for (const [name, holds] of Object.entries(silenceCases))
  test(`in the real Alertmanager ${name}`, async () => {
    await using alertmanager = await startAlertmanagerServer(CONFIG);
    await holds(alertmanager.url);
  });

interface Standing {
  readonly id: string;
  readonly status: { readonly state: string };
  readonly createdBy: string;
  readonly comment: string;
  readonly endsAt: string;
  readonly matchers: readonly { name: string; value: string; isRegex: boolean; isEqual: boolean }[];
}

async function standing({ url }: MonitoringProcess): Promise<readonly Standing[]> {
  const all = (await (await fetch(`${url}/api/v2/silences`)).json()) as readonly Standing[];
  return all.filter(({ status }) => status.state !== 'expired');
}

async function until(alertmanager: MonitoringProcess, count: number): Promise<readonly Standing[]> {
  for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
    const all = await standing(alertmanager);
    if (all.length === count) return all;
    assert.ok(Date.now() < deadline, `${all.length} silences stand, not ${count}`);
  }
}

function written({ matchers }: Standing): string {
  return matchers
    .map(
      ({ name, value, isRegex, isEqual }) => `${name}${isEqual ? '' : '!'}${isRegex ? '~' : '='}"${value}"`,
    )
    .map((one) => one.replace(/^(\w+)~/u, '$1=~'))
    .toSorted()
    .join(' ');
}

const sorted = (one: string): string => one.split(' ').toSorted().join(' ');

async function open(t: TestContext, { url }: MonitoringProcess): Promise<PlaygroundInTest> {
  const labels = { namespace: ['namespace'], workload: ['deployment'], pod: ['pod'], cluster: ['cluster'] };
  const alertmanagers = [{ name: 'shop', cluster: 'staging', url, silences: true }];
  return openPlayground(t, { config: { alerts: { alertmanagers, labels } } });
}

async function fire({ url }: MonitoringProcess, labels: Readonly<Record<string, string>>): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify([{ labels }]);
  const answer = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200);
}

test('what is expected of the targets is silenced, to the matcher, and nothing is after the run', async (t) => {
  await using alertmanager = await startAlertmanagerServer(CONFIG);
  const play = await open(t, alertmanager);
  const startedAt = Date.now();
  const { ana, run } = await startPromised(play, PROMISED);
  const all = await until(alertmanager, EXPECTED.length);
  assert.deepEqual(all.map(written).toSorted(), EXPECTED.map(sorted).toSorted());
  for (const { createdBy, comment, endsAt } of all) {
    assert.deepEqual([createdBy, comment], ['faultline', `faultline ${run}: expected of delay on shop/web`]);
    const lastsMs = Date.parse(endsAt) - startedAt;
    assert.ok(lastsMs > 175_000 && lastsMs < 200_000, `ends after ${lastsMs} ms`);
  }
  const { said } = await say(ana, SHOP, `/chaos show ${run}`);
  assert.match(said.plain, /2 expected alerts silenced for the targets until/);
  await play.clock.advance(121_000);
  const endedAt = Date.now();
  await until(alertmanager, 0);
  t.diagnostic(`lifted ${Date.now() - endedAt} ms after the end`);
  await cardOf(ana, SHOP, run, /RECOVERED/);
});

test('an alert that is silenced is heard all the same', async (t) => {
  await using alertmanager = await startAlertmanagerServer(CONFIG);
  const play = await open(t, alertmanager);
  const { ana, run } = await startPromised(play, PROMISED);
  await until(alertmanager, EXPECTED.length);
  await fire(alertmanager, { alertname: 'WebSlow', namespace: 'shop', deployment: 'web' });
  const firedAt = Date.now();
  await cardOf(ana, SHOP, run, /1 alert as expected/);
  t.diagnostic(`heard after ${Date.now() - firedAt} ms`);
  assert.equal((await standing(alertmanager)).length, EXPECTED.length);
});

test('the first surprise lifts every silence of the run', async (t) => {
  await using alertmanager = await startAlertmanagerServer(CONFIG);
  const play = await open(t, alertmanager);
  const { ana, card } = await startPromised(play, PROMISED);
  await until(alertmanager, EXPECTED.length);
  await fire(alertmanager, { alertname: 'CheckoutDown', namespace: 'shop', deployment: 'checkout' });
  await replyTo(ana, card, /UNEXPECTED CheckoutDown/);
  const toldAt = Date.now();
  await until(alertmanager, 0);
  t.diagnostic(`lifted ${Date.now() - toldAt} ms after it was told`);
});

test('a bot that is killed leaves no silence once it is back', async (t) => {
  await using alertmanager = await startAlertmanagerServer(CONFIG);
  const play = await open(t, alertmanager);
  const { ana, run } = await startPromised(play, PROMISED);
  await until(alertmanager, EXPECTED.length);
  await play.kill();
  await play.clock.advance(121_000);
  assert.equal((await standing(alertmanager)).length, EXPECTED.length);
  const headers = { 'content-type': 'application/json' };
  const orphan = (await standing(alertmanager)).map(({ matchers, endsAt }) => ({
    ...{ matchers, endsAt, startsAt: new Date().toISOString() },
    ...{ createdBy: 'faultline', comment: 'faultline r-zzzzzz: of a run that nobody knows' },
  }));
  for (const one of orphan)
    await fetch(`${alertmanager.url}/api/v2/silences`, {
      method: 'POST',
      headers,
      body: JSON.stringify(one),
    });
  await play.ready();
  await until(alertmanager, 0);
  await cardOf(ana, SHOP, run, /RECOVERED/);
});

test('a person’s own silence is never touched', async (t) => {
  await using alertmanager = await startAlertmanagerServer(CONFIG);
  const mine = {
    matchers: [{ name: 'namespace', value: 'shop', isRegex: false, isEqual: true }],
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    ...{ createdBy: 'ana', comment: 'faultline r-zzzzzz: I wrote this myself' },
  };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${alertmanager.url}/api/v2/silences`, { method: 'POST', headers, body: JSON.stringify(mine) });
  const play = await open(t, alertmanager);
  const { ana, run } = await startPromised(play, PROMISED);
  await until(alertmanager, EXPECTED.length + 1);
  await say(ana, SHOP, `/chaos stop ${run}`);
  const [left] = await until(alertmanager, 1);
  assert.equal(left?.createdBy, 'ana');
});
