// Records of runs to draw from: a kill in production that two people must agree to, and a delay in staging.

import type { TargetRecord } from '../../src/chaos/cluster.ts';
import type { Experiment } from '../../src/chaos/experiment.ts';
import type { Person } from '../../src/identity/person.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Message, RunRecord, Vote } from '../../src/runs/record.ts';
import type { TargetProof } from '../../src/runs/seen-in-cluster.ts';

/** 11:00:00 UTC of some day. */
export const START = Date.UTC(2026, 10, 23, 11);

export function at(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return Date.UTC(2026, 10, 23, hours, minutes, seconds);
}

function person(id: string, name: string, ...groups: string[]): Person {
  const user = name.toLowerCase();
  return { id, name, email: `${user}@example.com`, user, groups, timeZone: 'Europe/Berlin' };
}

export const ana = person('U0ANA', 'Ana', 'shop-developers');
export const jon = person('U0JON', 'Jon', 'sre');
export const mara = person('U0MARA', 'Mara', 'shop-owners');
export const ben = person('U0BEN', 'Ben', 'sre');

export function vote(by: Person, clock: string, says: Vote['vote'] = 'approve', why?: string): Vote {
  return { by, vote: says, at: at(clock), ...(why === undefined ? {} : { why }) };
}

export function posted(ts = '1763895600.000100'): Message {
  return { state: 'posted', channel: 'C0SHOP', ts, shown: '', facts: 0, at: START };
}

export function target(name: string, phase: TargetRecord['phase'], failure?: string): TargetRecord {
  const injected = phase === 'Injected' ? 1 : 0;
  return {
    id: `shop/${name}`,
    selectorKey: '.',
    phase,
    injectedCount: injected,
    recoveredCount: 0,
    ...(failure === undefined ? {} : { failure }),
  };
}

export function proven(name: string, clean: TargetProof['clean'], sentence: string): TargetProof {
  return { id: `shop/${name}`, clean, sentence };
}

const DIGEST = `3fa2${'0'.repeat(60)}`;

function planOf(experiment: Experiment, pods: readonly string[], rest: Partial<Plan>): Plan {
  return {
    experiment,
    manifest: {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: experiment.kind,
      metadata: { name: 'web-r-7k3m9q', namespace: 'shop' },
      spec: {},
    },
    oneShot: false,
    disruptive: false,
    workloads: [{ kind: 'Deployment', name: 'web', replicas: pods.length, ready: pods.length }],
    candidates: pods,
    affected: { least: 1, most: 1 },
    headroom: { staysReady: pods.length - 1, budget: { name: 'web', allowed: 1 } },
    defaults: [],
    findings: [],
    verdict: { kind: 'allow', rule: 'own service in staging' },
    digest: DIGEST,
    dryRun: true,
    ...rest,
  };
}

function experimentOn(
  cluster: string,
  rest: Pick<Experiment, 'kind' | 'action' | 'mode' | 'parameters'>,
): Experiment {
  const labels = { app: 'web' };
  return { target: { cluster, namespace: 'shop', word: 'web', labels }, durationSeconds: 120, ...rest };
}

const killing = { kind: 'PodChaos', action: 'pod-kill', mode: { mode: 'one' }, parameters: {} } as const;
const delaying = {
  kind: 'NetworkChaos',
  action: 'delay',
  mode: { mode: 'all' },
  parameters: { latency: '200ms' },
} as const;

const TWELVE = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'].map((letter) => `web-${letter}`);
const THREE = ['web-a', 'web-b', 'web-c'];

/** One of twelve web pods in production; asks one of shop-owners and one of sre. */
export const prodKill: Plan = planOf(experimentOn('eu-1', killing), TWELVE, {
  oneShot: true,
  disruptive: true,
  verdict: {
    kind: 'approvals',
    rule: 'production',
    approvals: [
      { group: 'shop-owners', count: 1 },
      { group: 'sre', count: 1 },
    ],
    start: 'requester',
    expireSeconds: 3_600,
  },
});

/** One of three web pods in staging; allowed at once. */
export const stagingKill: Plan = planOf(experimentOn('staging', killing), THREE, {
  oneShot: true,
  disruptive: true,
});

/** All three web pods in staging; allowed at once. */
export const stagingDelay: Plan = planOf(experimentOn('staging', delaying), THREE, {
  affected: { least: 3, most: 3 },
  headroom: { staysReady: 3 },
});

/** A request for the kill in production at 11:05, asked of Mara and Jon; nobody has voted. */
export function sampleRecord(overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: 1,
    id: 'r-7k3m9q',
    head: `9c41d07be2f5${'0'.repeat(52)}`,
    seq: 7,
    facts: 7,
    phase: 'awaiting',
    since: at('11:05'),
    createdAt: START,
    requester: ana,
    origin: 'C0SHOP',
    channel: 'C0SHOP',
    reason: 'does checkout survive losing a pod?',
    plan: prodKill,
    votes: [],
    asked: [mara, jon],
    startAsked: false,
    records: [],
    escalations: 0,
    messages: {},
    tries: {},
    ...overrides,
  };
}

/** The delay in staging, running since 11:05:10. */
export function sampleDelay(overrides: Partial<RunRecord> = {}): RunRecord {
  const { reason: _reason, ...record } = sampleRecord({
    phase: 'running',
    since: at('11:05:11'),
    plan: stagingDelay,
    asked: [],
    startAsked: true,
    injectedAt: at('11:05:11'),
    plannedEnd: at('11:07:10'),
    records: THREE.map((name) => target(name, 'Injected')),
    ready: { now: 3, of: 3, lowest: 2 },
    messages: { card: posted() },
  });
  return { ...record, ...overrides };
}

/** The kill in staging, which hit web-b at 11:00:04. */
export function sampleKill(overrides: Partial<RunRecord> = {}): RunRecord {
  return sampleDelay({
    phase: 'verifying',
    since: at('11:00:04'),
    plan: stagingKill,
    injectedAt: at('11:00:04'),
    plannedEnd: at('11:02:03'),
    records: [target('web-b', 'Injected')],
    ready: { now: 2, of: 3, lowest: 2 },
    ...overrides,
  });
}
