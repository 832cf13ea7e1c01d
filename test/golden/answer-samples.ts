// Every answer a verb can give, once at least, for what people read of them.

import { actionById } from '../../src/chaos/catalogue/catalogue.ts';
import { lineOf } from '../../src/chaos/line-of.ts';
import { checkYaml } from '../../src/chaos/yaml/check-yaml.ts';
import { INPUT_KINDS, type RunRefusal } from '../../src/runs/input.ts';
import type { LogEntry } from '../../src/runs/log.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import type { Answer, HaltNote } from '../../src/verbs/answer.ts';
import { fieldsOf } from '../../src/verbs/form/fields.ts';
import { EMPTY_FORM, type FilledForm } from '../../src/verbs/form/filled-form.ts';
import { formOf } from '../../src/verbs/form/form-of.ts';
import { readForm } from '../../src/verbs/form/read-form.ts';
import { help } from '../../src/verbs/help.ts';
import { parseCommand } from '../../src/verbs/parse.ts';
import type { VerbRefusal } from '../../src/verbs/refused.ts';
import type { SeenExperiment } from '../../src/verbs/seen-experiments.ts';
import type { TargetEntry } from '../../src/verbs/targets.ts';
import { DELAY } from '../unit/chaos/yaml/sample-yaml.ts';
import { measuredRun, picturesOfSignals, silencedRun } from './alert-samples.ts';
import { instanceStop, machineStress } from './outside-samples.ts';
import { scheduled, schedulePlan, workflowPlan } from './sample-orchestrations.ts';
import {
  ana,
  at,
  jon,
  mara,
  prodKill,
  START,
  sampleDelay,
  sampleKill,
  sampleRecord,
  stagingKill,
  vote,
} from './sample-record.ts';
import { templateAnswers, templateFault } from './template-samples.ts';

function filled(form: FilledForm, preview?: RunRecord): Answer {
  const fields = fieldsOf(actionById(form.kind, form.action), form);
  const clusters = [
    { name: 'staging', production: false },
    { name: 'eu-1', production: true },
  ];
  const base = { kind: 'ask-experiment', form, fields, clusters } as const;
  if (preview !== undefined) return { ...base, preview, line: lineOf(preview.plan.experiment) ?? '' };
  const read = readForm(form);
  return { ...base, missing: read.ok ? {} : read.errors };
}

const DEFAULTS = ['1 pod', 'watched for 2 minutes', 'staging/shop, which this channel means'];

const staging: RunRecord = sampleRecord({
  phase: 'draft',
  plan: { ...stagingKill, defaults: DEFAULTS, dryRun: false },
  since: START,
});
const prod: RunRecord = sampleRecord({
  phase: 'draft',
  plan: { ...prodKill, dryRun: false },
  reason: 'does checkout survive losing a pod?',
  since: START,
});
const warned: RunRecord = {
  ...staging,
  plan: {
    ...staging.plan,
    findings: [
      {
        severity: 'warn',
        check: 'headroom.budget',
        path: 'pods',
        sentence: 'The disruption budget allows none now.',
        cure: 'Wait until web is whole again.',
      },
    ],
  },
};
const blocked: RunRecord = {
  ...prod,
  plan: {
    ...prod.plan,
    verdict: {
      kind: 'refuse',
      rule: 'limits',
      sentence: '12 pods are more than 6.',
      pass: 'Say pods 6 or fewer.',
    },
  },
};
const waiting = sampleRecord({
  phase: 'awaiting',
  plan: prodKill,
  since: START,
  reason: 'does checkout survive?',
});
const halfway: RunRecord = { ...waiting, votes: [vote(jon, '11:06')] };
const decided: RunRecord = {
  ...waiting,
  phase: 'approved',
  votes: [vote(jon, '11:06'), vote(mara, '11:07')],
};
const denied: RunRecord = { ...waiting, phase: 'denied', votes: [vote(jon, '11:06', 'deny', 'a freeze')] };
const killed = sampleKill();
const delayed = sampleDelay();
const foreign: SeenExperiment = {
  ...{ cluster: 'staging', kind: 'NetworkChaos', namespace: 'shop', name: 'slow-web' },
  ...{
    createdAt: START,
    state: 'running',
    hit: 3,
    of: 3,
    action: 'delay',
    reaches: ['shop'],
    targets: ['web'],
  },
};

