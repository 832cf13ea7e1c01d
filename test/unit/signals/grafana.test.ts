// The client of Grafana's annotations against a stand-in held to its documentation, and against what is no Grafana at all.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GRAFANA_TOKEN, type GrafanaFaults, startGrafana } from '../../../playground/grafana.ts';
import { createGrafana, GrafanaUnavailable, type Region } from '../../../src/signals/grafana.ts';
import { startLoopback } from '../../monitoring/loopback.ts';

const { signal } = new AbortController();
const region = (run: string, more: Partial<Region> = {}): Region => ({
  time: 1_000,
  timeEnd: 2_000,
  tags: ['faultline', `run:${run}`],
  text: 'Delay 200 ms',
  ...more,
});

async function opened(t: TestContext, options: { token?: string; timeoutMs?: number; path?: string } = {}) {
  const stand = await startGrafana();
  t.after(() => stand.end());
  const { token = GRAFANA_TOKEN, path = '', ...more } = options;
  return { stand, grafana: createGrafana({ url: `${stand.url}${path}`, token, ...more }) };
}

test('a region is made, found by its tag alone, changed and removed', async (t) => {
  const { stand, grafana } = await opened(t, { path: '/' });
  await grafana.create(region('r-1'), signal);
  await grafana.create(region('r-2'), signal);
  const [first, ...more] = await grafana.find(['run:r-1'], signal);
  assert.ok(first !== undefined && more.length === 0);
  assert.deepEqual(first, { ...region('r-1'), id: 1 });
  await grafana.change(1, region('r-1', { timeEnd: 5_000, text: 'recovered' }), signal);
  assert.deepEqual(
    stand.all().map(({ timeEnd, text, dashboardUID }) => [timeEnd, text, dashboardUID]),
    [
      [5_000, 'recovered', ''],
      [2_000, 'Delay 200 ms', ''],
    ],
  );
  await grafana.remove(1, signal);
  await grafana.remove(1, signal);
  assert.deepEqual(await grafana.find(['run:r-1'], signal), []);
});

test('several with a tag come oldest first, and a tag must match as a whole', async (t) => {
  const { grafana } = await opened(t);
  await grafana.create(region('r-1', { time: 900 }), signal);
  await grafana.create(region('r-1', { time: 100 }), signal);
  await grafana.create(region('r-11'), signal);
  const ids = (await grafana.find(['faultline', 'run:r-1'], signal)).map(({ id }) => id);
  assert.deepEqual(ids, [1, 2]);
});

const HOSTILE: readonly (readonly [name: string, faults: GrafanaFaults, says: RegExp])[] = [
  ['refuses the rights', { status: 403 }, /needs the rights on the organisation's annotations/],
  ['is at fault', { status: 500 }, /answered 500/],
  ['asks to wait', { status: 429 }, /answered 429/],
  ['is a login page', { html: true }, /something else than its annotations/],
  ['hangs', { delayMs: 500 }, /did not answer/],
];

for (const [name, faults, says] of HOSTILE) {
  test(`a Grafana that ${name} is told with its cause, and without the token`, async (t) => {
    const { stand, grafana } = await opened(t, { timeoutMs: 100 });
    stand.setFaults(faults);
    for (const ask of [
      () => grafana.find(['run:r-1'], signal),
      () => grafana.create(region('r-1'), signal),
      () => grafana.change(1, region('r-1'), signal),
      () => grafana.remove(1, signal),
    ])
      await assert.rejects(ask, (error) => {
        assert.ok(error instanceof GrafanaUnavailable);
        assert.match(error.message, says);
        assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /glsa_/);
        return true;
      });
  });
}

test('a wrong token, a wrong path and a closed port are told apart', async (t) => {
  const { grafana } = await opened(t, { token: 'glsa_other' });
  await assert.rejects(grafana.find([], signal), /GRAFANA_TOKEN must be that of a service account/);
  const elsewhere = await opened(t, { path: '/grafana' });
  await assert.rejects(elsewhere.grafana.find([], signal), /must end where `\/api` begins/);
  const closed = createGrafana({ url: 'http://127.0.0.1:1', token: 'glsa_x' });
  await assert.rejects(closed.find([], signal), /did not answer/);
});

test('a redirect is not followed, since the token would go along', async (t) => {
  const stand = await startGrafana();
  t.after(() => stand.end());
  const proxy = await startLoopback((_, response) => {
    response.writeHead(302, { location: `${stand.url}/login` }).end();
  });
  t.after(() => proxy[Symbol.asyncDispose]());
  const grafana = createGrafana({ url: proxy.url, token: GRAFANA_TOKEN });
  await assert.rejects(grafana.find([], signal), /did not answer/);
  assert.deepEqual(stand.calls(), []);
});
