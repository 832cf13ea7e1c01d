// `use`: a template becomes a draft with its plan, what is left out is asked, and what is wrong is said.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectedBy } from '../../../src/chaos/expecting.ts';
import { readTemplate } from '../../../src/chaos/templates/read-template.ts';
import type { Template, TemplateFault } from '../../../src/chaos/templates/template.ts';
import type { Answer } from '../../../src/verbs/answer.ts';
import type { Templates } from '../../../src/verbs/find-template.ts';
import { fc } from '../../seeded.ts';
import { KILL, SLOW } from '../chaos/templates/sample-template.ts';
import { expect } from './expect-answer.ts';
import { ana, createHouse, from, jon, RANDOM } from './house.ts';

function templateOf(text: string): Template {
  const read = readTemplate('t.yaml', text);
  assert.ok(read.ok, JSON.stringify(read));
  return read.template;
}

const fault: TemplateFault = { file: 'bad.yaml', line: 7, sentence: 'There is no field “mod”.', name: 'bad' };

function folderOf(...texts: readonly string[]): Templates {
  return { folder: '/t', read: async () => ({ templates: texts.map(templateOf), faults: [fault] }) };
}

function houseWith(...texts: readonly string[]) {
  return createHouse({ templates: folderOf(...texts) });
}

test('use alone lists the templates with lines that work, and what is broken', async () => {
  const { verbs } = houseWith(SLOW, KILL);
  const answer = expect(await verbs.line('use', from(ana)), 'templates');
  assert.deepEqual(
    answer.templates.map(({ name, line }) => [name, line]),
    [
      ['slow', 'use slow web because users should not notice'],
      ['kill', 'use kill web'],
    ],
  );
  assert.deepEqual(answer.faults, [fault]);
  for (const { line } of answer.templates) expect(await verbs.line(line, from(ana)), 'plan');
});

test('a template becomes a draft as YAML does, and the run remembers which it was', async () => {
  const { verbs } = houseWith(SLOW, KILL);
  const { record } = expect(
    await verbs.line('use slow web latency=1s share=34% because nobody notices', from(ana)),
    'plan',
  );
  const { plan, template, reason } = record;
  assert.deepEqual(plan.manifest.spec['delay'], { latency: '1s' });
  assert.equal(plan.manifest.spec['value'], '34');
  assert.match(plan.manifest.metadata.name, /^netem-web-r-/);
  assert.equal(reason, 'nobody notices');
  assert.equal(plan.experiment.target.word, 'web');
  const { hash, title, owners } = templateOf(SLOW);
  const hypothesis = true;
  assert.deepEqual(template, { name: 'slow', title, owners, hash, hypothesis, edited: false });
  assert.ok(plan.defaults.includes('jitter 0ms'), plan.defaults.join());
});

test('words stand in any order, values that stand alone are told by their shape', async () => {
  const { verbs } = houseWith(SLOW, KILL);
  const lines = [
    'use slow 1s web because x',
    'use slow target=web latency=1s because x',
    'use slow on staging shop/web 1s because x',
    'template slow deploy/web 1s in shop because x',
    'use SLOW -l app=web 1s because x',
  ];
  for (const line of lines) {
    const { plan } = expect(await verbs.line(line, from(ana)), 'plan').record;
    assert.deepEqual(plan.manifest.spec['delay'], { latency: '1s' }, line);
    assert.deepEqual(plan.experiment.target.labels, { app: 'web' }, line);
  }
});

test('pods and length may be said beside a template, which is then no longer its own', async () => {
  const { verbs } = houseWith(KILL);
  const { record } = expect(await verbs.line('use kill web pods 2 for 5m', from(ana)), 'plan');
  assert.deepEqual(record.plan.experiment.mode, { mode: 'fixed', value: 2 });
  assert.equal(record.plan.experiment.durationSeconds, 300);
  assert.equal(record.template?.edited, true);
});

