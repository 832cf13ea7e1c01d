// What runs that did the same suggest to promise of alerts, and what says nothing about the next one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestContract } from '../../../src/alerts/suggest-contract.ts';
import { contractOf, expectedOf, parseContract } from '../../../src/chaos/alert-contract.ts';
import type { SeenAlert } from '../../../src/runs/alerts.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { at, sampleDelay } from '../../golden/sample-record.ts';
import { fc } from '../../seeded.ts';

const BEGAN = at('11:05:10');

/** Alerts by their name, with the second after the beginning at which they fired. */
type Fired = Readonly<Record<string, number>>;

function seen(name: string, second: number, rest: Partial<SeenAlert> = {}): SeenAlert {
  const startedAt = BEGAN + second * 1_000;
  return {
    ...{ key: `${name} ${second}`, name, why: 'same workload', score: 80, expected: 'none' as const },
    ...{ startedAt, heardAt: startedAt, ...rest },
  };
}

let runs = 0;

function past(fired: Fired, rest: Partial<RunRecord> = {}): RunRecord {
  runs += 1;
  const alerts = Object.entries(fired).map(([name, second]) => seen(name, second));
  return sampleDelay({
    ...{ id: `r-past${runs}`, phase: 'recovered', injectedAt: BEGAN, recoveredAt: at('11:07:19') },
    stop: { why: 'ended', at: at('11:07:10') },
    alerts: { cursor: '1-0', seen: alerts, settled: true },
    ...rest,
  });
}

const draft = sampleDelay({ id: 'r-draft', phase: 'draft' });

function promising(contract: string): RunRecord {
  const { manifest } = draft.plan;
  const metadata = { ...manifest.metadata, annotations: { 'faultline.dev/alerts': contract } };
  return { ...draft, plan: { ...draft.plan, manifest: { ...manifest, metadata } } };
}

test('what fired every time must, with half as long again as it ever took; what fired at times may', () => {
  const all = [past({ Slow: 44, Errors: 20 }), past({ Slow: 38 }), past({ Slow: 41, Errors: 12 })];
  const suggested = suggestContract(draft, all);
  assert.deepEqual(suggested?.alerts, [
    { name: 'Slow', fired: 3, of: 3, soonest: 38, latest: 44, duty: 'must', withinSeconds: 70 },
    { name: 'Errors', fired: 2, of: 3, soonest: 12, latest: 20, duty: 'may' },
  ]);
  assert.equal(suggested?.contract, 'must Slow within 1m10s; may Errors');
});

test('what is promised already stays, and is not suggested again', () => {
  const all = [past({ Slow: 44, WebDown: 9 }), past({ Slow: 38, WebDown: 8 })];
  const suggested = suggestContract(promising('must Slow within 1m; never PagerStorm'), all);
  assert.equal(suggested?.contract, 'must Slow within 1m; must WebDown within 20s; never PagerStorm');
  assert.equal(suggestContract(promising('may Slow; never Web*'), all), undefined);
});

const silent: readonly (readonly [string, readonly RunRecord[]])[] = [
  ['one run alone', [past({ Slow: 44 })]],
  ['an alert that fired once', [past({ Slow: 44 }), past({}), past({})]],
  [
    'runs in which alerts were not heard out',
    [past({ Slow: 44 }), past({ Slow: 4 }, { alerts: { cursor: '1-0', seen: [seen('Slow', 4)] } })],
  ],
  ['runs that heard no alerts', [past({ Slow: 44 }), sampleDelay({ id: 'r-deaf', phase: 'recovered' })]],
  ['runs that go on', [past({ Slow: 44 }), past({ Slow: 44 }, { phase: 'running' })]],
  ['the run itself', [past({ Slow: 44 }), past({ Slow: 44 }, { id: 'r-draft' })]],
  ['what was burning before', [past({ Slow: -60 }), past({ Slow: -60 })]],
  ['what began long after the end', [past({ Slow: 600 }), past({ Slow: 600 })]],
  [
    'names that no contract can say',
    [
      past({ 'A; never B': 3, 'C*': 3, 'D within 5s': 3 }),
      past({ 'A; never B': 3, 'C*': 3, 'D within 5s': 3 }),
    ],
  ],
];

for (const [what, all] of silent)
  test(`${what} suggests nothing`, () => assert.equal(suggestContract(draft, all), undefined));

test('what somebody called not related suggests nothing', () => {
  const ruling = { related: false, by: 'Ana', at: BEGAN };
  const ruled = past({}, { alerts: { cursor: '1-0', seen: [seen('Slow', 30, { ruling })], settled: true } });
  assert.equal(suggestContract(draft, [ruled, past({ Slow: 30 })]), undefined);
});

test('a run that was cut short says nothing of what had not fired yet', () => {
  const cut = past({ Early: 2 }, { stop: { why: 'stopped', at: at('11:05:20'), by: 'Ana' } });
  const suggested = suggestContract(draft, [cut, past({ Slow: 30, Early: 2 }), past({ Slow: 32, Early: 2 })]);
  assert.deepEqual(
    suggested?.alerts.map(({ name, duty, fired, of }) => [name, duty, fired, of]),
    [
      ['Early', 'must', 3, 3],
      ['Slow', 'must', 2, 2],
    ],
  );
});

test('another fault, or the same on other workloads, says nothing', () => {
  const other = past({ Slow: 30 });
  const workloads = [{ kind: 'Deployment', name: 'cart', replicas: 3, ready: 3 }];
  const elsewhere = { ...other, plan: { ...other.plan, workloads } };
  const spec = { ...other.plan.manifest, spec: { delay: { latency: '9s' } } };
  const stronger = { ...other, plan: { ...other.plan, manifest: spec } };
  assert.equal(suggestContract(draft, [elsewhere, stronger, past({ Slow: 30 })]), undefined);
});

const names = fc.oneof(fc.constantFrom('Slow', 'Errors', 'WebDown'), fc.string({ maxLength: 20 }));
const firings = fc.dictionary(names, fc.integer({ min: 0, max: 110 }), { maxKeys: 8, noNullPrototype: true });

test('whatever fired, a suggestion is a contract that keeps every promise and would have been kept', () => {
  fc.assert(
    fc.property(fc.array(firings, { maxLength: 7 }), (all) => {
      const told = all.map((fired) => past(fired));
      const before = promising('must Slow within 2m; never Pager*');
      const suggested = suggestContract(before, told);
      if (suggested === undefined) return;
      const read = parseContract(suggested.contract);
      assert.ok(read.ok, suggested.contract);
      const promised = contractOf(before.plan.manifest.metadata);
      assert.deepEqual(read.contract.must.slice(0, 1), promised.must);
      assert.deepEqual(read.contract.never, promised.never);
      for (const { name, duty, latest, withinSeconds } of suggested.alerts) {
        assert.equal(expectedOf(read.contract, name), duty);
        if (duty === 'must') assert.ok((withinSeconds ?? 0) >= latest + 10);
      }
    }),
    { numRuns: 300 },
  );
});
