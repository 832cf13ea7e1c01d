// Templates: what is left open takes a value of its type and nothing else, and what is wrong with a file is said by line.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestOf } from '../../../../src/chaos/manifest.ts';
import {
  checkTemplate,
  checkTemplateText,
  sampleValues,
} from '../../../../src/chaos/templates/check-template.ts';
import { readParameter } from '../../../../src/chaos/templates/parameter-value.ts';
import { readTemplate } from '../../../../src/chaos/templates/read-template.ts';
import type { Template, TemplateParameter } from '../../../../src/chaos/templates/template.ts';
import { isWhole } from '../../../../src/chaos/whole-text.ts';
import { fc } from '../../../seeded.ts';
import { KILL, SLOW } from './sample-template.ts';

const HERE = { cluster: 'staging', namespace: 'shop' };

function templateOf(text: string): Template {
  const read = readTemplate('slow.yaml', text);
  assert.ok(read.ok, JSON.stringify(read));
  return read.template;
}

function specWith(typed: Readonly<Record<string, string>>) {
  const template = templateOf(SLOW);
  const values = new Map(sampleValues(template, HERE.namespace));
  for (const parameter of template.parameters) {
    const said = typed[parameter.name];
    const read = said === undefined ? undefined : readParameter(parameter, said);
    if (read !== undefined) {
      assert.ok(read.ok, JSON.stringify(read));
      values.set(parameter.name, read.value);
    }
  }
  const checked = checkTemplate(template, values, HERE);
  assert.ok(checked?.experiment, JSON.stringify(checked?.findings));
  return manifestOf(checked.experiment, 'slow');
}

test('a value keeps its type where it is the whole, and becomes text within text', () => {
  const { spec, metadata } = specWith({ latency: '1 s', share: '20%', loss: '2', way: 'to' });
  assert.deepEqual(spec['delay'], { latency: '1s' });
  assert.equal(spec['value'], '20');
  assert.deepEqual(spec['loss'], { loss: '2' });
  assert.equal(spec['direction'], 'to');
  assert.deepEqual(spec['selector'], {
    namespaces: ['shop'],
    labelSelectors: { app: 'web' },
    podPhaseSelectors: ['Running'],
  });
  assert.deepEqual(metadata.annotations, { note: 'a drill', cost: `\${price} of web, 2 %` });
});

test('no text, whatever stands in it, changes more than its own place', () => {
  const plain = specWith({ note: 'x' });
  const marks = fc.constantFrom(
    `\${latency}`,
    `$\${x}`,
    '\n',
    ': ',
    '- ',
    '"',
    "'",
    '---',
    '{{',
    '}}',
    '#',
    '&a',
    '*a',
    '!!',
  );
  const nasty = fc.array(fc.oneof(marks, fc.string(), fc.string({ unit: 'grapheme' })), { maxLength: 8 });
  fc.assert(
    fc.property(
      nasty
        .map((parts) => parts.join(''))
        .filter((text) => text.length > 0 && text.length <= 500 && isWhole(text)),
      (text) => {
        const { metadata, ...rest } = specWith({ note: text });
        const { metadata: before, ...others } = plain;
        assert.deepEqual(rest, others);
        assert.deepEqual(metadata, { ...before, annotations: { ...before.annotations, note: text } });
      },
    ),
    { numRuns: 200 },
  );
});

test('what is not of the type, or outside of its range, is not taken', () => {
  const parameter = (name: string) =>
    templateOf(SLOW).parameters.find((one) => one.name === name) as TemplateParameter;
  const refused: readonly (readonly [string, string])[] = [
    ['latency', '5ms'],
    ['latency', '3s'],
    ['latency', '300'],
    ['share', '101%'],
    ['share', '1.5'],
    ['loss', 'ten'],
    ['loss', '11'],
    ['loss', '0x10'],
    ['way', 'up'],
    ['note', ''],
    ['note', 'x'.repeat(501)],
    ['note', 'caf\ufffd'],
    ['note', '\ud800'],
  ];
  for (const [name, typed] of refused) {
    const read = readParameter(parameter(name), typed);
    assert.equal(read.ok, false, `${name} ${typed}`);
    assert.match(read.ok ? '' : read.sentence, /\.$/u);
  }
});