const machine: TargetEntry = {
  ...{ as: 'machine', cluster: 'staging', namespace: 'shop', name: 'm1' },
  machine: {
    ...{ namespace: 'shop', name: 'm1', labels: { rack: 'r1', os: 'linux' }, annotations: {} },
    address: 'http://192.0.2.20:31768',
  },
};

function target(name: string, nodes: readonly string[], on: readonly string[]): TargetEntry {
  const workload = {
    ...{ kind: 'Deployment', namespace: 'shop', name, labels: {} },
    ...{ selector: { app: name }, replicas: 3, ready: 2 },
  };
  return { as: 'workload', cluster: 'staging', namespace: 'shop', name, workload, nodes, on };
}

/** One entry of every kind that is ever written, each with all that its sentence can use. */
const everyKind: readonly LogEntry[] = INPUT_KINDS.map((kind, nth) => ({
  ...{ seq: nth + 1, at: START + nth * 1_000, actor: 'U0ANA', kind, prev: `${nth}`, hash: `${nth + 1}` },
  data: {
    by: { name: 'Ana' },
    ...(nth % 4 === 0 && { phase: 'running' }),
    ...(['stop', 'deny', 'halt', 'unpostable', 'tried'].includes(kind) && { why: 'checkout is slow' }),
    ...(kind === 'create-refused' && { refusal: { sentence: 'the webhook said no' } }),
    ...(kind === 'tried' && { effect: 'create' }),
    ...(kind === 'silenced' && { count: 12, more: 3, until: at('11:08:10') }),
    ...(kind === 'reviewed' && { changes: ['web has 4 pods, not 3'] }),
  },
}));
const card = { channel: 'C0TEAM' };

const halts: readonly HaltNote[] = [
  { cluster: 'eu-1', by: 'Mara', at: at('11:04'), reason: 'checkout is down' },
  { cluster: 'staging', namespace: 'shop', by: 'Jon', at: at('11:05') },
];
const allowances = [
  {
    cluster: 'staging',
    production: false,
    atOnce: ['kill', 'fail', 'delay', 'cpu'],
    asks: undefined,
    refused: [],
  },
  { cluster: 'eu-1', production: true, atOnce: [], asks: { verbs: ['kill'], people: 2 }, refused: [] },
];
const hello = {
  kind: 'hello',
  person: ana,
  place: { cluster: 'staging', namespace: 'shop' },
  example: 'web',
  halts: [],
  running: [],
  waiting: [waiting],
  mine: [killed],
  allowances,
  blind: false,
} as const satisfies Answer;

const ended = { accepted: 1, failed: 0, pending: 0 };
const nothing = { accepted: 0, failed: 0, pending: 0 };

const withoutEnd = DELAY.replace('  duration: 90s\n', '').replace('latency:', 'latncy:');

/** The form for YAML after a text was sent. */
function yaml(text: string): Extract<Answer, { kind: 'ask-yaml' }> {
  const given = { text, cluster: '', reason: '', seen: 'a1b2c3d4' };
  const checked = checkYaml(text, { cluster: 'staging', namespace: 'shop' });
  return { kind: 'ask-yaml', given, ...(checked.ok ? { documents: checked.documents } : {}) };
}

