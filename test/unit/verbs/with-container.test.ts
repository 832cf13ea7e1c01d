// A container that was not named is the only one that the target's pods have, or is asked for by name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aimed } from '../../../src/verbs/aimed.ts';
import type { InjectCommand } from '../../../src/verbs/command.ts';
import { parseCommand } from '../../../src/verbs/parse.ts';
import { aPod, aWorkload } from '../chaos/sample-objects.ts';

const place = { cluster: 'staging', namespace: 'shop' };

function aimedAt(line: string, ...containers: readonly (readonly string[])[]) {
  const parsed = parseCommand(line);
  assert.ok(parsed.ok && parsed.value.verb === 'inject', line);
  const pods = containers.map((names, at) => aPod(`web-${at}`, { containers: names }));
  const cluster = { workloads: () => [aWorkload('web')], pods: () => pods, machines: () => [] };
  return aimed(parsed.value as InjectCommand, { place, cluster });
}

test('pods with one container leave no choice, and the plan says what was taken', () => {
  const found = aimedAt('kill-container web', ['app'], ['app']);
  assert.ok(found.ok);
  assert.deepEqual(found.said.experiment.parameters, { containers: ['app'] });
  assert.ok(found.said.defaults.includes('its only container, app'));
});

test('a container that was named stays, whatever the pods have', () => {
  for (const line of ['kill-container web proxy', 'kill-container web container=proxy']) {
    const found = aimedAt(line, ['app', 'proxy']);
    assert.ok(found.ok, line);
    assert.deepEqual(found.said.experiment.parameters, { containers: ['proxy'] });
  }
});

for (const [what, pods, containers] of [
  ['pods with several containers', [['app', 'proxy']], ['app', 'proxy']],
  ['pods that differ', [['app'], ['worker']], ['app', 'worker']],
  ['no pod at all', [], []],
] as const)
  test(`${what} are asked about by name`, () => {
    const found = aimedAt('kill-container web', ...pods);
    assert.ok(!found.ok && found.refused.of === 'target');
    assert.deepEqual(found.refused.refusal, { kind: 'which-container', word: 'web', containers });
  });
