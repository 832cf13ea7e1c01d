// The region of a run in Grafana: one, level with the run, whoever else has tried, and never in anybody's way.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GRAFANA_TOKEN, startGrafana } from '../../../playground/grafana.ts';
import type { Observation } from '../../../src/runs/input.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { createAnnotate, regionOf } from '../../../src/signals/annotate.ts';
import { createGrafana } from '../../../src/signals/grafana.ts';
import { after, ana, draft, T0, untilRunning } from '../runs/sample-run.ts';

const MINUTE = 60_000;
const running = (): RunRecord => ({
  ...after(draft(), ...untilRunning()),
  annotation: { state: 'due', at: T0 },
});
const recovered = (more: Partial<RunRecord> = {}): RunRecord => ({
  ...running(),
  phase: 'recovered',
  since: T0 + 5 * MINUTE,
  ...more,
});

async function opened(t: TestContext) {
  const stand = await startGrafana();
  t.after(() => stand.end());
  const { annotate } = createAnnotate(
    createGrafana({ url: stand.url, token: GRAFANA_TOKEN, timeoutMs: 200 }),
  );
  const run = (record: RunRecord, now = T0): Promise<Observation | undefined> =>
    annotate.run({ kind: 'annotate' }, record, { now, signal: new AbortController().signal });
  return { stand, run };
}

test('a run at work is marked from its beginning to its planned end, for everybody to find by tags', async (t) => {
  const { stand, run } = await opened(t);
  const record = { ...running(), plannedEnd: T0 + 2 * MINUTE };
  assert.deepEqual(await run(record), { kind: 'annotated', state: 'open' });
  const [region] = stand.all();
  // By Redis time: the cluster's clock is 3 s behind.
  assert.deepEqual([region?.time, region?.timeEnd], [T0 + 3_000, T0 + 2 * MINUTE]);
  assert.deepEqual(region?.tags, [
    'faultline',
    'run:r-234567',
    'cluster:staging',
    'namespace:shop',
    'kind:NetworkChaos',
    'action:delay',
  ]);
  assert.match(region?.text ?? '', /^Delay 200 ms · 1 of 3 web · staging\/shop\nAna\ngoes on\nr-234567$/);
});

test('at the end the same region gets its end and the outcome', async (t) => {
  const { stand, run } = await opened(t);
  await run(running());
  const stop = { why: 'stopped', at: T0, by: 'Jon' } as const;
  assert.deepEqual(await run(recovered({ stop })), { kind: 'annotated', state: 'closed' });
  const [region, ...more] = stand.all();
  assert.equal(more.length, 0);
  assert.equal(region?.timeEnd, T0 + 5 * MINUTE);
  assert.ok(region?.tags.includes('outcome:recovered'));
  assert.match(region?.text ?? '', /stopped by Jon\nrecovered: every target is proven clean/);
});

test('what was made by somebody who was late is removed, the oldest stays, and a level one costs one call', async (t) => {
  const { stand, run } = await opened(t);
  await run(running());
  stand.add({ ...regionOf(running()), text: 'of a late worker' });
  stand.add({ ...regionOf(running()), tags: ['faultline', 'run:r-234568'] });
  await run(recovered());
  assert.deepEqual(
    stand.all().map(({ id }) => id),
    [1, 3],
  );
  const before = stand.calls().length;
  const closed = recovered({ annotation: { state: 'closed', at: T0 } });
  assert.deepEqual(await run(closed), { kind: 'annotated', state: 'settled' });
  assert.deepEqual(stand.calls().slice(before), ['GET']);
});

test('one that somebody has removed is made again at the end', async (t) => {
  const { stand, run } = await opened(t);
  await run(recovered({ annotation: { state: 'open', at: T0 } }));
  assert.equal(stand.all().length, 1);
});

test('a Grafana that fails is tried again, until ten minutes after the end', async (t) => {
  const { stand, run } = await opened(t);
  stand.setFaults({ status: 500 });
  await assert.rejects(run(running()), /answered 500/);
  const { since } = recovered();
  await assert.rejects(run(recovered(), since + 9 * MINUTE), /answered 500/);
  assert.deepEqual(await run(recovered(), since + 10 * MINUTE), { kind: 'annotated', state: 'given-up' });
});

test('a Grafana that hangs holds up a pass for no longer than its time-out', async (t) => {
  const { stand, run } = await opened(t);
  stand.setFaults({ delayMs: 3_000 });
  const began = performance.now();
  await assert.rejects(run(running()), /did not answer/);
  assert.ok(performance.now() - began < 1_500);
});

test('what was wanted of a Grafana that is configured no more is given up', async () => {
  const { annotate } = createAnnotate(undefined);
  const context = { now: T0, signal: new AbortController().signal };
  assert.deepEqual(await annotate.run({ kind: 'annotate' }, running(), context), {
    kind: 'annotated',
    state: 'given-up',
  });
});

test('what people write stays words: Grafana would show it as HTML', () => {
  const { text } = regionOf({
    ...running(),
    reason: `<img src=x onerror=alert(1)> &\n\u202E${'x'.repeat(5_000)}`,
  });
  assert.match(text, /\nAna: &lt;img src=x onerror=alert\(1\)&gt; &amp; xxx/);
  assert.ok(text.length <= 1_000);
  assert.equal(ana.name, 'Ana');
});
