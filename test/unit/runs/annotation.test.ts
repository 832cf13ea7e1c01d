// When a run wants its mark in Grafana, and links to dashboards at the time of a run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GIVE_UP_MS } from '../../../src/runs/annotation.ts';
import { dashboardLink, dashboardOf, withRange } from '../../../src/runs/dashboard-link.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { wanted } from '../../../src/runs/wanted.ts';
import { after, draft, plan, T0, untilRunning, untilStarting } from './sample-run.ts';

const gated = (annotates: boolean) =>
  untilStarting().map((input) =>
    input.kind === 'gate'
      ? { ...input, plan: plan(), ...(annotates && { annotates: true as const }) }
      : input,
  );
const marked = (): RunRecord => after(draft(), ...gated(true), ...untilRunning().slice(4));
const wants = (record: RunRecord): readonly number[] =>
  wanted(record).flatMap(({ effect, at }) => (effect.kind === 'annotate' ? [at] : []));
const ended = (record: RunRecord): RunRecord => ({ ...record, phase: 'recovered', since: T0 + 60_000 });

test('only a run that started beside a Grafana wants to be marked there, and not before the fault is on', () => {
  assert.deepEqual(wants(after(draft(), ...untilRunning())), []);
  assert.deepEqual(wants(after(draft(), ...gated(true))), []);
  assert.deepEqual(wants(marked()), [0]);
  assert.deepEqual(wanted(marked()).at(-1)?.effect, { kind: 'annotate' });
});

test('it is marked once while it goes on, once at the end, and looked at once more', () => {
  const open = after(marked(), { kind: 'annotated', state: 'open' });
  assert.deepEqual(wants(open), []);
  assert.deepEqual(wants(ended(open)), [0]);
  const closed = after(ended(open), { kind: 'annotated', state: 'closed' });
  assert.deepEqual(wants(closed), [T0 + 90_000]);
  assert.deepEqual(wants(after(closed, { kind: 'annotated', state: 'settled' })), []);
  assert.deepEqual(wants(after(closed, { kind: 'annotated', state: 'given-up' })), []);
});

test('a run that never began leaves no mark and waits for none', () => {
  const failed = { ...after(draft(), ...gated(true)), phase: 'failed' as const };
  assert.deepEqual(wants(failed), []);
  assert.equal(failed.annotation?.state, 'due');
});

test('a mark that fails waits longer each time, its success leaves no trace, and no card changes for it', () => {
  const failing = after(marked(), { kind: 'tried', effect: 'annotate', error: 'Grafana answered 500' });
  assert.ok((wants(failing)[0] ?? 0) > T0);
  const done = after(failing, { kind: 'annotated', state: 'open' });
  assert.equal(done.tries['annotate'], undefined);
  assert.equal(done.facts, failing.facts);
  assert.equal(GIVE_UP_MS, 600_000);
});

test('a dashboard opens at the time of the run, and goes on with one that does', () => {
  const place = { url: 'https://grafana.example/g', uid: 'shop-1' };
  const at = (record: RunRecord) => new URL(dashboardOf(record, place));
  const link = at(marked());
  // The cluster's clock is 3 s behind: what it wrote is believed from where the run could first create something.
  const began = T0 + 3_000;
  assert.equal(link.pathname, '/g/d/shop-1');
  assert.deepEqual(Object.fromEntries(link.searchParams), {
    from: String(began - 600_000),
    to: 'now',
    'var-cluster': 'staging',
    'var-namespace': 'shop',
    'var-run': 'r-234567',
  });
  assert.equal(at(ended(marked())).searchParams.get('to'), String(T0 + 660_000));
  assert.equal(at(draft()).searchParams.get('from'), String(T0 - 600_000));
  assert.match(
    dashboardLink({ ...place, uid: 'a/b' }, 1, 2, { x: '&y' }),
    /\/d\/a%2Fb\?from=1&to=2&var-x=%26y$/,
  );
});

test("an alert's dashboard gets the alert's time, unless it has one or is none", () => {
  const grafana = 'https://grafana.example/d/abc/checkout?orgId=1';
  assert.equal(withRange(grafana, T0), `${grafana}&from=${T0 - 600_000}&to=now`);
  for (const same of [
    `${grafana}&from=now-1h`,
    'https://example.com/dashboards/abc',
    'https://example.com/d/',
    'no link',
  ])
    assert.equal(withRange(same, T0), same);
});
