// Silences that are made, found again and ended: late, doubled, by two workers, with an Alertmanager that is away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlertmanagerUnavailable } from '../../../src/alerts/alertmanager.ts';
import { USUAL_NAMES } from '../../../src/alerts/place.ts';
import { is, runOf, type Silence } from '../../../src/alerts/silence.ts';
import { createSilenceEffects } from '../../../src/alerts/silence-effects.ts';
import { sweepSilences } from '../../../src/alerts/silence-sweep.ts';
import { CONTRACT } from '../../../src/chaos/alert-contract.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { draft, plan, T0 } from '../runs/sample-run.ts';
import { type MemoryAlertmanager, memoryAlertmanager } from './memory-alertmanager.ts';

const { manifest } = plan();
const metadata = { ...manifest.metadata, annotations: { [CONTRACT]: 'must CheckoutSlow' } };
const record: RunRecord = {
  ...draft({ manifest: { ...manifest, metadata } }),
  phase: 'running',
  plannedEnd: T0 + 120_000,
  alerts: { cursor: '0-0', seen: [] },
  silences: { state: 'wanted', at: T0, alerts: 1 },
};
const WALL = 1_000_000_000_000;
const naming = {
  labels: { ...USUAL_NAMES, namespace: ['namespace'], workload: ['deployment', 'app'], pod: ['pod'] },
  clusterNames: new Map(),
};
const context = { now: T0, signal: new AbortController().signal };
const SILENCED = { kind: 'silenced', count: 3, more: 0, until: T0 + 180_000 };

function effects(...alertmanagers: readonly MemoryAlertmanager[]) {
  const silenced = alertmanagers.map((alertmanager) => ({ alertmanager, cluster: 'staging' }));
  const { silence, unsilence } = createSilenceEffects({ silenced, naming, wallClock: () => WALL });
  return {
    silence: () => silence.run({ kind: 'silence' }, record, context),
    unsilence: (now = T0) => unsilence.run({ kind: 'unsilence' }, record, { ...context, now }),
  };
}

function aSilence(id: string, changes: Partial<Silence> = {}): Silence {
  return {
    ...{ id, createdBy: 'faultline', comment: 'faultline r-zzzzzz: old', matchers: [is('alertname', 'X')] },
    ...{ endsAt: 0, ...changes },
  };
}

test('each silence names its run first and ends a minute after the planned end, by the wall clock', async () => {
  const main = memoryAlertmanager();
  assert.deepEqual(await effects(main).silence(), SILENCED);
  assert.equal(main.standing.length, 3);
  for (const one of main.standing) {
    assert.equal(one.comment, 'faultline r-234567: expected of delay on shop/web');
    assert.equal(runOf(one), record.id);
    assert.equal(one.endsAt, WALL + 180_000);
  }
});

test('a silence of an earlier step, which ends before this one does, is made anew and the old one ended', async () => {
  const main = memoryAlertmanager();
  const { silence } = effects(main);
  await silence();
  const old = main.standing.map(({ id, ...one }) => aSilence(`${id}-old`, { ...one, endsAt: WALL + 60_000 }));
  main.standing.splice(0, main.standing.length, ...old);
  assert.deepEqual(await silence(), SILENCED);
  assert.deepEqual(
    main.standing.map(({ endsAt }) => endsAt),
    [WALL + 180_000, WALL + 180_000, WALL + 180_000],
  );
});

test('what stands already is not made again', async () => {
  const main = memoryAlertmanager();
  const { silence } = effects(main);
  await silence();
  assert.deepEqual(await silence(), SILENCED);
  assert.equal(main.standing.length, 3);
  assert.equal(main.calls.filter((call) => call === 'silence').length, 3);
});

test('of what two workers made at the same moment one is kept', async () => {
  const main = memoryAlertmanager();
  const { silence } = effects(main);
  await Promise.all([silence(), silence()]);
  assert.equal(main.standing.length, 3);
});

