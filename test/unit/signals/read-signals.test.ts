// Signals as operators write them, and what is said of wrong ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { fillQuery } from '../../../src/signals/fill-query.ts';
import { parseLimit } from '../../../src/signals/limit-text.ts';
import { presetNames, presets } from '../../../src/signals/presets/presets.ts';
import { readSignals } from '../../../src/signals/read-signals.ts';
import type { Unit, Worse } from '../../../src/signals/signal.ts';

function faultsOf(yaml: string): readonly string[] {
  const read = readSignals(parse(yaml));
  return read.ok ? [] : read.faults.map(({ path, sentence, cure }) => `${path}: ${sentence} ${cure}`);
}

test('a signal of one’s own is read whole', () => {
  const read = readSignals(
    parse(`
- name: checkout-errors
  title: Checkout errors
  query: 100 * errors{namespace="{{namespace}}"}
  unit: '%'
  worse: higher
  limit: 2x baseline, at least 1%
  for: 1m
  noData: breach
  stopOnBreach: false
  startWithoutData: true
  burnRate: { objective: 99.9%, factor: 6, window: 10m }
`),
  );
  assert.deepEqual(read, {
    ok: true,
    signals: [
      {
        name: 'checkout-errors',
        query: '100 * errors{namespace="{{namespace}}"}',
        unit: '%',
        worse: 'higher',
        limit: { kind: 'times-baseline', factor: 2, bound: 1 },
        title: 'Checkout errors',
        forSeconds: 60,
        noData: 'breach',
        stopOnBreach: false,
        startWithoutData: true,
        burnRate: { objectivePercent: 99.9, factor: 6, windowSeconds: 600 },
      },
    ],
  });
});

test('a preset is a whole signal, and what is written beside it counts instead of its own', () => {
  const read = readSignals(parse('[{ preset: http-p99 }, { preset: http-p99, name: slow, limit: 800 }]'));
  assert.ok(read.ok);
  const [ready, own] = read.signals;
  assert.equal(ready?.name, 'http-p99');
  assert.deepEqual(ready?.limit, { kind: 'times-baseline', factor: 2, bound: 50 });
  assert.deepEqual([ready?.forSeconds, ready?.noData, ready?.stopOnBreach], [15, 'inconclusive', true]);
  assert.equal(ready?.startWithoutData, false);
  assert.deepEqual(
    [own?.name, own?.limit, own?.query],
    ['slow', { kind: 'absolute', value: 800 }, ready?.query],
  );
});

test('every preset is a signal and can be filled for a run of several workloads', () => {
  const run = { cluster: 'c', namespace: 'shop', workloads: ['web', 'api'], pods: [], service: 'web' };
  for (const { name, query } of presets) {
    const read = readSignals([{ preset: name }]);
    assert.ok(read.ok, JSON.stringify(read));
    assert.ok(fillQuery(query, run).ok, name);
  }
  assert.equal(new Set(presetNames).size, presetNames.length);
});

test('the pods of a workload are told from those of its neighbours by their names', () => {
  const preset = presets.find(({ name }) => name === 'http-rate');
  const run = fillQuery(preset?.query ?? '', { namespace: 'shop', workloads: ['web'], pods: [] });
  const pattern = new RegExp(`^(?:${/pod=~"([^"]+)"/u.exec(run.ok ? run.query : '')?.[1]})$`, 'u');
  for (const pod of ['web-5d78c9869d-x7k2p', 'web-x7k2p', 'web-0', 'web-12']) assert.match(pod, pattern);
  for (const pod of ['web-admin-5d78c9869d-x7k2p', 'web-admin-0', 'web', 'my-web-0'])
    assert.doesNotMatch(pod, pattern);
});

const limits: readonly (readonly [string, Unit, Worse, object])[] = [
  ['500ms', 'ms', 'higher', { kind: 'absolute', value: 500 }],
  ['1.5s', 'ms', 'higher', { kind: 'absolute', value: 1500 }],
  ['250ms', 's', 'higher', { kind: 'absolute', value: 0.25 }],
  ['5%', 'ratio', 'higher', { kind: 'absolute', value: 0.05 }],
  ['200MiB', 'bytes', 'higher', { kind: 'absolute', value: 209_715_200 }],
  ['100 req/s', 'req/s', 'lower', { kind: 'absolute', value: 100 }],
  ['3', '', 'lower', { kind: 'absolute', value: 3 }],
  ['2x baseline', 'ms', 'higher', { kind: 'times-baseline', factor: 2 }],
  ['2 x  baseline', 'ms', 'higher', { kind: 'times-baseline', factor: 2 }],
  ['150% of baseline', 'ms', 'higher', { kind: 'times-baseline', factor: 1.5 }],
  ['+20% of baseline', 'ms', 'higher', { kind: 'times-baseline', factor: 1.2 }],
  ['-20% of baseline', 'count', 'lower', { kind: 'times-baseline', factor: 0.8 }],
  ['0.5x baseline, at most 10', 'count', 'lower', { kind: 'times-baseline', factor: 0.5, bound: 10 }],
  ['+20% of baseline, at least 1s', 'ms', 'higher', { kind: 'times-baseline', factor: 1.2, bound: 1000 }],
  ['+50ms of baseline', 'ms', 'higher', { kind: 'points-off-baseline', delta: 50 }],
  ['+2 points of baseline', '%', 'higher', { kind: 'points-off-baseline', delta: 2 }],
  ['-1 point of baseline', 'count', 'lower', { kind: 'points-off-baseline', delta: 1 }],
];

