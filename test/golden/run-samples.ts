// One record for each thing that a person can read of a run.

import type { Finding } from '../../src/plan/plan.ts';
import type { Phase, RunRecord } from '../../src/runs/record.ts';
import { wholeCards } from './sample-orchestrations.ts';
import {
  ana,
  at,
  jon,
  mara,
  posted,
  prodKill,
  proven,
  sampleDelay,
  sampleKill,
  sampleRecord,
  stagingDelay,
  stagingKill,
  target,
  vote,
} from './sample-record.ts';

const agreed = [vote(jon, '11:06'), vote(mara, '11:09')];

const allClean = {
  at: at('11:07:19'),
  complete: true,
  targets: ['web-a', 'web-b', 'web-c'].map((name) => proven(name, 'clean', 'no entry left, ready')),
};

const oneLeft = {
  at: at('11:11:10'),
  complete: false,
  targets: [
    proven('web-a', 'clean', 'no entry left, ready'),
    proven('web-b', 'carries', 'on node-b: Chaos Mesh cannot reach its daemon (connection refused, 6 tries)'),
    proven('web-c', 'clean', 'no entry left, ready'),
  ],
};

const stuck = (rest: Partial<RunRecord> = {}) =>
  sampleDelay({
    phase: 'stuck',
    since: at('11:07:40'),
    votes: agreed,
    stop: { why: 'ended', at: at('11:07:10') },
    proof: oneLeft,
    ...rest,
  });

const rampPlan = (plan: RunRecord['plan']): RunRecord['plan'] => ({
  ...plan,
  experiment: {
    ...plan.experiment,
    mode: { mode: 'all' },
    steps: [{ mode: 'one' }, { mode: 'fixed', value: 2 }],
  },
});

const ramp = (rest: Partial<RunRecord> = {}): RunRecord => {
  const record = sampleDelay(rest);
  return { ...record, plan: rampPlan(record.plan) };
};

const blocked: Finding = {
  severity: 'block',
  check: 'no-pods',
  path: 'spec.selector',
  sentence: 'No Running pod matches app=web.',
  cure: 'Try /chaos targets.',
};

const approved = (rest: Partial<RunRecord> = {}) =>
  sampleRecord({ phase: 'approved', since: at('11:09'), votes: agreed, ...rest });

export const cards: Readonly<Record<Phase, RunRecord>> = {
  draft: sampleRecord({ phase: 'draft', from: 'checking', asked: [] }),
  checking: sampleRecord({ phase: 'checking', asked: [] }),
  awaiting: sampleRecord({ votes: [vote(jon, '11:06')] }),
  approved: approved(),
  starting: approved({ phase: 'starting', startAsked: true }),
  injecting: sampleDelay({
    phase: 'injecting',
    records: [
      target('web-a', 'Injected'),
      target('web-b', 'Not Injected', 'daemon of node-b did not answer'),
    ],
  }),
  running: sampleDelay(),
  paused: sampleDelay({ phase: 'paused' }),
  recovering: sampleDelay({
    phase: 'recovering',
    stop: { why: 'stopped', at: at('11:06:30'), by: 'Mara', reason: 'checkout is slow' },
  }),
  verifying: sampleKill(),
  between: ramp({ phase: 'between', since: at('11:07:12'), startAsked: true }),
  stuck: stuck(),
  dropped: sampleRecord({ phase: 'dropped', asked: [] }),
  refused: sampleRecord({ phase: 'refused', trouble: 'no Running pod matches app=web' }),
  denied: sampleRecord({ phase: 'denied', votes: [vote(mara, '11:07', 'deny', 'a sale is on')] }),
  expired: sampleRecord({ phase: 'expired', from: 'awaiting' }),
  withdrawn: sampleRecord({ phase: 'withdrawn', stop: { why: 'stopped', at: at('11:07'), by: 'Ana' } }),
  cancelled: sampleRecord({ phase: 'cancelled', stop: { why: 'halted', at: at('11:07'), by: 'Mara' } }),
  failed: approved({ phase: 'failed', trouble: 'pods is forbidden: User "ana" cannot create podchaos' }),
  recovered: sampleDelay({
    phase: 'recovered',
    stop: { why: 'ended', at: at('11:07:10') },
    recoveredAt: at('11:07:19'),
    proof: allClean,
  }),
  abandoned: stuck({
    phase: 'abandoned',
    abandonAskedBy: ana,
    stop: { why: 'stopped', at: at('11:30'), by: 'Mara' },
  }),
};

