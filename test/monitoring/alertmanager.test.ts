// The starter of the real Alertmanager: what is posted to it is seen in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAlertmanagerServer } from './alertmanager-server.ts';

const config = `
route: { receiver: nobody }
receivers: [{ name: nobody }]
`;

test('an alert that is posted to Alertmanager is seen there', async () => {
  await using alertmanager = await startAlertmanagerServer(config);
  const alerts = `${alertmanager.url}/api/v2/alerts`;
  const body = JSON.stringify([{ labels: { alertname: 'CheckoutSlow', namespace: 'shop' } }]);
  const posted = await fetch(alerts, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  assert.equal(posted.status, 200);
  const seen = (await (await fetch(alerts)).json()) as { labels: { alertname: string } }[];
  assert.deepEqual(
    seen.map(({ labels }) => labels.alertname),
    ['CheckoutSlow'],
  );
});
