// Places in a query: where they may stand, and that what is put in stays a name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillQuery } from '../../../src/signals/fill-query.ts';
import { readQuery } from '../../../src/signals/query-template.ts';
import { stepFor } from '../../../src/signals/step.ts';
import { fc } from '../../seeded.ts';

const values = {
  cluster: 'prod',
  namespace: 'shop',
  workloads: ['web', 'api.v2'],
  pods: ['web-0', 'web-1'],
  service: 'web',
};

function filled(template: string, more: Partial<typeof values> = {}): string {
  const answer = fillQuery(template, { ...values, ...more });
  return answer.ok ? answer.query : `no ${answer.missing}`;
}

const fills: readonly (readonly [string, string])[] = [
  ['up{namespace="{{namespace}}"}', 'up{namespace="shop"}'],
  [`up{ns='{{ namespace }}', c!="{{cluster}}"}`, `up{ns='shop', c!="prod"}`],
  ['up{w=~"{{workloads}}-.*"}', String.raw`up{w=~"(?:web|api\\.v2)-.*"}`],
  ['up{pod!~ "{{pods}}"}', 'up{pod!~ "(?:web-0|web-1)"}'],
  ['up{w="{{workload}}"}', 'no workload'],
  ['# about "pods\nup{s="{{service}}"}', '# about "pods\nup{s="web"}'],
];

for (const [template, expected] of fills) {
  test(`${template} becomes ${expected}`, () => {
    assert.equal(filled(template), expected);
  });
}

test('a query is not filled with nothing, which would match series that lack the label', () => {
  assert.equal(filled('up{pod=~"{{pods}}"}', { pods: [] }), 'no pods');
  assert.equal(filled('up{pod=~"{{pods}}"}', { pods: [''] }), 'no pods');
  assert.equal(filled('up{s="{{service}}"}', { service: '' }), 'no service');
  assert.equal(filled('up{w="{{workload}}"}', { workloads: ['web'] }), 'up{w="web"}');
});

const faults: readonly (readonly [string, string])[] = [
  ['up{a="{{pod}}"}', '1:7 `{{pod}}` is no place. Did you mean `{{pods}}`?'],
  ['up{a="x",\n  b="{{nonsense}}"}', '2:6 `{{nonsense}}` is no place. Use one of: {{cluster}},'],
  ['up{a="{{pods}}"}', '1:7 `{{pods}}` stands for several names. Match them as a pattern: `=~"{{pods}}"`.'],
  ['up{a={{namespace}}}', '1:6 `{{namespace}}` is not the value of a label.'],
  ['label_replace(up, "a", "{{service}}", "b", "")', '1:25 `{{service}}` is not the value of a label.'],
  ['up # {{namespace}}', '1:6 `{{namespace}}` is not the value of a label.'],
  ['up{a=`{{namespace}}`}', '1:7 `{{namespace}}` stands in backquotes'],
  ['up{a="{{namespace"}', '1:7 `{{namespace"}}` is never closed. A place ends with `}}`.'],
  ['up{a="b}', '1:6 A text begins here and never ends.'],
  ['up{a="b\n"}', '1:6 A text begins here and never ends.'],
];

for (const [template, expected] of faults) {
  test(`${JSON.stringify(template)} is refused with its place`, () => {
    const read = readQuery(template);
    const [fault] = read.ok ? [] : read.faults;
    const said = `${fault?.line}:${fault?.column} ${fault?.sentence} ${fault?.cure}`;
    assert.ok(said.startsWith(expected), said);
  });
}

/** What Go and Prometheus read between the quotes; written apart from the product on purpose. */
function unquoted(literal: string): string {
  return literal.replace(/\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gsu, (_, short, long, plain) =>
    plain === undefined ? String.fromCodePoint(Number.parseInt(short ?? long, 16)) : plain,
  );
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc
    .array(
      fc.constantFrom('"', "'", '\\', '`', '}', '{', '#', '\n', '|', '.*', '(', ')', '{{pods}}', 'a', '$'),
      {
        minLength: 1,
      },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom('\ud800', 'a', '\u{1f600}', '\u2028'), minLength: 1 }),
);

for (const quote of ['"', "'"]) {
  test(`whatever a name is, it is one value between ${quote}, and the rest of the query stays as it was`, () => {
    fc.assert(
      fc.property(nasty, (service) => {
        const query = filled(`up{s=${quote}{{service}}${quote},x="y"} > 1`, { service });
        const [, literal = ''] =
          new RegExp(`^up\\{s=${quote}([^${quote}\\n]*)${quote},x="y"\\} > 1$`, 'u').exec(query) ?? [];
        assert.equal(unquoted(literal), service.toWellFormed());
      }),
    );
  });
}

test('whatever the names are, the pattern matches them and nothing else', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 5 }), nasty, (pods, other) => {
      const query = filled('up{pod=~"{{pods}}"}', { pods });
      const [, literal = ''] = /^up\{pod=~"([^"\n]*)"\}$/u.exec(query) ?? [];
      const pattern = new RegExp(`^(?:${unquoted(literal)})$`, 'su');
      const wellFormed = pods.map((pod) => pod.toWellFormed());
      for (const pod of wellFormed) assert.match(pod, pattern);
      assert.equal(pattern.test(other.toWellFormed()), wellFormed.includes(other.toWellFormed()));
    }),
  );
});

test('whatever stands in a template, it is read or refused, never thrown at', () => {
  const parts = fc.constantFrom('{{', '}}', '"', "'", '`', '#', '\n', '\\', 'pods', '=~', '=', '{', '}', ' ');
  fc.assert(
    fc.property(
      fc.array(parts).map((all) => all.join('')),
      (template) => {
        const read = readQuery(template);
        if (read.ok) fillQuery(template, values);
        else assert.ok(read.faults.every(({ line, column }) => line >= 1 && column >= 1));
      },
    ),
  );
});

const steps: readonly (readonly [number, number, number])[] = [
  [60, 15, 15],
  [60, 0, 1],
  [4500, 15, 15],
  [4501, 15, 16],
  [86_400, 15, 288],
  [-5, 15, 15],
];

for (const [rangeSeconds, scrapeSeconds, expected] of steps) {
  test(`${rangeSeconds} s scraped every ${scrapeSeconds} s are asked for every ${expected} s`, () => {
    assert.equal(stepFor(0, rangeSeconds * 1000, scrapeSeconds), expected);
  });
}
