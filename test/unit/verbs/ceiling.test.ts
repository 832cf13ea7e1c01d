import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ana, createHouse, from } from './house.ts';

for (const [hanging, part, line, verb] of [
  ['redis', 'redis', 'kill web', 'pod-kill'],
  ['redis', 'redis', 'list', 'list'],
  ['people', 'slack', 'kill web', 'pod-kill'],
] as const) {
  test(`while ${hanging} hangs, \`${line}\` says so in time and that nothing was started`, async () => {
    const { verbs, commands } = createHouse({ hanging: [hanging], ceilingMs: 60 });
    const started = performance.now();
    const answer = await verbs.line(line, from(ana));
    assert.ok(performance.now() - started < 500);
    assert.deepEqual(answer, {
      kind: 'refused',
      of: 'verb',
      refusal: { kind: 'unreachable', part: { kind: part }, verb },
    });
    assert.match(commands.join(), /unreachable/);
  });
}

test('before Redis was ever reached nothing can be asked for', async () => {
  const { verbs } = createHouse({ unconnected: true });
  const answer = await verbs.line('kill web', from(ana));
  assert.deepEqual(answer.kind === 'refused' && answer.of === 'verb' && answer.refusal, {
    kind: 'unreachable',
    part: { kind: 'redis' },
    verb: 'pod-kill',
  });
});

test('while Redis hangs, halt still closes the latches and ends what runs', async () => {
  const house = createHouse({ hanging: ['redis'], ceilingMs: 80 });
  const answer = await house.verbs.line('halt because it burns', from(ana));
  assert.equal(answer.kind, 'halted');
  if (answer.kind !== 'halted') return;
  assert.equal(answer.blind, true);
  assert.deepEqual(
    answer.outcomes.map(({ cluster, latched }) => [cluster, latched]),
    [
      ['staging', true],
      ['prod', true],
    ],
  );
});

test('while a cluster hangs, halt says which latch is not known to be closed', async () => {
  const house = createHouse({ hanging: ['latch'], ceilingMs: 60 });
  const answer = await house.verbs.line('halt', from(ana));
  assert.ok(answer.kind === 'halted' && answer.outcomes.every(({ latched }) => !latched));
  assert.ok(house.steps.includes('latched late'));
});

test('hello answers what it knows when Redis and the latches hang', async () => {
  const house = createHouse({ hanging: ['redis', 'latch'], ceilingMs: 60 });
  const answer = await house.verbs.line('', from(ana));
  assert.ok(answer.kind === 'hello' && answer.blind);
  assert.deepEqual(
    answer.halts.map(({ unreadable }) => unreadable),
    [true, true],
  );
});