test('what stands for the run and was not asked for goes, what is somebody else’s stays', async () => {
  const wider = aSilence('wider', { comment: 'faultline r-234567: x' });
  const others = [
    aSilence('other'),
    aSilence('by hand', { createdBy: 'ana', comment: 'faultline r-234567: x' }),
  ];
  const main = memoryAlertmanager([wider, ...others]);
  const { silence, unsilence } = effects(main);
  await silence();
  assert.ok(!main.standing.some(({ id }) => id === 'wider'));
  assert.deepEqual(await unsilence(), { kind: 'unsilenced' });
  assert.deepEqual(main.standing, others);
});

test('an Alertmanager that makes something else of it keeps none of it', async () => {
  const main = memoryAlertmanager();
  main.made = (one) => ({ ...one, matchers: one.matchers.slice(0, 1) });
  await assert.rejects(effects(main).silence(), /made otherwise/);
  assert.deepEqual(main.standing, []);
});

test('one Alertmanager that is away keeps no other from being silenced, and is tried again', async () => {
  const [away, main] = [memoryAlertmanager(), memoryAlertmanager()];
  away.away = true;
  const { silence, unsilence } = effects(away, main);
  await assert.rejects(silence(), AlertmanagerUnavailable);
  assert.equal(main.standing.length, 3);
  await assert.rejects(unsilence(), AlertmanagerUnavailable);
  assert.equal(main.standing.length, 0);
});

test('nobody waits for an Alertmanager that is away until silences have ended by themselves', async () => {
  const main = memoryAlertmanager();
  main.away = true;
  await assert.rejects(effects(main).unsilence(T0 + 179_999), AlertmanagerUnavailable);
  assert.deepEqual(await effects(main).unsilence(T0 + 180_000), { kind: 'unsilenced' });
});

async function swept(text: string | undefined, ...comments: readonly string[]): Promise<readonly string[]> {
  const all = comments.map((comment, at) => aSilence(`s${at}`, { comment }));
  const main = memoryAlertmanager(all);
  const signal = new AbortController().signal;
  const ended = await sweepSilences({ alertmanagers: [main], read: async () => text }, signal);
  assert.equal(ended, all.length - main.standing.length);
  return main.standing.map(({ id }) => id);
}

const OURS = 'faultline r-234567: expected';

test('the sweep ends what a run has left behind that is over, unknown, lifted, or knows of none', async () => {
  const { silences: _none, ...unaware } = record;
  const leftBehind = [
    undefined,
    { ...record, phase: 'recovered' },
    { ...record, phase: 'recovering' },
    { ...record, silences: { ...record.silences, state: 'off' } },
    { ...record, alerts: { ...record.alerts, surprise: { nth: 1, at: T0, keys: [] } } },
    unaware,
  ];
  for (const one of leftBehind)
    assert.deepEqual(await swept(one && JSON.stringify(one), OURS), [], JSON.stringify(one)?.slice(0, 80));
});

test('the sweep leaves a live run’s silence once, a newer version’s, and whatever is not ours', async () => {
  const live = JSON.stringify(record);
  assert.deepEqual(await swept(live, OURS), ['s0']);
  assert.deepEqual(await swept(live, OURS, OURS), ['s0']);
  assert.deepEqual(await swept(JSON.stringify({ ...record, schema: 3 }), OURS, OURS), ['s0', 's1']);
  assert.deepEqual(await swept(undefined, 'somebody’s own', 'about faultline r-234567: x'), ['s0', 's1']);
});

test('the sweep ends nothing while nobody can say which runs there are', async () => {
  const main = memoryAlertmanager([aSilence('s')]);
  const read = () => Promise.reject(new Error('Redis did not answer'));
  const signal = new AbortController().signal;
  await assert.rejects(sweepSilences({ alertmanagers: [main], read }, signal), /Redis/);
  assert.equal(main.standing.length, 1);
});