test('what has to be said and was not is asked in the form, and said there under its field', async () => {
  const { verbs } = houseWith(SLOW);
  const asked = expect(await verbs.line('use slow latency=1s pods 2', from(ana)), 'ask-template');
  assert.deepEqual(Object.keys(asked.wrong), ['target', 'reason']);
  assert.equal(asked.line, 'use slow pods 2');
  assert.deepEqual(
    asked.fields.map(({ name, initial, optional }) => [name, initial, optional]),
    [
      ['target', '', false],
      ['latency', '1s', true],
      ['jitter', '0ms', true],
      ['share', '50', true],
      ['loss', '1.5', true],
      ['note', 'a drill', true],
      ['way', 'to', true],
    ],
  );
  const send = (values: Record<string, string>, reason: string) =>
    verbs.use({ line: asked.line, values, reason }, from(ana));
  const errors = expect(await send({ target: 'wbe', latency: '9s' }, ' '), 'form-errors').errors;
  assert.deepEqual(Object.keys(errors), ['param-target', 'param-latency', 'reason']);
  assert.match(errors['param-target'] ?? '', /no wbe in staging\/shop\. Did you mean web\?/);
  const { record } = expect(await send({ target: 'web', latency: '' }, 'to learn'), 'plan');
  assert.deepEqual(record.plan.manifest.spec['delay'], { latency: '300ms' });
  assert.deepEqual(record.plan.experiment.mode, { mode: 'fixed', value: 2 });
});

test('no word for a workload changes more than its selector, and no line is too odd to be answered', async () => {
  const { verbs } = houseWith(SLOW);
  const words = fc.constantFrom(
    'web',
    'cart',
    'app=web',
    'shop/web',
    '*',
    'prod:web',
    '-l',
    '"',
    `\${x}`,
    '{a: b}',
    'x'.repeat(300),
  );
  const odd = fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 12 }));
  const plain = expect(await verbs.line('use slow web because x', from(ana)), 'plan').record.plan.manifest;
  const line = fc
    .array(odd, { minLength: 1, maxLength: 3 })
    .map((all) => `use slow ${all.join(' ')} because x`);
  await fc.assert(
    fc.asyncProperty(line, async (typed) => {
      const answer = await verbs.line(typed, from(ana));
      const kinds = ['plan', 'refused', 'ask-template', 'ask-place', 'ask-yaml'];
      assert.ok(kinds.includes(answer.kind), `${typed}: ${answer.kind}`);
      if (answer.kind === 'refused')
        assert.notEqual(answer.of === 'verb' && answer.refusal.kind, 'fault', typed);
      if (answer.kind !== 'plan') return;
      const { selector: _, ...spec } = answer.record.plan.manifest.spec;
      const { selector: __, ...before } = plain.spec;
      assert.deepEqual(spec, before, typed);
    }),
    { numRuns: 150 },
  );
});

test('what Chaos Mesh would not take is shown with the line of the template', async () => {
  const odd = KILL.replace('mode: one', `mode: fixed\n  value: \${many:text}`).replace(
    'parameters:',
    'parameters:\n  many: {type: number, help: How many, default: 1}',
  );
  const { verbs } = houseWith(odd);
  const asked = expect(await verbs.line('use kill web many=-3', from(ana)), 'ask-template');
  assert.ok(
    asked.findings.some(({ path, line }) => path === 'spec.value' && line === 15),
    JSON.stringify(asked),
  );
  expect(
    await verbs.use({ line: asked.line, values: { target: 'web', many: '2' }, reason: '' }, from(ana)),
    'plan',
  );
});

test('production is named by the line or by the template, never by the channel; another cluster than the pin is blocked', async () => {
  const pinned = KILL.replace('owners:', 'cluster: prod\nowners:');
  const { verbs } = houseWith(pinned);
  const { plan } = expect(await verbs.line('use kill web', from(ana)), 'plan').record;
  assert.equal(plan.experiment.target.cluster, 'prod');
  const blocked = expect(await verbs.line('use kill web on staging', from(ana)), 'ask-template');
  assert.deepEqual(
    blocked.findings.filter(({ severity }) => severity === 'block').map(({ check }) => check),
    ['cluster-pin'],
  );
});

test('a place that is not known is asked with buttons, and the pressed one counts', async () => {
  const { verbs } = houseWith(KILL);
  const asked = expect(await verbs.line('use kill web', from(ana, RANDOM)), 'ask-place');
  const place = { cluster: 'staging', namespace: 'shop' };
  expect(await verbs.line(asked.line, from(ana, RANDOM), place), 'plan');
});

test('a namespace that the template writes out cannot be another', async () => {
  const fixed = KILL.replace('{name: kill}', '{name: kill, namespace: shop}');
  const { verbs } = houseWith(fixed);
  expect(await verbs.line('use kill web on staging', from(ana, RANDOM)), 'plan');
  const other = expect(await verbs.line('use kill web in billing', from(ana)), 'refused');
  assert.equal(other.of, 'parse');
});