export const answers: Readonly<Record<string, Answer>> = {
  hello,
  'hello-halted': { ...hello, halts, running: [delayed, killed], waiting: [] },
  'hello-nowhere': {
    kind: 'hello',
    person: ana,
    halts: [],
    running: [],
    waiting: [],
    mine: [],
    allowances,
    blind: true,
  },
  'plan-at-once': { kind: 'plan', record: staging, card },
  'plan-schedule': { kind: 'plan', record: { ...staging, plan: schedulePlan }, card },
  'plan-workflow': { kind: 'plan', record: { ...staging, plan: workflowPlan }, card },
  'plan-production': { kind: 'plan', record: prod, card },
  'plan-machine': { kind: 'plan', record: { ...staging, plan: machineStress }, card },
  'plan-instance': { kind: 'plan', record: { ...prod, plan: instanceStop }, card },
  'plan-warned-go': { kind: 'plan', record: warned, card, goNotTaken: 'warnings' },
  'plan-blocked': { kind: 'plan', record: blocked, card, goNotTaken: 'blocked' },
  'plan-halted': {
    kind: 'plan',
    record: staging,
    card,
    halted: { cluster: 'staging', by: 'Mara', at: at('11:04'), reason: 'checkout is down' },
  },
  'plan-suggested': {
    kind: 'plan',
    record: staging,
    card,
    suggests: {
      contract: 'must CheckoutSlow within 1m10s; may WebRestarts',
      alerts: [
        {
          ...{ name: 'CheckoutSlow', duty: 'must', fired: 3, of: 3 },
          ...{ soonest: 38, latest: 44, withinSeconds: 70 },
        },
        { name: 'WebRestarts', duty: 'may', fired: 2, of: 3, soonest: 5, latest: 5 },
      ],
    },
  },
  'plan-changed': { kind: 'plan', record: staging, card, changed: true },
  'plan-card-elsewhere': {
    kind: 'plan',
    record: prod,
    card: { channel: 'C0TEAM', insteadOf: { channel: 'C0RANDOM', why: 'externally-shared' } },
    goNotTaken: 'approvals',
  },
  'held-paused': {
    kind: 'held',
    record: { ...delayed, hold: { paused: true, by: ana, until: at('11:06:40') } },
    paused: true,
  },
  'held-resumed': { kind: 'held', record: { ...delayed, hold: { paused: false, by: ana } }, paused: false },
  'not-held': {
    kind: 'not-held',
    record: delayed,
    paused: true,
    sentence: 'User "ana" cannot patch networkchaos.',
  },
  'can-at-once': {
    kind: 'can',
    record: { ...staging, plan: { ...staging.plan, dryRun: true } },
    line: 'kill staging:shop/web for 2m',
  },
  'can-asks': { kind: 'can', record: prod, line: 'kill eu-1:shop/web for 2m' },
  'can-not': { kind: 'can', record: blocked, line: 'kill eu-1:shop/web pods all for 2m' },
  'plan-dropped': { kind: 'plan-dropped', record: { ...staging, phase: 'dropped' } },
  'ask-place': {
    kind: 'ask-place',
    line: 'kill web',
    word: 'web',
    choices: [
      { cluster: 'staging', namespace: 'shop' },
      { cluster: 'staging', namespace: 'billing' },
    ],
  },
  'ask-reason': { kind: 'ask-reason', record: prod },
  'ask-experiment': filled({ ...EMPTY_FORM, cluster: 'staging', namespace: 'shop' }),
  'ask-experiment-kind': filled({ ...EMPTY_FORM, kind: 'NetworkChaos' }),
  'ask-experiment-change': filled(
    {
      ...formOf(delayed.plan.experiment, { workloads: () => [], pods: () => [], machines: () => [] }),
      run: delayed.id,
    },
    { ...delayed, phase: 'draft' },
  ),
  'ask-yaml': yaml(''),
  'ask-yaml-mend': yaml(withoutEnd),
  'ask-yaml-several': yaml(`${DELAY}---\n${withoutEnd}`),
  'ask-yaml-unusable': {
    ...yaml('x'),
    unusable: 'Line 1 uses an anchor or an alias; write the value out where it is wanted.',
  },
  'ask-yaml-where': {
    ...yaml(DELAY),
    where: { kind: 'ask', choices: [{ cluster: 'staging', namespace: 'shop' }] },
  },
  'ask-yaml-long': yaml(`${withoutEnd}# ${'x'.repeat(3000)}\n`),
  'ask-denial': { kind: 'ask-denial', record: waiting },
  'form-errors': { kind: 'form-errors', errors: { pods: 'How many pods: a number such as 2.' } },
  'requested-start': { kind: 'requested', record: { ...staging, phase: 'checking' } },
  'requested-approval': { kind: 'requested', record: { ...prod, phase: 'checking' } },
  'vote-plan': { kind: 'vote-plan', record: waiting },
  'vote-plan-wrong-code': { kind: 'vote-plan', record: waiting, codeWas: '1234' },
  'voted-first': { kind: 'voted', vote: 'approve', record: halfway },
  'voted-last': { kind: 'voted', vote: 'approve', record: decided },
  'voted-no': { kind: 'voted', vote: 'deny', record: denied },
  started: { kind: 'started', record: { ...decided, phase: 'starting' } },
  stopped: { kind: 'stopped', record: { ...delayed, phase: 'recovering' }, ended },
  'stopped-withdrawn': { kind: 'stopped', record: { ...waiting, phase: 'withdrawn' }, ended: nothing },
  'stopped-blind': {
    kind: 'stopped-blind',
    run: 'r-7k3m9q',
    ended: { ...ended, failed: 1, trouble: 'no rights' },
  },
  'stopped-blind-nothing': { kind: 'stopped-blind', run: 'r-7k3m9q', ended: nothing },
  retried: { kind: 'retried', record: { ...delayed, phase: 'recovering' } },
  'abandon-asked': { kind: 'abandon-asked', record: { ...delayed, phase: 'stuck', abandonAskedBy: ana } },
  abandoned: { kind: 'abandoned', record: { ...delayed, phase: 'abandoned' } },
  'that-is-a-run': { kind: 'that-is-a-run', record: delayed },
  'offer-halt': { kind: 'offer-halt', scope: 'all', open: 3 },
  'offer-halt-cluster': { kind: 'offer-halt', scope: 'eu-1', open: undefined },
  halted: {
    kind: 'halted',
    outcomes: [
      { cluster: 'staging', latched: true, ended: nothing },
      {
        cluster: 'eu-1',
        namespace: 'shop',
        latched: true,
        ended: { accepted: 3, failed: 1, pending: 2, trouble: 'conflict' },
      },
    ],
    withdrawn: 2,
    blind: false,
  },
  'halted-in-part': {
    kind: 'halted',
    outcomes: [{ cluster: 'eu-1', latched: false, ended: nothing, trouble: 'eu-1 has not answered yet' }],
    withdrawn: 0,
    blind: true,
  },
  'release-asked': { kind: 'release-asked', by: ana, reason: 'checkout is back', halts },
  released: { kind: 'released', halts, by: jon },
  list: {
    kind: 'list',
    filter: { state: 'open', texts: [] },
    entries: [
      { as: 'run', record: waiting },
      { as: 'run', record: delayed },
      { as: 'foreign', experiment: foreign },
      { as: 'run', record: killed },
    ],
    total: 4,
    before: 0,
    unseen: [],
  },
  'list-page': {
    kind: 'list',
    filter: {
      ...{ state: 'all', fault: 'NetworkChaos', action: 'delay', target: 'web', namespace: 'shop' },
      ...{ cluster: 'staging', by: { id: ana.id, name: 'Ana' }, texts: [] },
    },
    entries: [{ as: 'run', record: delayed }],
    total: 37,
    before: 10,
    newer: { at: START, id: 'r-7k3m9q', toward: 'newer' },
    older: { at: START, id: 'r-7k3m9q', toward: 'older' },
    unseen: ['eu-1'],
  },
  'list-search': {
    kind: 'list',
    filter: { state: 'all', texts: ['checkout'] },
    entries: [{ as: 'run', record: waiting }],
    older: { at: START, id: 'r-7k3m9q', toward: 'older' },
    searched: { runs: 2000, of: 9800 },
    unseen: [],
  },
  'list-nearest': {
    kind: 'list',
    filter: { state: 'all', texts: ['rnning'] },
    entries: [],
    unseen: [],
    nearest: 'running',
  },
  'list-empty': { kind: 'list', filter: { state: 'running', texts: [] }, entries: [], total: 0, unseen: [] },
  foreign: {
    kind: 'foreign',
    experiment: foreign,
    records: sampleDelay().records,
    yaml: 'apiVersion: chaos-mesh.org/v1alpha1\nkind: NetworkChaos\n',
    kubectl: 'kubectl -n shop delete networkchaos slow-web',
  },
  details: {
    kind: 'details',
    record: delayed,
    log: [
      { seq: 1, at: START, actor: 'U0ANA', kind: 'open', data: { phase: 'draft' }, prev: '0', hash: '1' },
      {
        seq: 2,
        at: START + 4000,
        actor: 'U0ANA',
        kind: 'request',
        data: { phase: 'checking', by: { name: 'Ana' } },
        prev: '1',
        hash: '2',
      },
      {
        seq: 3,
        at: START + 5000,
        actor: 'faultline',
        kind: 'checked',
        data: { phase: 'approved' },
        prev: '2',
        hash: '3',
      },
    ],
    yaml: 'apiVersion: chaos-mesh.org/v1alpha1\nkind: NetworkChaos\n',
    kubectl: 'kubectl -n shop delete networkchaos delay-web-r-7k3m9q',
  },
  'details-silenced': {
    ...{ kind: 'details', record: silencedRun, log: [], part: 'targets' },
    ...{ yaml: 'kind: NetworkChaos\n', kubectl: 'kubectl' },
  },
  'details-chart': {
    ...{ kind: 'details', record: measuredRun, log: [], part: 'chart' },
    ...{ pictures: picturesOfSignals, yaml: 'kind: NetworkChaos\n', kubectl: 'kubectl' },
  },
  'details-schedule': {
    ...{ kind: 'details', record: scheduled(), log: [], part: 'targets' },
    ...{ yaml: 'kind: Schedule\n', kubectl: 'kubectl' },
  },
  'details-yaml': {
    kind: 'details',
    record: { ...delayed, given: '# slow, as on Monday\nkind: NetworkChaos\n' },
    log: [],
    part: 'yaml',
    yaml: 'kind: NetworkChaos\n',
    kubectl: 'kubectl',
  },
  'details-targets': {
    kind: 'details',
    record: sampleDelay({
      phase: 'stuck',
      proof: {
        at: START,
        complete: false,
        targets: [
          { id: 'shop/web-a', clean: 'clean', sentence: 'no entry of it is left' },
          { id: 'shop/web-b', clean: 'carries', sentence: 'its daemon cannot be reached' },
        ],
      },
    }),
    log: [],
    part: 'targets',
    yaml: '',
    kubectl: 'kubectl',
  },
  'details-events': {
    kind: 'details',
    record: delayed,
    log: everyKind,
    part: 'events',
    yaml: '',
    kubectl: 'kubectl',
  },
  whoami: { kind: 'whoami', person: ana, allowances },
  here: { kind: 'here', place: { cluster: 'staging', namespace: 'shop' }, set: false },
  'here-set': { kind: 'here', place: { cluster: 'staging', namespace: 'billing' }, set: true },
  'here-nothing': { kind: 'here', set: false },
  targets: {
    kind: 'targets',
    scope: { machinesOnly: false, cluster: 'staging', namespace: 'shop', parts: [] },
    entries: [target('web', ['node-a', 'node-b'], ['r-7k3m9q']), target('cart', ['node-a'], []), machine],
    total: 3,
    before: 0,
  },
  'targets-page': {
    kind: 'targets',
    scope: { machinesOnly: false, cluster: 'staging', parts: ['we'] },
    entries: [target('web', [], ['r-7k3m9q', 'shop/slow-web'])],
    total: 31,
    before: 15,
    next: { key: 'staging/shop/0/web/Deployment', toward: 'next' },
    back: { key: 'staging/shop/0/web/Deployment', toward: 'back' },
  },
  'targets-elsewhere': {
    kind: 'targets',
    scope: { machinesOnly: false, parts: ['ledger'] },
    entries: [{ ...target('ledger', ['node-c'], []), namespace: 'billing' }],
    total: 1,
    before: 0,
    widened: { cluster: 'staging', namespace: 'shop' },
  },
  'targets-nearest': {
    kind: 'targets',
    scope: { machinesOnly: false, parts: ['wbe'] },
    entries: [],
    total: 0,
    before: 0,
    nearest: 'web',
  },
  machines: {
    kind: 'targets',
    scope: { machinesOnly: true, cluster: 'staging', parts: [] },
    entries: [machine],
    total: 1,
    before: 0,
  },
  clusters: {
    kind: 'clusters',
    clusters: [
      {
        ...{
          name: 'staging',
          production: false,
          connected: true,
          halts: [],
          ours: 1,
          foreign: 2,
          machines: 2,
        },
        facts: {
          ...{ kubernetes: 'v1.34.2', chaosMesh: '2.8.3', ageMs: 90_000 },
          remotes: [
            { name: 'edge', namespace: 'chaos-mesh', version: '2.8.3', ready: true },
            { name: 'far', namespace: 'chaos', version: '2.7.0', ready: false },
          ],
        },
      },
      { name: 'eu-1', production: true, connected: false, halts, ours: 0, foreign: 0, machines: 0 },
    ],
  },
  doctor: {
    kind: 'doctor',
    lines: [
      { area: 'Redis', ok: 'ok', sentence: 'Every write is kept.' },
      { area: 'Slack', ok: 'weak', sentence: 'No history scope.', cure: 'Add channels:history.' },
      { area: 'cluster eu-1', ok: 'broken', sentence: 'It does not answer.', cure: 'Check the kubeconfig.' },
    ],
  },
  help: help(undefined),
  'help-delay': help('delay'),
  'help-unknown': help('delete-everything'),
  ...templateAnswers,
};

