// Runs that hit no pods: a machine in staging, and an instance of a cloud in production.

import type { TargetRecord } from '../../src/chaos/cluster.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { at, jon, mara, prodKill, sampleDelay, sampleRecord, stagingDelay, vote } from './sample-record.ts';

const INSTANCE = 'i-0123456789abcdef0';

function aimedAt(cluster: string, word: string): Plan['experiment']['target'] {
  return { cluster, namespace: 'shop', word, labels: {} };
}

const machines = ['db-1', 'db-2'].map((name, nth) => ({
  ...{ id: `http://192.0.2.5${nth + 1}:31768`, name, record: `shop/${name}` },
}));

/** One of the two machines of a rack is stressed; an SRE agrees. */
export const machineStress: Plan = {
  ...withoutHeadroom(stagingDelay),
  experiment: {
    ...stagingDelay.experiment,
    ...{ kind: 'PhysicalMachineChaos', action: 'machine-stress-cpu', mode: { mode: 'one' } },
    target: { ...aimedAt('staging', 'role=db'), labels: { role: 'db' } },
    parameters: { load: 80, workers: 1 },
  },
  workloads: machines.map(({ name }) => ({ kind: 'PhysicalMachine', name, replicas: 1, ready: 1 })),
  candidates: machines.map(({ name }) => name),
  affected: { least: 1, most: 1 },
  hits: { on: 'machines', things: machines },
  defaults: ['1 machine', '2 minutes', 'workers 1'],
  verdict: {
    ...{ kind: 'approvals', rule: 'staging-outside', approvals: [{ group: 'sre', count: 1 }] },
    ...{ start: 'auto', expireSeconds: 3_600 },
  },
};

/** An instance is stopped for two minutes; one of each group agrees. */
export const instanceStop: Plan = {
  ...withoutHeadroom(prodKill),
  experiment: {
    ...prodKill.experiment,
    ...{ kind: 'AWSChaos', action: 'ec2-stop', target: aimedAt('eu-1', INSTANCE) },
    parameters: { instance: INSTANCE, region: 'eu-central-1', secret: 'cloud-account' },
  },
  oneShot: false,
  workloads: [{ kind: 'AWSChaos', name: INSTANCE, replicas: 1, ready: 1 }],
  candidates: [INSTANCE],
  hits: { on: 'cloud', things: [{ id: `AWSChaos ${INSTANCE} eu-central-1`, name: INSTANCE }] },
};

export const instanceRestart: Plan = {
  ...instanceStop,
  experiment: { ...instanceStop.experiment, action: 'ec2-restart' },
  oneShot: true,
};

function withoutHeadroom({ headroom: _, ...plan }: Plan): Plan {
  return plan;
}

const CLOUD_RECORD = `{"awsRegion":"eu-central-1","ec2Instance":"${INSTANCE}"}`;

function hit(id: string, failure?: string): TargetRecord {
  const facts = { selectorKey: '.', phase: 'Injected', injectedCount: 1, recoveredCount: 0 } as const;
  return { id, ...facts, ...(failure === undefined ? {} : { failure }) };
}

function running(plan: Plan, record: TargetRecord, rest: Partial<RunRecord> = {}): RunRecord {
  const { ready: _, ...delay } = sampleDelay({ plan, records: [record], ...rest });
  return delay;
}

const ended = { stop: { why: 'ended', at: at('11:07:10') }, recoveredAt: at('11:07:19') } as const;

function over(id: string, sentence: string): Partial<RunRecord> {
  const targets = [{ id, clean: 'clean' as const, sentence }];
  return { phase: 'recovered', ...ended, proof: { at: at('11:07:19'), complete: true, targets } };
}

const DB = 'shop/db-1';
const NO_ANSWER = 'Delete "http://192.0.2.51:31768/api/attack/1": connection refused';

const stuck = running(machineStress, hit(DB, NO_ANSWER), {
  ...{ phase: 'stuck', since: at('11:07:40'), votes: [vote(jon, '11:04')], stop: ended.stop },
  proof: {
    ...{ at: at('11:11:10'), complete: false },
    targets: [{ id: DB, clean: 'carries', sentence: `db-1 is still injected (${NO_ANSWER})` }],
  },
});

const taken = running(machineStress, hit(DB), over(DB, 'db-1: chaosd took it back'));
const accepted = running(
  instanceStop,
  hit(CLOUD_RECORD),
  over(CLOUD_RECORD, `${INSTANCE}: the cloud accepted that it is undone`),
);
const restarted = running(
  instanceRestart,
  hit(CLOUD_RECORD),
  over(CLOUD_RECORD, `${INSTANCE}: the cloud accepted it, which is all that can be seen`),
);

export const outsideCards: Readonly<Record<string, RunRecord>> = {
  'machine-awaiting': sampleRecord({ plan: machineStress, asked: [jon] }),
  'machine-injecting': running(
    machineStress,
    { ...hit(DB), phase: 'Not Injected', injectedCount: 0 },
    {
      phase: 'injecting',
    },
  ),
  'machine-running': running(machineStress, hit(DB)),
  'machine-stuck': stuck,
  'machine-recovered': taken,
  'instance-awaiting': sampleRecord({ plan: instanceStop }),
  'instance-running': running(instanceStop, hit(CLOUD_RECORD)),
  'instance-taken-back': accepted,
  'instance-restarted': restarted,
};

export const outsideReplies: Readonly<Record<string, readonly [key: string, record: RunRecord]>> = {
  'machine-injected': ['reply:injected', running(machineStress, hit(DB))],
  'machine-stuck': ['reply:stuck', stuck],
  'machine-verdict': ['reply:verdict', taken],
  'instance-verdict': ['reply:verdict', accepted],
  'instance-restart-verdict': ['reply:verdict', restarted],
};

export const outsideDms: Readonly<Record<string, RunRecord>> = {
  'machine-asked': sampleRecord({ plan: machineStress, asked: [jon] }),
  'instance-asked': sampleRecord({ plan: instanceStop, asked: [mara, jon] }),
};
