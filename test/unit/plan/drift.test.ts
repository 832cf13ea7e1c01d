// What makes an approved plan another one, and what does not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drift } from '../../../src/plan/drift.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { Verdict } from '../../../src/policy/verdict.ts';
import { failWeb, type Picture, pod, request, web } from './shop.ts';

const approved = await makePlan(request());

async function driftTo(picture: Picture): Promise<readonly string[]> {
  return drift(approved, await makePlan(request(picture)));
}

const ask = (count: number, start: 'auto' | 'requester' = 'auto'): Verdict => ({
  kind: 'approvals',
  rule: 'prod',
  approvals: [{ group: 'sre', count }],
  start,
  expireSeconds: 60,
});

function verdictDrift(before: Verdict, after: Verdict): readonly string[] {
  return drift({ ...approved, verdict: before }, { ...approved, verdict: after });
}

test('the same plan made again has not drifted', async () => {
  assert.deepEqual(await driftTo({}), []);
});

test('other pods of the same workload are no drift', async () => {
  assert.deepEqual(await driftTo({ pods: ['x', 'y', 'z'].map((name) => pod(name)) }), []);
});

test('more replicas are no drift, fewer are', async () => {
  const pods = ['a', 'b', 'c', 'd'].map((name) => pod(name));
  assert.deepEqual(await driftTo({ pods, workloads: [web(4)] }), []);
  assert.deepEqual(await driftTo({ pods: pods.slice(0, 2), workloads: [web(2)] }), [
    'It would be 50 % of the pods now, not 33 %.',
    'Only 1 pod would stay ready now, not 2.',
  ]);
});

test('a pod that is not ready any more takes from the headroom that was promised', async () => {
  const pods = [pod('a'), pod('b'), pod('c', { ready: false })];
  assert.deepEqual(await driftTo({ pods }), ['Only 1 pod would stay ready now, not 2.']);
});

test('another workload is drift', async () => {
  assert.deepEqual(await driftTo({ workloads: [{ ...web(3), name: 'web-next' }] }), [
    'It would hit Deployment/web-next now, not Deployment/web.',
  ]);
});

test('another manifest is drift', async () => {
  const now = await makePlan(request({}, { experiment: failWeb }));
  assert.deepEqual(drift(approved, now), ['The experiment itself is another one now.']);
});

test('more pods hit than approved is drift, fewer is not', () => {
  const more: Plan = { ...approved, affected: { least: 2, most: 2 } };
  assert.deepEqual(drift(approved, more), [
    'Up to 2 pods would be hit now, not 1.',
    'It would be 67 % of the pods now, not 33 %.',
  ]);
  assert.deepEqual(drift(more, approved), []);
});

test('a target that has vanished is drift in every word of it', async () => {
  assert.deepEqual(await driftTo({ pods: [], workloads: [] }), [
    'It would hit no workload now, not Deployment/web.',
    'Only 0 pods would stay ready now, not 2.',
    'No pod matches the selector.',
  ]);
});

test('only a stricter verdict is drift', () => {
  const allow: Verdict = { kind: 'allow', rule: 'free' };
  const refuse: Verdict = { kind: 'refuse', rule: 'closed', sentence: 'Closed now.' };
  assert.deepEqual(verdictDrift(allow, refuse), ['Closed now.']);
  assert.deepEqual(verdictDrift(allow, ask(1)), ['The rule “prod” now asks for 1 of sre.']);
  assert.deepEqual(verdictDrift(ask(1), ask(2)), ['The rule “prod” now asks for 2 of sre.']);
  assert.deepEqual(verdictDrift(ask(1), ask(1, 'requester')), [
    'The rule “prod” now leaves the start to the requester.',
  ]);
  assert.deepEqual(verdictDrift(ask(2), ask(1)), []);
  assert.deepEqual(verdictDrift(ask(1, 'requester'), ask(1)), []);
  assert.deepEqual(verdictDrift(ask(1), allow), []);
  assert.deepEqual(verdictDrift(refuse, refuse), []);
  assert.deepEqual(verdictDrift(refuse, ask(1)), []);
});