const killRecovered = sampleKill({
  phase: 'recovered',
  recoveredAt: at('11:00:13'),
  ready: { now: 3, of: 3, lowest: 2 },
  proof: {
    at: at('11:00:13'),
    complete: true,
    targets: [proven('web-b', 'clean', 'replaced by web-f, ready')],
  },
});

export const moreCards: Readonly<Record<string, RunRecord>> = {
  ...wholeCards,
  'awaiting-nobody-yet': sampleRecord(),
  'approved-held': approved({ startAsked: true, trouble: 'the latch of eu-1 cannot be read' }),
  'running-pausing': sampleDelay({ hold: { paused: true, by: ana } }),
  'running-not-paused': sampleDelay({ trouble: 'User "ana" cannot patch networkchaos.' }),
  'paused-until': sampleDelay({
    phase: 'paused',
    hold: { paused: true, by: ana, until: at('11:06:40'), done: true },
  }),
  'paused-resuming': sampleDelay({ phase: 'paused', hold: { paused: false, by: ana } }),
  'running-ramp': ramp({ step: 1 }),
  'between-tapped': ramp({ phase: 'between', since: at('11:07:12'), startAsked: false }),
  'between-held': ramp({
    ...{ phase: 'between', since: at('11:07:12'), startAsked: true, step: 1 },
    trouble: 'shop p99 is at 900 ms already (limit 500 ms)',
  }),
  'recovered-ramp': ramp({
    ...{ phase: 'recovered', step: 2, recoveredAt: at('11:07:19'), proof: allClean },
    stop: { why: 'ended', at: at('11:07:10') },
  }),
  'recovered-ramp-held': ramp({
    ...{ phase: 'recovered', from: 'between', step: 1, recoveredAt: at('11:07:12'), proof: allClean },
    stop: { why: 'held', at: at('11:37:12'), reason: 'nobody pressed Start now' },
  }),
  'injecting-kill': sampleKill({ phase: 'injecting', records: [target('web-b', 'Not Injected')] }),
  'recovered-kill': killRecovered,
  'recovered-late': stuck({
    phase: 'recovered',
    recoveredAt: at('11:16:10'),
    proof: allClean,
    escalations: 1,
  }),
  'stuck-kill': sampleKill({
    phase: 'stuck',
    since: at('11:02:04'),
    proof: {
      at: at('11:02:04'),
      complete: false,
      targets: [proven('web-b', 'unknown', 'no pod has taken its place')],
    },
  }),
};

const unproven = {
  at: at('11:07:40'),
  complete: false,
  targets: [proven('web-a', 'unknown', 'the API server does not answer')],
};

const ending = (why: 'gone' | 'not-injected' | 'late') =>
  sampleDelay({ phase: 'recovering', stop: { why, at: at('11:06:30') } });

const template = {
  ...{ name: 'slow-dependency', title: 'Slow dependency', owners: ['shop-owners', 'kim@example.com'] },
  ...{ hash: `9a09${'0'.repeat(60)}`, hypothesis: true, edited: false },
};
const expecting = { template, reason: 'checkout falls back to its cache' };

