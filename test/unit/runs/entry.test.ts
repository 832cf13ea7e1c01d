// What the log says of each input: enough to follow the run, never copies of what the record keeps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorOf, entryData, openingData } from '../../../src/runs/entry.ts';
import type { Input } from '../../../src/runs/input.ts';
import { ana, draft, object, plan, T0, target } from './sample-run.ts';

const after = { ...draft(), records: [target('shop/web-a', 'Injected', [1, 0])] };
const data = (input: Input): Record<string, unknown> => entryData(after, after, input);

test('people are named by who they are, everything else is Faultline', () => {
  assert.deepEqual([actorOf({ kind: 'stop', by: ana }), actorOf({ kind: 'tick' })], ['U1', 'faultline']);
  assert.deepEqual(data({ kind: 'stop', by: ana, why: 'slow' }), {
    why: 'slow',
    by: { id: 'U1', name: 'Ana', user: 'Ana@shop.example' },
  });
  assert.deepEqual(Object.keys(data({ kind: 'rule', by: ana, related: false })), ['related', 'by']);
});

test('a phase is told where it changed', () => {
  const moved = { ...after, phase: 'running' as const };
  assert.equal(entryData(after, moved, { kind: 'tick' })['phase'], 'running');
  assert.equal(entryData(moved, moved, { kind: 'tick' })['phase'], undefined);
  assert.equal(entryData(undefined, moved, { kind: 'tick' })['phase'], 'running');
});

test('the first entry has the whole plan, the reason, and where it came from', () => {
  const run = {
    ...draft(),
    reason: 'to learn',
    template: { name: 'kill', parameters: {} },
    repeats: { run: 'r-1' },
  };
  const said = openingData(run as unknown as ReturnType<typeof draft>);
  assert.deepEqual(Object.keys(said), ['phase', 'by', 'plan', 'reason', 'template', 'repeats']);
  assert.deepEqual(Object.keys(openingData(draft())), ['phase', 'by', 'plan']);
});

test('what was checked is told by digest and verdict', () => {
  assert.deepEqual(Object.keys(data({ kind: 'checked', plan: plan(), asked: [] })), ['digest', 'verdict']);
  assert.equal(data({ kind: 'gate', latch: 'open', plan: plan() })['latch'], 'open');
});

test('what was seen is told by its records, and by what it has started', () => {
  assert.equal((data({ kind: 'seen', object: object() })['records'] as unknown[]).length, 1);
  const children = [{ ...object(), kind: 'NetworkChaos', gone: false }];
  const said = entryData(after, { ...after, children }, { kind: 'seen', object: object() });
  assert.deepEqual(said['children'], [{ kind: 'NetworkChaos', name: 'delay-web-r-234567', gone: false }]);
  assert.equal(data({ kind: 'child-gone', object: object() })['child'], 'NetworkChaos');
  assert.equal(data({ kind: 'proved', proof: { at: T0, complete: true, targets: [] } })['complete'], true);
});

test('of pictures the log keeps where they are and what they say, not their points', () => {
  const chart = { title: 'p99', unit: 'ms', points: [[T0, 1]] as const };
  assert.deepEqual(data({ kind: 'pictured', pictures: [{ file: 'F1', alt: 'p99: 1 ms', chart }] }), {
    pictures: [{ file: 'F1', alt: 'p99: 1 ms' }],
  });
});

test('of a flood the log keeps twenty, and how many they were', () => {
  const heard = Array.from({ length: 60 }, (_, index) => ({
    ...{
      key: `a:${index}`,
      name: `Storm${index}`,
      why: 'same pod',
      score: 100,
      startedAt: T0,
      expected: 'none' as const,
    },
    ...(index === 0 && { resolvedAt: T0 + 1, summary: 'a text from outside' }),
  }));
  const said = data({ kind: 'alerts', cursor: '1-0', heard, more: 3, onSurprise: 'tell', over: true });
  assert.deepEqual(
    [(said['heard'] as unknown[]).length, said['of'], said['more'], said['over']],
    [20, 60, 3, true],
  );
  assert.ok(!JSON.stringify(said).includes('a text from outside'));
  assert.equal(
    data({ kind: 'alerts', cursor: '1-0', heard: [], more: 0, onSurprise: 'tell' })['more'],
    undefined,
  );
});

test('a measurement is told as it stands, with what it ends', () => {
  assert.deepEqual(data({ kind: 'measured', seen: [], stops: 'p99', judged: true, over: true }), {
    ...{ seen: [], stops: 'p99', judged: true, over: true },
  });
  assert.deepEqual(data({ kind: 'measured', seen: [] }), { seen: [] });
});
