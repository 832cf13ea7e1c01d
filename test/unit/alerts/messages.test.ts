// Messages of monitoring as alerts: Alertmanager's, and those of Datadog, PagerDuty and Grafana OnCall as they document them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAlertmanager } from '../../../src/alerts/alertmanager-message.ts';
import { KNOWN_SENDERS, readMapped } from '../../../src/alerts/mapped-message.ts';
import { aMessage, FIRING } from './sample-alerts.ts';

function read(body: unknown) {
  const answer = readAlertmanager(body, 'main', 'staging');
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.heard;
}

test('a message of Alertmanager may hold alerts that fire and alerts that are over', () => {
  const over = { ...FIRING, status: 'resolved', endsAt: '2026-01-05T11:02:00Z', fingerprint: 'b' };
  const { alerts, truncated } = read(aMessage([FIRING, over], { truncatedAlerts: 3 }));
  assert.deepEqual(
    alerts.map(({ status, endsAt }) => [status, endsAt]),
    [
      ['firing', undefined],
      ['resolved', Date.UTC(2026, 0, 5, 11, 2)],
    ],
  );
  assert.equal(truncated, 3);
  assert.deepEqual(alerts[0], {
    fingerprint: 'a1b2c3d4e5f60718',
    name: 'CheckoutErrorsHigh',
    status: 'firing',
    startsAt: Date.UTC(2026, 0, 5, 11, 0, 30),
    labels: FIRING.labels,
    sender: 'main',
    cluster: 'staging',
    summary: '8 % of requests fail',
    runbook: 'https://runbooks.example/checkout',
  });
});

test('half a pair in a text from outside is never kept, wherever it was cut', () => {
  const labels = { ...FIRING.labels, alertname: `${'\u200b'.repeat(399)}😀` };
  const { alerts } = read(
    aMessage([
      { ...FIRING, fingerprint: '\ud83d' },
      { ...FIRING, labels: { ...labels, alertname: `x${labels.alertname}` } },
    ]),
  );
  for (const { fingerprint, name } of alerts) assert.ok(fingerprint.isWellFormed() && name.isWellFormed());
});

test('an alert that cannot be read takes none of the others with it', () => {
  const { alerts, truncated } = read(aMessage([FIRING, { status: 'firing' }, 7, null]));
  assert.deepEqual([alerts.length, truncated], [1, 3]);
});

const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['a list', []],
  ['another version', aMessage([FIRING], { version: '3' })],
  ['alerts that are a text', { version: '4', alerts: 'all' }],
  ['ten thousand and one alerts', aMessage(Array.from({ length: 10_001 }, () => FIRING))],
  ['no readable alert', aMessage([{ ...FIRING, startsAt: 'yesterday' }])],
  ['a name of control characters', aMessage([{ ...FIRING, labels: { alertname: '\u0000\u200b' } }])],
];

for (const [what, body] of HOSTILE)
  test(`${what} is refused in a sentence`, () => {
    const answer = readAlertmanager(body, 'main');
    assert.ok(!answer.ok);
    assert.match(answer.sentence, /\.$/);
  });

test('texts from outside are one line, links lead to the web, labels are few', () => {
  const labels = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index) => [`label${index}`, 'x'.repeat(999)]),
  );
  const annotations = {
    summary: `one\ntwo\u202e${'y'.repeat(500)}`,
    runbook_url: 'javascript:alert(1)',
    dashboard_url: 'https://grafana.example/d/1?a=<b>',
  };
  const [alert] = read(
    aMessage([{ ...FIRING, labels: { ...FIRING.labels, ...labels }, annotations }]),
  ).alerts;
  assert.equal(alert?.summary?.length, 200);
  assert.match(alert?.summary ?? '', /^one two y/);
  assert.equal(alert?.runbook, undefined);
  assert.equal(alert?.dashboard, 'https://grafana.example/d/1?a=%3Cb%3E');
  assert.equal(Object.keys(alert?.labels ?? {}).length, 64);
  assert.ok(Object.values(alert?.labels ?? {}).every((value) => value.length <= 200));
});