export const oddCards: Readonly<Record<string, RunRecord>> = {
  'running-template': sampleDelay(expecting),
  'recovered-template': { ...cards.recovered, ...expecting },
  'checking-delay': sampleDelay({ phase: 'checking', records: [] }),
  'expired-not-started': approved({ phase: 'expired', from: 'approved' }),
  'recovering-gone': ending('gone'),
  'recovering-not-injected': ending('not-injected'),
  'recovering-late': ending('late'),
  'stuck-unproven': stuck({ proof: unproven, trouble: 'cluster staging did not answer' }),
  'stuck-without-proof': stuck({
    proof: undefined,
    records: [
      target('web-b', 'Injected', 'daemon of node-b did not answer'),
      target('web-c', 'Not Injected'),
    ],
  }),
  'stuck-unknown': stuck({ proof: undefined, records: [] }),
  'verifying-delay': sampleDelay({ phase: 'verifying', proof: oneLeft }),
};

const inThread = { messages: { card: posted() } };

export const replies: Readonly<Record<string, readonly [key: string, record: RunRecord]>> = {
  approved: ['reply:approved', approved(inThread)],
  injected: ['reply:injected', sampleDelay()],
  'next-step': ['reply:step-2', ramp({ phase: 'between', since: at('11:07:12'), startAsked: false })],
  'injected-in-part': [
    'reply:injected',
    sampleDelay({
      records: [
        target('web-a', 'Injected'),
        target('web-b', 'Not Injected', 'daemon of node-b did not answer'),
      ],
    }),
  ],
  halted: [
    'reply:halted',
    sampleDelay({
      phase: 'recovering',
      stop: { why: 'halted', at: at('11:06:30'), by: 'Mara', reason: 'checkout is down' },
    }),
  ],
  stuck: ['reply:stuck', stuck()],
  'stuck-unproven': ['reply:stuck', oddCards['stuck-unproven'] ?? stuck()],
  'stuck-unknown': ['reply:stuck', oddCards['stuck-unknown'] ?? stuck()],
  'stuck-kill': ['reply:stuck', moreCards['stuck-kill'] ?? stuck()],
  'stuck-1': ['reply:stuck-1', stuck({ escalations: 1 })],
  'stuck-2': ['reply:stuck-2', stuck({ escalations: 2 })],
  verdict: ['reply:verdict', cards.recovered],
  'verdict-kill': ['reply:verdict', killRecovered],
  'verdict-late': [
    'reply:verdict',
    stuck({ phase: 'recovered', recoveredAt: at('11:16:10'), proof: allClean, escalations: 1 }),
  ],
  'verdict-abandoned': ['reply:verdict', cards.abandoned],
  'verdict-denied': ['reply:verdict', cards.denied],
  'verdict-expired': ['reply:verdict', cards.expired],
  'verdict-cancelled': ['reply:verdict', cards.cancelled],
  'verdict-failed': ['reply:verdict', cards.failed],
};

export const dms: Readonly<Record<string, RunRecord>> = {
  asked: sampleRecord(),
  'asked-one-voted': sampleRecord({ votes: [vote(mara, '11:06')] }),
  'asked-template': sampleRecord({ ...expecting, repeats: { run: 'r-4kd9wx' } }),
  voted: sampleRecord({ votes: [vote(jon, '11:06')] }),
  approved: approved(),
  denied: cards.denied,
  withdrawn: cards.withdrawn,
  'plan-changed': cards.checking,
};

export const tells: Readonly<Record<string, RunRecord>> = {
  'plan-changed': sampleRecord({ phase: 'draft', tell: 'plan-changed', asked: [] }),
  'plan-changed-delay': sampleDelay({ phase: 'draft', tell: 'plan-changed' }),
  'plan-changed-allowed': sampleDelay({ phase: 'draft', tell: 'plan-changed', plan: stagingKill }),
  'refused-by-findings': sampleRecord({
    phase: 'refused',
    tell: 'refused',
    plan: { ...stagingDelay, findings: [blocked] },
  }),
  'refused-by-policy': sampleRecord({
    phase: 'refused',
    tell: 'refused',
    plan: {
      ...prodKill,
      verdict: {
        kind: 'refuse',
        rule: 'ceiling',
        sentence: 'At most 3 pods at once in eu-1.',
        pass: 'Ask for 3 pods.',
      },
    },
  }),
  failed: sampleRecord({
    phase: 'failed',
    tell: 'failed',
    trouble: 'the checks gave no answer within a minute',
  }),
};
