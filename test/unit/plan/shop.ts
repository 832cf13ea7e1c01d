// A cluster's picture with one service of a few pods, for the tests of plans.

import type { Budget, ChaosObject, Machine, Pod, Workload } from '../../../src/chaos/cluster.ts';
import type { Experiment } from '../../../src/chaos/experiment.ts';
import type { Person } from '../../../src/identity/person.ts';
import type { PlanRequest } from '../../../src/plan/make-plan.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { aPod } from '../chaos/sample-objects.ts';

export const ana: Person = {
  id: 'U1',
  name: 'ana',
  email: 'ana@shop.example',
  user: 'ana@shop.example',
  groups: ['shop-developers'],
};

export const pod = aPod;

export function web(replicas: number, ready = replicas): Workload {
  const labels = { app: 'web' };
  return { kind: 'Deployment', namespace: 'shop', name: 'web', labels, selector: labels, replicas, ready };
}

export interface Picture {
  readonly synced?: boolean;
  readonly pods?: readonly Pod[];
  readonly workloads?: readonly Workload[];
  readonly budgets?: readonly Budget[];
  readonly experiments?: readonly ChaosObject[];
  readonly machines?: readonly Machine[];
}

export const killWeb: Experiment = {
  kind: 'PodChaos',
  action: 'pod-kill',
  target: { cluster: 'staging', namespace: 'shop', word: 'web', labels: { app: 'web' } },
  mode: { mode: 'one' },
  durationSeconds: 120,
  parameters: {},
};

export const failWeb: Experiment = { ...killWeb, action: 'pod-failure' };

export const policy = createPolicy({
  protectedNamespaces: ['kube-system'],
  limits: { maxDurationSeconds: 600, maxPods: 2, maxShare: 1 },
  rules: [
    { name: 'free', when: 'cluster == "staging"', outcome: { kind: 'allow' }, limits: {} },
    {
      name: 'production',
      when: 'production',
      outcome: {
        kind: 'approvals',
        approvals: [{ group: 'sre', count: 1 }],
        start: 'auto',
        expireSeconds: 60,
      },
      limits: {},
    },
  ],
});

export function request(picture: Picture = {}, over: Partial<PlanRequest> = {}): PlanRequest {
  const { synced = true, pods = ['a', 'b', 'c'].map((name) => pod(name)), workloads = [web(3)] } = picture;
  return {
    experiment: killWeb,
    person: ana,
    cluster: { name: 'staging', production: false },
    cache: {
      synced: () => synced,
      pods: () => pods,
      workloads: () => workloads,
      budgets: () => picture.budgets ?? [],
      experiments: () => picture.experiments ?? [],
      machines: () => picture.machines ?? [],
    },
    policy,
    name: 'kill-web-r-7k3m9q',
    defaults: ['1 pod', '2 minutes'],
    now: 0,
    ...over,
  };
}