function mapped(body: unknown, like: keyof typeof KNOWN_SENDERS) {
  const answer = readMapped(body, KNOWN_SENDERS[like], 'other', 'prod');
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.heard.alerts[0];
}

test('Datadog tells by the payload that docs/alerts.md sets up', () => {
  const alert = mapped(
    {
      id: '7316982344',
      title: '[Triggered on {host:a}] Checkout errors are high',
      transition: 'Triggered',
      date: '1767610830000',
      body: 'error rate > 5 %',
      link: 'https://app.datadoghq.example/monitors/1',
      tags: 'kube_namespace:shop,kube_deployment:checkout,pod_name:checkout-7d-x,env:prod',
    },
    'datadog',
  );
  assert.deepEqual([alert?.status, alert?.startsAt], ['firing', Date.UTC(2026, 0, 5, 11, 0, 30)]);
  // The whole episode has one id, and every message a time of its own.
  assert.deepEqual([alert?.name, alert?.episode], ['Checkout errors are high', '7316982344']);
  assert.deepEqual(alert?.labels, {
    namespace: 'shop',
    deployment: 'checkout',
    pod_name: 'checkout-7d-x',
    env: 'prod',
  });
});

test('PagerDuty tells of the beginning and the end of an incident', () => {
  const data = {
    id: 'PGR0VU2',
    type: 'incident',
    html_url: 'https://acme.pagerduty.example/incidents/PGR0VU2',
    title: 'Checkout is slow',
    created_at: '2026-01-05T11:00:30Z',
    service: { summary: 'checkout' },
  };
  const told = (event_type: string) =>
    mapped({ event: { id: 'E1', event_type, occurred_at: '2026-01-05T11:05:00Z', data } }, 'pagerduty');
  assert.deepEqual(
    [told('incident.triggered')?.status, told('incident.triggered')?.labels],
    ['firing', { service: 'checkout' }],
  );
  assert.deepEqual(
    [told('incident.resolved')?.status, told('incident.resolved')?.endsAt],
    ['resolved', Date.UTC(2026, 0, 5, 11, 5)],
  );
  assert.equal(told('incident.acknowledged'), undefined);
});

test('Grafana OnCall tells of an alert group', () => {
  const alert = mapped(
    {
      event: { type: 'alert group created' },
      alert_group: {
        id: 'I68T24C13IFW1',
        title: 'CheckoutSlow',
        state: 'firing',
        created_at: '2026-01-05T11:00:30Z',
        permalinks: { web: 'https://oncall.example/a/1' },
      },
      alert_payload: { commonLabels: { namespace: 'shop', app: 'checkout' } },
    },
    'oncall',
  );
  assert.deepEqual([alert?.name, alert?.labels['app'], alert?.cluster], ['CheckoutSlow', 'checkout', 'prod']);
});

test('any other sender is read by the fields it is given, and what is missing is named', () => {
  const fields = { id: 'k', name: 'what', status: '=firing', startsAt: 'at', 'label.namespace': 'where.ns' };
  const answer = readMapped({ k: 7, what: 'Slow', at: 1_767_610_830, where: { ns: 'shop' } }, fields, 'x');
  assert.deepEqual(answer.ok && answer.heard.alerts[0], {
    fingerprint: '7',
    name: 'Slow',
    status: 'firing',
    startsAt: Date.UTC(2026, 0, 5, 11, 0, 30),
    labels: { namespace: 'shop' },
    sender: 'x',
  });
  const bare = readMapped({ __proto__: { k: 'k' } }, fields, 'x');
  assert.ok(!bare.ok);
  assert.equal(bare.sentence, 'Not found in the message: id (k), name (what), startsAt (at).');
});
