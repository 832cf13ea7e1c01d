// The answers about templates and runs that are done again, for what people read of them.

import { checkTemplate, sampleValues } from '../../src/chaos/templates/check-template.ts';
import { readTemplate } from '../../src/chaos/templates/read-template.ts';
import type { Template, TemplateFault } from '../../src/chaos/templates/template.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import type { Answer } from '../../src/verbs/answer.ts';
import { askTemplate } from '../../src/verbs/ask-template.ts';
import { lineFor } from '../../src/verbs/read-use.ts';
import { SLOW } from '../unit/chaos/templates/sample-template.ts';
import { prodKill, START, sampleDelay, sampleRecord, stagingKill } from './sample-record.ts';

const slow = templateOf(SLOW);
const kill: Template = {
  ...{
    file: 'kill.yaml',
    text: '',
    hash: `3fa2${'0'.repeat(60)}`,
    name: 'kill-one-pod',
    title: 'Kill one pod',
  },
  ...{ help: 'Deletes one pod of a workload, once.', owners: ['sre'], hypothesis: false, cluster: 'eu-1' },
  parameters: [{ name: 'target', type: 'workload', help: 'Whose pod is deleted.', example: 'web' }],
};

export const templateFault: TemplateFault = {
  ...{ file: 'dns.yaml', line: 12, name: 'dns' },
  ...{
    sentence: 'There is no field “mod” in spec; Chaos Mesh would drop it in silence.',
    cure: 'Did you mean mode?',
  },
};

function templateOf(text: string): Template {
  const read = readTemplate('slow.yaml', text);
  if (!read.ok) throw new TypeError('the sample is no template');
  return read.template;
}

function listed({ name, title, help, owners, hypothesis, cluster, parameters }: Template) {
  const known = { name, title, help, owners, hypothesis, ...(cluster === undefined ? {} : { cluster }) };
  return { ...known, line: lineFor({ ...known, parameters }) };
}

const said = { values: { latency: '9s' }, options: { pods: '2' }, go: false };
const ask = { template: slow, said, reason: '', place: undefined, isForm: false };
const pinned = checkTemplate({ ...slow, cluster: 'eu-1' }, sampleValues(slow, 'shop'), {
  cluster: 'staging',
  namespace: 'shop',
});

const { name, title, owners, hash, hypothesis } = slow;
const template = { name, title, owners, hash, hypothesis, edited: false };
const draft = { phase: 'draft', since: START } as const;
const fromTemplate: RunRecord = sampleRecord({
  ...draft,
  plan: { ...stagingKill, dryRun: false },
  template,
  reason: 'nobody notices',
});
const { reason: _, ...repeated }: RunRecord = sampleRecord({
  ...draft,
  plan: { ...prodKill, dryRun: false },
  repeats: { run: 'r-4kd9wx', reason: 'does checkout survive losing a pod?' },
});
const card = { channel: 'C0TEAM' };

function notEnded(record: RunRecord): Answer {
  return { kind: 'refused', of: 'run', wish: 'again', refusal: { kind: 'not-now' }, record };
}

export const templateAnswers: Readonly<Record<string, Answer>> = {
  templates: { kind: 'templates', templates: [listed(kill), listed(slow)], faults: [templateFault] },
  'templates-none': { kind: 'templates', templates: [], faults: [] },
  'ask-template': askTemplate({
    ...ask,
    wrong: {
      target: 'This has to be said: Whose answers (a workload)',
      latency: '9s is outside from 10ms to 2s.',
    },
  }),
  'ask-template-findings': askTemplate({ ...ask, findings: pinned?.findings ?? [] }),
  'plan-template': { kind: 'plan', record: fromTemplate, card },
  'plan-template-edited': {
    kind: 'plan',
    record: { ...fromTemplate, template: { ...template, edited: true } },
    card,
    goNotTaken: 'reason',
  },
  'plan-again': {
    kind: 'plan',
    record: repeated,
    card,
    differs: ['how many: 1 pod → 2 pods', 'policy: allowed at once → 1 of sre'],
  },
  'plan-again-same': { kind: 'plan', record: { ...repeated, reason: 'and now?' }, card, differs: [] },
  'again-open': notEnded(sampleDelay()),
  'again-plan': notEnded(fromTemplate),
  'ask-reason-again': { kind: 'ask-reason', record: repeated },
  'ask-reason-template': { kind: 'ask-reason', record: fromTemplate },
};
