// A Schedule and a Workflow in staging, at the places of their lives that people read of.

import { parse } from 'yaml';
import { orchestratedOf } from '../../src/chaos/orchestration/compose.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import type { Child } from '../../src/runs/seen-in-cluster.ts';
import { SCHEDULE, WORKFLOW } from '../unit/chaos/orchestration-yaml.ts';
import { at, jon, proven, sampleDelay, sampleRecord, stagingDelay, target, vote } from './sample-record.ts';

function planOf(kind: 'Schedule' | 'Workflow', text: string, rest: Partial<Plan>): Plan {
  const { spec } = parse(text) as { readonly spec: Record<string, unknown> };
  const source = {
    kind,
    namespace: 'shop',
    spec,
    annotations: kind === 'Schedule' ? { 'faultline.dev/for': '2h' } : {},
  };
  const experiment = orchestratedOf(source, 'staging');
  if (experiment === undefined) throw new Error(`the ${kind} is none`);
  return { ...stagingDelay, experiment, affected: { least: 1, most: 1 }, ...rest };
}

export const schedulePlan = planOf('Schedule', SCHEDULE, {
  findings: [
    {
      severity: 'info',
      check: 'next-starts',
      path: 'spec.schedule',
      sentence:
        'Started now it would start 12 times until it is deleted: 10 minutes after it is made and as long after each start.',
    },
  ],
});

export const workflowPlan = planOf('Workflow', WORKFLOW, {
  disruptive: true,
  affected: { least: 1, most: 3 },
  candidates: ['cart-a', 'cart-b', 'cart-c', 'cart-d', 'web-a', 'web-b', 'web-c'],
  headroom: { staysReady: 4 },
  verdict: {
    ...{ kind: 'approvals', rule: 'two services', approvals: [{ group: 'sre', count: 1 }] },
    ...{ start: 'auto', expireSeconds: 3_600 },
  },
});

function child(name: string, rest: Partial<Child>): Child {
  const full = `schedule-web-r-7k3m9q-${name}`;
  return {
    ...{ kind: 'NetworkChaos', namespace: 'shop', name: full, uid: name, action: 'delay' },
    ...{ deleting: false, finalizers: [], gone: false, records: [target('web-b', 'Injected')] },
    ...rest,
  };
}

const children = [
  child('4xk2p', { desiredPhase: 'Stop', records: [target('web-a', 'Not Injected')], clean: true }),
  child('m9w7c', { gone: true, final: true, records: [target('web-c', 'Not Injected')] }),
  child('zz5hd', { desiredPhase: 'Run' }),
];

export const scheduled = (rest: Partial<RunRecord> = {}): RunRecord =>
  sampleDelay({
    plan: schedulePlan,
    plannedEnd: at('13:05:11'),
    records: [],
    children,
    childrenProven: 4,
    ...rest,
  });

export const wholeCards: Readonly<Record<string, RunRecord>> = {
  'awaiting-workflow': sampleRecord({ plan: workflowPlan, votes: [], asked: [jon] }),
  'running-schedule': scheduled(),
  'stuck-schedule': scheduled({
    phase: 'stuck',
    since: at('11:40:30'),
    stop: { why: 'stopped', at: at('11:40'), by: 'Ana' },
    proof: {
      at: at('11:40:40'),
      complete: false,
      targets: [
        proven('schedule-web-r-7k3m9q-m9w7c', 'clean', '1 of 1 proven clean'),
        proven('schedule-web-r-7k3m9q-zz5hd', 'carries', 'web-b still has our network rules'),
      ],
    },
  }),
  'recovered-schedule': scheduled({
    phase: 'recovered',
    children: [],
    childrenProven: 7,
    stop: { why: 'ended', at: at('13:05:11') },
    recoveredAt: at('13:05:14'),
    proof: { at: at('13:05:14'), complete: true, targets: [] },
    votes: [vote(jon, '11:04')],
  }),
};