const lines = [
  'kil web',
  'kill',
  'kill WEB!',
  'kill web 3',
  'kill web for -2m',
  'kill web for',
  'kill web pods 0',
  'kill -l web',
  'kill web --fore 2m',
  'delay web fast',
  'kill web for 1m for 2m',
  'pause last',
  'list running waiting',
  'x'.repeat(2001),
];

const runRefusals: readonly RunRefusal[] = [
  { kind: 'unknown-run', run: 'r-7k3m9q' },
  { kind: 'not-connected' },
  { kind: 'too-late' },
  { kind: 'unsure' },
  { kind: 'not-yours' },
  { kind: 'own-run' },
  { kind: 'not-a-voter', groups: ['shop-owners', 'sre'] },
  { kind: 'already-voted', vote: 'approve', at: at('11:06') },
  { kind: 'old-plan' },
  { kind: 'blocked' },
  { kind: 'not-now' },
  { kind: 'second-person-needed' },
];

const verbRefusals: readonly VerbRefusal[] = [
  { kind: 'no-templates' },
  { kind: 'templates-unreadable', folder: '/etc/faultline/templates', why: 'ENOENT' },
  { kind: 'unknown-template', name: 'slwo', known: ['kill-one-pod', 'slow'], nearest: 'slow' },
  { kind: 'faulty-template', fault: templateFault },
  { kind: 'unreachable', part: { kind: 'redis' } },
  { kind: 'unreachable', part: { kind: 'redis' }, verb: 'stop' },
  { kind: 'unreachable', part: { kind: 'slack' } },
  { kind: 'unreachable', part: { kind: 'cluster', name: 'eu-1' } },
  { kind: 'no-card', why: 'not-a-member' },
  { kind: 'no-card', why: 'direct', bound: 'C0TEAM' },
  { kind: 'reason-needed', example: 'release because the incident is over' },
  { kind: 'unknown-scope', scope: 'mars', known: ['all', 'staging', 'eu-1'] },
  { kind: 'not-halted' },
  { kind: 'own-release' },
  { kind: 'no-release-asked' },
  { kind: 'unknown-press' },
  ...(['no-message', 'elsewhere', 'not-read'] as const).map((why) => ({
    kind: 'unreadable-link' as const,
    why,
  })),
  { kind: 'not-yet', what: 'the form' },
  { kind: 'fault', id: '1f2e3d4c' },
];