for (const [written, unit, worse, limit] of limits) {
  test(`\`${written}\` is a limit in ${unit || 'no unit'} where ${worse} is worse`, () => {
    assert.deepEqual(parseLimit(written, { unit, worse }), { ok: true, limit });
  });
}

const wrongLimits: readonly (readonly [string, Unit, Worse, string])[] = [
  ['fast', 'ms', 'higher', '`fast` is no limit in ms. Write it like `500ms`, `2x baseline`,'],
  ['500ms', '%', 'higher', '`500ms` is no limit in %. Write it like `5%`,'],
  ['', '', 'lower', '`` is no limit. Write it like `3`, `0.5x baseline`, `-20% of baseline`'],
  ['-5', 'ms', 'higher', '`-5` is no limit in ms.'],
  ['0.5x baseline', 'ms', 'higher', '`0.5x baseline` is on the good side: of this signal, higher is worse.'],
  ['2x baseline', 'ms', 'lower', '`2x baseline` is on the good side: of this signal, lower is worse.'],
  ['1x baseline', 'ms', 'higher', '`1x baseline` is on the good side'],
  ['0x baseline', 'ms', 'lower', '`0x baseline` is on the good side'],
  ['-50ms of baseline', 'ms', 'higher', '`-50ms of baseline` is on the good side'],
  ['+fast of baseline', 'ms', 'higher', '`+fast of baseline` is no limit in ms.'],
  [
    '2x baseline, at most 1%',
    '%',
    'higher',
    'Where higher is worse, `at most` would make the limit stricter',
  ],
  ['2x baseline, at least much', '%', 'higher', '`much` is no limit in %.'],
  ['500ms, at least 1s', 'ms', 'higher', '`at least` bounds a multiple of the baseline only.'],
];

for (const [written, unit, worse, expected] of wrongLimits) {
  test(`\`${written}\` is refused as a limit in ${unit || 'no unit'} where ${worse} is worse`, () => {
    const read = parseLimit(written, { unit, worse });
    const said = read.ok ? 'read' : `${read.sentence} ${read.cure}`;
    assert.ok(said.startsWith(expected), said);
  });
}

const whole = `name: a, query: up, unit: ms, worse: higher, limit: 5`;

const wrong: readonly (readonly [string, string])[] = [
  ['[{ preset: http-p98 }]', 'signals[0].preset: There is no preset `http-p98`. Use one of: `http-p99`'],
  [
    '[{ name: a, unit: ms, worse: higher, limit: 5 }]',
    'signals[0].query: It is missing. Write it, or name a `preset`',
  ],
  [`[{ ${whole}, limits: 4 }]`, 'signals[0].limits: There is no setting of this name.'],
  [`[{ ${whole} }, { ${whole} }]`, 'signals[1].name: `a` is there twice. Give each its own `name`.'],
  [`[{ ${whole}, for: soon }]`, 'signals[0].for: `soon` is no duration.'],
  [`[{ ${whole}, noData: pass }]`, 'signals[0].noData: It must be inconclusive or breach.'],
  [
    `[{ ${whole}, burnRate: { objective: 99.9% } }]`,
    'signals[0].burnRate: A burn rate is about a share of errors.',
  ],
  [`[{ ${whole}, burnRate: { objective: 100% } }]`, 'signals[0].burnRate.objective: `100%` is no objective.'],
  [
    '[{ name: a, query: up, unit: ms, worse: higher, limit: 5% }]',
    'signals[0].limit: `5%` is no limit in ms.',
  ],
  [
    `[{ name: a, query: 'up{p="{{pod}}"}', unit: ms, worse: higher, limit: 5 }]`,
    'signals[0].query: `{{pod}}` is no place. Line 1, column 7 of the query.',
  ],
];

for (const [yaml, expected] of wrong) {
  test(`${yaml} is refused at its place`, () => {
    const said = faultsOf(yaml);
    assert.equal(said.length, 1, said.join('\n'));
    assert.ok(said[0]?.startsWith(expected), said[0]);
  });
}

test('all that is missing is said at once', () => {
  assert.deepEqual(
    faultsOf('[{ title: Empty }]').map((said) => said.split(':')[0]),
    ['name', 'query', 'unit', 'worse', 'limit'].map((field) => `signals[0].${field}`),
  );
});