test('a template is clean with its defaults and examples', () => {
  for (const text of [SLOW, KILL]) {
    const { findings, experiment } = checkTemplateText('x.yaml', text, { namespace: 'default' });
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'block'),
      [],
    );
    assert.ok(experiment);
  }
});

const FAULTS: readonly (readonly [
  what: string,
  from: string | RegExp,
  to: string,
  line: number,
  told: RegExp,
])[] = [
  ['a field the head does not have', 'owners:', 'owner: x\nowners:', 4, /no field “owner”/],
  ['no owner', 'owners: [ana@shop.example, sre]', 'owners: []', 4, /owners/],
  ['a type there is not', 'type: duration, help: How slow', 'type: time, help: How slow', 8, /time/],
  ['a default outside of the range', 'default: 300ms', 'default: 5s', 8, /outside/],
  ['a range upside down', 'from: 10ms, to: 2s', 'from: 3s, to: 2s', 8, /no range/],
  ['a range of text', 'default: a drill', 'default: a drill, from: 1', 12, /has no range/],
  ['a choice without choices', ', choices: [to, from, both], default: to', '', 13, /needs choices/],
  ['choices of another type', 'default: 0ms', 'default: 0ms, choices: [a]', 9, /has no choices/],
  ['a default of what is required', 'default: 0ms', 'default: 0ms, required: true', 9, /never be used/],
  [
    'an optional one without a default',
    'help: Whose answers',
    'help: Whose, required: false',
    7,
    /has no default/,
  ],
  ['a name the grammar has', '  note: {', '  because: {', 12, /every line/],
  ['a name that is none', '  note: {', '  Note: {', 12, /not a name/],
  ['a place without a parameter', '{latency}', '{latncy}', 30, /Did you mean latency/],
  ['a place that is none', '{latency}', '{latency|text}', 30, /leaves nothing open/],
  ['a place that does not end', '{latency}', '{latency', 30, /leaves nothing open/],
  ['a place in a name', '    note: "', `    "\${note}x": "`, 21, /never for the name/],
  ['a parameter without a place', / {4}jitter: .*\n/, '', 9, /left open for jitter/],
  ['a field Chaos Mesh does not have', 'direction: ', 'direktion: ', 28, /direktion/],
  ['a value of the wrong type', '{share:text}', '{share}', 26, /must be text/],
  ['a key said twice', 'title: Slow', 'title: x\ntitle: Slow', 3, /twice/],
  ['no experiment', SLOW.slice(SLOW.indexOf('---')), '', 1, /two documents/],
  ['an anchor', 'owners: [', 'owners: &o [', 4, /anchor/],
];

for (const [what, from, to, line, told] of FAULTS) {
  test(`a template with ${what} is told of by its line`, () => {
    const text = SLOW.replace(from, to);
    assert.notEqual(text, SLOW);
    const { findings } = checkTemplateText('slow.yaml', text, { namespace: 'shop' });
    const [first] = findings.filter(({ severity }) => severity === 'block');
    assert.match(first?.sentence ?? '', told);
    assert.equal(first?.line, line, first?.sentence);
  });
}

test('a template that is pinned is blocked in another cluster', () => {
  const text = SLOW.replace('owners:', 'cluster: prod\nowners:');
  const checks = (cluster?: string) =>
    checkTemplateText('x', text, { namespace: 'shop', ...(cluster && { cluster }) }).findings.map(
      (one) => one.check,
    );
  assert.ok(!checks().includes('cluster-pin'));
  assert.ok(!checks('prod').includes('cluster-pin'));
  assert.ok(checks('staging').includes('cluster-pin'));
});

test('whatever is broken in a file, it is told of and nothing throws', () => {
  const at = fc.nat({ max: SLOW.length });
  fc.assert(
    fc.property(at, at, fc.string({ maxLength: 10 }), (a, b, put) => {
      const text = `${SLOW.slice(0, Math.min(a, b))}${put}${SLOW.slice(Math.max(a, b))}`;
      const { findings } = checkTemplateText('x', text, { namespace: 'shop' });
      for (const { line, sentence } of findings) assert.ok(line >= 1 && sentence.length > 0);
    }),
    { numRuns: 150 },
  );
});