const place = { cluster: 'staging', namespace: 'shop' };

export const refusals: readonly Answer[] = [
  ...lines.flatMap((line): Answer[] => {
    const parsed = parseCommand(line);
    return parsed.ok ? [] : [{ kind: 'refused', of: 'parse', refusal: parsed.refusal }];
  }),
  { kind: 'refused', of: 'person', refusal: { kind: 'unknown-person', email: 'otto@elsewhere.example' } },
  { kind: 'refused', of: 'person', refusal: { kind: 'not-a-member', why: 'guest' } },
  {
    kind: 'refused',
    of: 'place',
    refusal: { kind: 'unknown-cluster', cluster: 'stagin', known: ['staging', 'eu-1'], nearest: 'staging' },
  },
  {
    kind: 'refused',
    of: 'place',
    refusal: {
      kind: 'unknown-namespace',
      cluster: 'staging',
      namespace: 'shpo',
      known: ['shop'],
      nearest: 'shop',
    },
  },
  { kind: 'refused', of: 'place', refusal: { kind: 'cluster-not-ready', cluster: 'eu-1' } },
  { kind: 'refused', of: 'place', refusal: { kind: 'nowhere', word: 'web' } },
  {
    kind: 'refused',
    of: 'target',
    refusal: { kind: 'no-workload', word: 'wep', nearest: ['web'] },
    place,
    known: ['cart', 'web'],
  },
  {
    kind: 'refused',
    of: 'target',
    refusal: { kind: 'is-a-pod', word: 'web-a', workload: 'web' },
    place,
    known: [],
  },
  {
    kind: 'refused',
    of: 'target',
    refusal: {
      kind: 'several-workloads',
      word: 'tier=front',
      workloads: ['Deployment cart', 'Deployment web'],
    },
    place,
    known: [],
  },
  { kind: 'refused', of: 'target', refusal: { kind: 'empty-selector', word: '' }, place, known: [] },
  ...(
    [
      { kind: 'no-pod', word: 'web-x', nearest: ['web-a'] },
      { kind: 'no-node', word: 'n9', known: ['node-a', 'node-b'] },
      { kind: 'not-together', word: 'web,cart' },
      { kind: 'which-container', word: 'web', containers: ['app', 'proxy'] },
      { kind: 'which-container', word: 'web', containers: [] },
    ] as const
  ).map((refusal): Answer => ({ kind: 'refused', of: 'target', refusal, place, known: [] })),
  { kind: 'refused', of: 'which', refusal: { kind: 'no-such-run', word: 'zzz' } },
  { kind: 'refused', of: 'which', refusal: { kind: 'none-here' } },
  {
    kind: 'refused',
    of: 'which',
    refusal: { kind: 'several-runs', word: '7k3', records: [waiting, { ...delayed, id: 'r-7k3bbb' }] },
  },
  ...runRefusals.map(
    (refusal): Answer => ({ kind: 'refused', of: 'run', wish: 'approve', refusal, record: decided }),
  ),
  { kind: 'refused', of: 'run', wish: 'approve', refusal: { kind: 'not-now' }, record: denied },
  { kind: 'refused', of: 'run', wish: 'stop', refusal: { kind: 'not-now' }, record: killed },
  ...verbRefusals.map((refusal): Answer => ({ kind: 'refused', of: 'verb', refusal })),
];