test('a namespace may be a parameter: said in a line or a form, or that of the place', async () => {
  const open = KILL.replace('{name: kill}', `{name: kill, namespace: "\${ns}"}`).replace(
    'parameters:',
    'parameters:\n  ns: {type: namespace, help: Where}',
  );
  const { verbs } = houseWith(open);
  const namespaceOf = (answer: Answer) => expect(answer, 'plan').record.plan.manifest.metadata.namespace;
  for (const line of ['use kill web', 'use kill web ns=shop', 'use kill web in shop'])
    assert.equal(namespaceOf(await verbs.line(line, from(ana))), 'shop', line);
  const send = (values: Record<string, string>) =>
    verbs.use({ line: 'use kill', values, reason: '' }, from(ana));
  assert.equal(namespaceOf(await send({ target: 'web', ns: '' })), 'shop');
  const nowhere = expect(await send({ target: 'web', ns: 'nowhere' }), 'refused');
  assert.equal(nowhere.of, 'place');
});

test('what cannot be used is refused in its own words', async () => {
  const refusal = async (line: string, templates?: Templates) => {
    const { verbs } = createHouse(templates === undefined ? {} : { templates });
    const answer = expect(await verbs.line(line, from(ana)), 'refused');
    return answer.of === 'verb' ? answer.refusal : answer.of;
  };
  assert.deepEqual(await refusal('use slow web'), { kind: 'no-templates' });
  const gone = {
    folder: '/t',
    read: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOENT' })),
  };
  assert.deepEqual(await refusal('use slow', gone), {
    kind: 'templates-unreadable',
    folder: '/t',
    why: 'ENOENT',
  });
  const known = ['slow', 'kill'];
  const nearest = 'slow';
  assert.deepEqual(await refusal('use slwo', folderOf(SLOW, KILL)), {
    kind: 'unknown-template',
    ...{ name: 'slwo', known, nearest },
  });
  assert.deepEqual(await refusal('use bad web', folderOf(SLOW)), { kind: 'faulty-template', fault });
  const { verbs } = houseWith(SLOW);
  for (const line of [
    'use slow web latncy=1s',
    'use slow web cart',
    'use slow web 5kg 3kg',
    'use slow web at 15:00',
  ]) {
    const answer = expect(await verbs.line(line, from(ana)), 'refused');
    assert.equal(answer.of, 'parse', line);
  }
});

test('a template that goes, or changes, after its plan was shown does no harm to the run', async () => {
  const texts = [KILL];
  const { verbs } = createHouse({ templates: { folder: '/t', read: () => folderOf(...texts).read() } });
  const { record } = expect(await verbs.line('use kill web', from(ana)), 'plan');
  texts.length = 0;
  const { id, plan } = record;
  const pressed = await verbs.press({ action: 'request', run: id, digest: plan.digest }, from(ana));
  const { record: requested } = expect(pressed, 'requested');
  assert.deepEqual(requested.plan.manifest, plan.manifest);
  assert.equal(requested.template?.hash, templateOf(KILL).hash);
  assert.equal(expect(await verbs.line('use kill web', from(jon)), 'refused').of, 'verb');
});

test('what a template wants to know is asked before anything starts, with go too, and after a change', async () => {
  const { verbs } = houseWith(
    SLOW.replace('hypothesis: required', 'hypothesis: optional'),
    KILL.replace('owners', 'hypothesis: required\nowners'),
  );
  expect(await verbs.line('use kill web go', from(ana)), 'ask-template');
  expect(await verbs.line('use kill web go because it comes back', from(ana)), 'requested');
  const { record } = expect(await verbs.line('use kill web because it comes back', from(ana)), 'plan');
  const { form } = expect(
    await verbs.press({ action: 'change', run: record.id }, from(ana)),
    'ask-experiment',
  );
  const changed = expect(await verbs.send({ ...form, pods: '2', reason: '' }, from(ana)), 'plan').record;
  assert.equal(changed.template?.edited, true);
  const press = { action: 'request' as const, run: changed.id, digest: changed.plan.digest };
  expect(await verbs.press(press, from(ana)), 'ask-reason');
  expect(await verbs.press({ ...press, reason: 'it comes back' }, from(ana)), 'requested');
});

test('what a template expects can be said anew, and is kept while its form asks for the rest', async () => {
  const { verbs } = houseWith(SLOW);
  const line = 'use slow web expect "may Web*" because users should not notice';
  const { record } = expect(await verbs.line(line, from(ana)), 'plan');
  assert.equal(expectedBy(record.plan.experiment), 'may Web*');
  assert.equal(record.template?.edited, true);
  const asked = expect(await verbs.line('use slow expect "may Web*"', from(ana)), 'ask-template');
  assert.equal(asked.line, 'use slow expect="may Web*"');
});
