// What an experiment is called, and what of it the title does not say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionById } from '../../../src/chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../../src/chaos/catalogue/parse-parameters.ts';
import { detailsOf } from '../../../src/chaos/describe.ts';
import { anExperiment } from './sample-objects.ts';

function details(kind: string, id: string, raw: Readonly<Record<string, unknown>>): string | undefined {
  const action = actionById(kind, id);
  assert.ok(action);
  const answer = parseParameters(action, raw);
  assert.ok(answer.ok, JSON.stringify(answer));
  return detailsOf(anExperiment({ kind, action: id, parameters: answer.parameters }));
}

test('what somebody said beside the title is told to those who must agree', () => {
  const said = details('NetworkChaos', 'delay', { latency: '200ms', jitter: '4m', correlation: '100' });
  assert.equal(said, 'jitter 4 min, correlation 100 %');
  assert.match(details('StressChaos', 'cpu', { load: '80', workers: '4' }) ?? '', /^workers 4$/);
});

test('defaults and what the title says already are not told twice', () => {
  assert.equal(details('NetworkChaos', 'delay', { latency: '200ms' }), undefined);
  assert.equal(details('NetworkChaos', 'delay', { latency: '200ms', jitter: '0ms' }), undefined);
  assert.equal(details('PodChaos', 'pod-kill', {}), undefined);
});

test('a password is told to be there, and not what it is', () => {
  const parameters = { addr: '192.0.2.1:6379', password: 'hunter2' };
  assert.equal(
    details('PhysicalMachineChaos', 'machine-redis-stop', parameters),
    'addr 192.0.2.1:6379, password ••••',
  );
});
