// The shop's alert rules: what lasts five seconds is told, and so is its end; what wavers is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShopAlert } from '../../../playground/alerting.ts';
import { createRules } from '../../../playground/monitoring/rules.ts';

function shop() {
  const told: string[] = [];
  let [p99, time] = [60, 0];
  const tell = (what: string) => async (alerts: readonly ShopAlert[]) => {
    told.push(...alerts.map(({ name, annotations }) => `${what} ${name} ${annotations?.['summary']}`));
    return '';
  };
  const look = createRules({
    cluster: 'staging',
    model: {
      at: (metric) => [
        {
          labels: { namespace: 'shop', workload: 'checkout' },
          value: metric === 'shop_request_p99_milliseconds' ? p99 : 0,
        },
      ],
    },
    alerting: { fire: tell('fire'), resolve: tell('resolve') },
    now: () => time,
  });
  const after = async (seconds: number, value: number): Promise<void> => {
    time += seconds * 1_000;
    p99 = value;
    await look();
  };
  return { told, after };
}

test('what is slow for five seconds pages, once, and is resolved when it was good for five', async () => {
  const { told, after } = shop();
  for (const value of [60, 900, 900, 900, 900]) await after(2.5, value);
  assert.deepEqual(told, ['fire CheckoutSlow p99 is 900 ms (limit 300 ms)']);
  for (const value of [60, 60, 60, 60]) await after(2.5, value);
  assert.equal(told.length, 2);
  assert.match(told[1] ?? '', /^resolve CheckoutSlow/);
});

test('what only wavers pages nobody', async () => {
  const { told, after } = shop();
  for (const value of [900, 60, 900, 60, 900, 60]) await after(4, value);
  assert.deepEqual(told, []);
});
