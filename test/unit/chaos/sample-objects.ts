// Pods, workloads and experiments as small as a test can use them.

import type { ChaosObject, Machine, Pod, TargetRecord, Workload } from '../../../src/chaos/cluster.ts';
import type { Experiment } from '../../../src/chaos/experiment.ts';

export function aPod(name: string, changes: Partial<Pod> = {}): Pod {
  return {
    namespace: 'shop',
    name,
    uid: `uid-${name}`,
    labels: { app: 'web' },
    annotations: {},
    phase: 'Running',
    ready: true,
    deleting: false,
    hostNetwork: false,
    containers: ['app'],
    restarts: 0,
    owner: { kind: 'Deployment', name: 'web' },
    ...changes,
  };
}

export function aWorkload(name: string, changes: Partial<Workload> = {}): Workload {
  return {
    kind: 'Deployment',
    namespace: 'shop',
    name,
    labels: {},
    selector: { app: name },
    replicas: 3,
    ready: 3,
    ...changes,
  };
}

export function aMachine(name: string, address: string, labels: Machine['labels'] = {}): Machine {
  return { namespace: 'shop', name, labels, annotations: {}, address };
}

export function aRecord(id: string, changes: Partial<TargetRecord> = {}): TargetRecord {
  return { id, selectorKey: '.', phase: 'Not Injected', injectedCount: 1, recoveredCount: 1, ...changes };
}

export function anObject(changes: Partial<ChaosObject> = {}): ChaosObject {
  return {
    kind: 'PodChaos',
    namespace: 'shop',
    name: 'fail-web-r-7k3m9q',
    uid: 'u-1',
    resourceVersion: '10',
    createdAt: 0,
    deleting: false,
    finalizers: ['chaos-mesh/records'],
    labels: {},
    annotations: {},
    spec: { action: 'pod-failure' },
    paused: false,
    desiredPhase: 'Run',
    records: [],
    ...changes,
  };
}

export function anExperiment(changes: Partial<Experiment> = {}): Experiment {
  return {
    kind: 'PodChaos',
    action: 'pod-kill',
    target: { cluster: 'staging', namespace: 'shop', word: 'web', labels: { app: 'web' } },
    mode: { mode: 'one' },
    durationSeconds: 120,
    parameters: { grace: 0 },
    ...changes,
  };
}
