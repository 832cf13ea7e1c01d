// A run, its people and its objects, for tests of what moves runs.

import type { ChaosObject, TargetRecord } from '../../../src/chaos/cluster.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import type { Person } from '../../../src/identity/person.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { Verdict } from '../../../src/policy/verdict.ts';
import { advance } from '../../../src/runs/advance.ts';
import type { Input } from '../../../src/runs/input.ts';
import { firstRecord } from '../../../src/runs/new-record.ts';
import type { RunRecord } from '../../../src/runs/record.ts';

export const T0 = Date.UTC(2026, 0, 5, 11, 0, 0);

function person(id: string, name: string, groups: readonly string[]): Person {
  return { id, name, email: `${name}@shop.example`, user: `${name}@shop.example`, groups };
}

export const ana = person('U1', 'Ana', ['shop-developers']);
export const mara = person('U2', 'Mara', ['shop-owners']);
export const jon = person('U3', 'Jon', ['sre']);
export const ben = person('U4', 'Ben', ['shop-developers']);

export const TWO_PEOPLE: Verdict = {
  kind: 'approvals',
  rule: 'production',
  approvals: [
    { group: 'shop-owners', count: 1 },
    { group: 'sre', count: 1 },
  ],
  start: 'requester',
  expireSeconds: 3_600,
};

export const AT_ONCE: Verdict = { kind: 'allow', rule: 'staging' };

export function plan(overrides: Partial<Plan> = {}): Plan {
  return {
    experiment: {
      kind: 'NetworkChaos',
      action: 'delay',
      target: { cluster: 'staging', namespace: 'shop', word: 'web', labels: { app: 'web' } },
      mode: { mode: 'one' },
      durationSeconds: 120,
      parameters: { latency: '200ms' },
    },
    manifest: {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'NetworkChaos',
      metadata: { name: 'delay-web-r-234567', namespace: 'shop' },
      spec: { action: 'delay' },
    },
    oneShot: false,
    disruptive: false,
    workloads: [{ kind: 'Deployment', name: 'web', replicas: 3, ready: 3 }],
    candidates: ['web-a', 'web-b', 'web-c'],
    affected: { least: 1, most: 1 },
    headroom: { staysReady: 2, budget: { name: 'web', allowed: 1 } },
    defaults: ['1 pod', '2 minutes'],
    findings: [],
    verdict: AT_ONCE,
    digest: 'd'.repeat(64),
    dryRun: false,
    ...overrides,
  };
}

const rampExperiment = {
  ...plan().experiment,
  mode: { mode: 'all' } as const,
  steps: [{ mode: 'one' } as const, { mode: 'fixed', value: 2 } as const],
};

/** What makes a plan one of three steps: one pod, two, then all. */
export const RAMP: Partial<Plan> = {
  experiment: rampExperiment,
  manifest: manifestOf(rampExperiment, 'delay-web-r-234567'),
  affected: { least: 3, most: 3 },
};

export function draft(overrides: Partial<Plan> = {}): RunRecord {
  const run = { id: 'r-234567', requester: ana, origin: 'C1', channel: 'C1', plan: plan(overrides) };
  return firstRecord(run, T0);
}

export function target(
  id: string,
  phase: TargetRecord['phase'],
  counts: readonly [number, number] = [0, 0],
): TargetRecord {
  return { id, selectorKey: '.', phase, injectedCount: counts[0], recoveredCount: counts[1] };
}

export function object(overrides: Partial<ChaosObject> = {}): ChaosObject {
  return {
    kind: 'NetworkChaos',
    namespace: 'shop',
    name: 'delay-web-r-234567',
    uid: 'uid-1',
    resourceVersion: '10',
    createdAt: T0,
    deleting: false,
    finalizers: [],
    labels: {},
    annotations: {},
    spec: {},
    paused: false,
    records: [],
    ...overrides,
  };
}

/** The record after these inputs, each a second after the one before; a refusal is an error of the test. */
export function after(record: RunRecord, ...inputs: readonly Input[]): RunRecord {
  return inputs.reduce((current, input, index) => {
    const step = advance(current, input, T0 + (index + 1) * 1_000);
    if (step.kind === 'refused') throw new Error(`refused: ${JSON.stringify(step.refusal)}`);
    return step.kind === 'moved' ? step.record : current;
  }, record);
}

export const CARD: Input = {
  kind: 'posted',
  message: 'card',
  channel: 'C1',
  ts: '1.1',
  shown: 'h',
  facts: 3,
};

/** Inputs that lead a draft of `plan()` to `starting`. */
export function untilStarting(): readonly Input[] {
  return [
    { kind: 'request', by: ana, digest: plan().digest },
    { kind: 'checked', plan: plan({ dryRun: true }), asked: [] },
    CARD,
    { kind: 'gate', latch: 'open', plan: plan() },
  ];
}

/** Inputs that lead a draft of `plan()` to `running`. */
export function untilRunning(): readonly Input[] {
  return [
    ...untilStarting(),
    { kind: 'creating' },
    { kind: 'created', object: object() },
    {
      kind: 'seen',
      object: object({
        resourceVersion: '11',
        desiredPhase: 'Run',
        records: [target('shop/web-a', 'Injected', [1, 0])],
      }),
    },
  ];
}
