// When Schedules start, what Workflows do at one time and how long, and what is read back from a cluster's own words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { keysOf, pathText } from '../../../src/chaos/field-path.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import { orchestratedOf, partsOf } from '../../../src/chaos/orchestration/compose.ts';
import { readCron } from '../../../src/chaos/orchestration/cron.ts';
import { longest, runsAtOnce, startsWithin } from '../../../src/chaos/orchestration/extent.ts';
import { faultsOf, stepsIn, treeOf } from '../../../src/chaos/orchestration/tree.ts';
import { fc } from '../../seeded.ts';
import { SCHEDULE, WORKFLOW } from './orchestration-yaml.ts';

const NOON = Date.UTC(2026, 10, 25, 12);

for (const [text, everySeconds] of [
  ['@every 10m', 600],
  ['@every 100ms', 1],
  ['@every -5s', 1],
  ['*/10 * * * *', 600],
  ['*/5 * * * * *', 5],
  ['0 9 * * mon-fri', 86_400],
  ['@hourly', 3_600],
  ['@midnight', 86_400],
  // On the day when clocks go forward.
  ['CRON_TZ=Europe/Berlin 0 9 * * *', 82_800],
  ['0 0 ? * *', 86_400],
] as const)
  test(`“${text}” starts every ${everySeconds} s where its starts are nearest`, () => {
    const answer = readCron(text);
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.equal(answer.cron.everySeconds, everySeconds);
  });

for (const text of [
  'often',
  '* * * *',
  '@fortnightly',
  '@every soon',
  '61 * * * *',
  '0 0 31 2 *',
  '0 0 L * *',
  '0 0 * * 7',
  'TZ=Nowhere/Land * * * * *',
])
  test(`“${text}” is no time that Chaos Mesh reads`, () => {
    const answer = readCron(text);
    assert.ok(!answer.ok);
    assert.ok(answer.sentence.length > 0);
  });

test('the zone of an expression decides when it starts', () => {
  const answer = readCron('TZ=Europe/Berlin 0 9 * * *');
  assert.ok(answer.ok);
  assert.deepEqual(answer.cron.next(NOON, 1), [Date.UTC(2026, 10, 26, 8)]);
});

test('whatever text an expression is, it is read or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9*/,?@ -]{1,20}$/u)), (text) => {
      const answer = readCron(text);
      return answer.ok ? answer.cron.everySeconds >= 1 : answer.sentence !== '';
    }),
    { numRuns: 200 },
  );
});

const specOf = (text: string) => (parse(text) as { readonly spec: Record<string, unknown> }).spec;

test('a Workflow lasts as long as its longest way, and a template in two places is two steps', () => {
  const tree = treeOf('Workflow', specOf(WORKFLOW));
  assert.equal(longest(tree), 30 + 10 + 30);
  assert.equal(stepsIn(tree), 4);
  assert.equal(faultsOf(tree).length, 3);
});

test('a circle of templates ends, as nothing', () => {
  const templates = [{ name: 'a', templateType: 'Serial', children: ['a', 'a'] }];
  assert.deepEqual(faultsOf(treeOf('Workflow', { entry: 'a', templates })), []);
});

test('templates that double with every level are walked only so far', () => {
  const level = (at: number) => ({
    name: `l${at}`,
    templateType: 'Parallel',
    children: [`l${at + 1}`, `l${at + 1}`],
  });
  const templates = Array.from({ length: 30 }, (_, at) => level(at));
  assert.ok(stepsIn(treeOf('Workflow', { entry: 'l0', templates })) <= 401);
});

test('with Allow as many runs are under way as start within the length of one', () => {
  const tree = treeOf('Schedule', {
    ...specOf(SCHEDULE),
    schedule: '@every 20s',
    concurrencyPolicy: 'Allow',
  });
  assert.ok(tree.type === 'repeat');
  assert.equal(runsAtOnce(tree), 2);
  assert.equal(startsWithin(tree, 65), 3);
});

for (const [kind, text] of [
  ['Schedule', SCHEDULE],
  ['Workflow', WORKFLOW],
] as const)
  test(`a ${kind} is the same again once it was sent and read back, zeros and defaults of the cluster included`, () => {
    const source = {
      kind,
      namespace: 'shop',
      spec: specOf(text),
      annotations: { 'faultline.dev/for': '2h' },
    };
    const first = orchestratedOf(source, 'staging');
    assert.ok(first);
    const sent = manifestOf(first, 'x');
    const back = JSON.parse(JSON.stringify(sent.spec), (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'templateType' in value
        ? { ...value, children: null, ...value, abortWithStatusCheck: undefined }
        : value,
    ) as typeof sent.spec;
    const again = orchestratedOf({ ...source, spec: back }, 'staging');
    assert.ok(again);
    assert.deepEqual(manifestOf(again, 'x'), sent);
    assert.deepEqual(again, first);
  });

test('selectors without a namespace mean that of the object, and it is written in', () => {
  const source = { kind: 'Workflow', namespace: 'shop', spec: specOf(WORKFLOW), annotations: {} };
  const experiment = orchestratedOf(source, 'staging');
  assert.ok(experiment);
  const written = JSON.stringify(manifestOf(experiment, 'x').spec).match(/"namespaces":\["shop"\]/gu);
  assert.equal(written?.length, 2);
  assert.deepEqual(
    partsOf(experiment).map(({ path, experiment: { durationSeconds } }) => `${path} ${durationSeconds}`),
    [
      'spec.templates[1].networkChaos 30',
      'spec.templates[1].networkChaos 30',
      'spec.templates[4].podChaos 20',
    ],
  );
});

test('paths of fields are read back as they were written', () => {
  const keys = fc.array(
    fc.oneof(
      fc.stringMatching(/^[a-zA-Z][\w-]{0,9}$/u),
      fc.nat(99).map(String),
      fc.constant('app.kubernetes.io/name'),
    ),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(keys, (path) => assert.deepEqual(keysOf(pathText(['spec', ...path])), ['spec', ...path])),
  );
});
