// Whatever is pasted is answered: two thousand texts made from good ones by spoiling them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CheckedDocument, checkYaml, yamlRefusalSentence } from '../../src/chaos/yaml/check-yaml.ts';
import { withEdits } from '../../src/chaos/yaml/edits.ts';
import { fc } from '../seeded.ts';
import { DELAY } from '../unit/chaos/yaml/sample-yaml.ts';

const DOCUMENTS = 2_000;
const LONGEST_MS = 1_000;

const marks = fc.constantFrom(
  ...[
    '&a ',
    '*a',
    '!!binary ',
    '!x ',
    '---\n',
    '...\n',
    '? ',
    ': ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '|',
    '>',
    '#',
    '%YAML 1.1\n',
  ],
  ...[
    '\t',
    '\r\n',
    '\0',
    '\u2028',
    '\ufeff',
    '__proto__: {a: 1}\n',
    'constructor: x\n',
    '<<: {a: b}\n',
    '~',
    'null',
    '.inf',
    '0x1F',
    '1_000',
  ],
);
const piece = fc.oneof(
  marks,
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(DELAY, DELAY.slice(60)),
);

interface Change {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat({ max: DELAY.length }),
  cut: fc.nat({ max: 30 }),
  put: piece,
});

function spoiled(changes: readonly Change[]): string {
  return changes.reduce(
    (text, { at, cut, put }) => `${text.slice(0, at)}${put}${text.slice(at + cut)}`,
    DELAY,
  );
}

function assertTold({ findings, experiment }: CheckedDocument, text: string): void {
  for (const { sentence, line, column } of findings) {
    assert.match(sentence, /[.?!]$/u, text);
    const isThere = line >= 1 && column >= 1 && line <= text.split('\n').length + 1;
    assert.ok(isThere, `${line}:${column} of ${text}`);
  }
  const isBlocked = findings.some(({ severity }) => severity === 'block');
  assert.equal(experiment === undefined, isBlocked, text);
}

const editsIn = (documents: readonly CheckedDocument[]) =>
  documents.flatMap(({ findings }) => findings.flatMap(({ edit }) => edit ?? []));

/** What is offered mends what it was offered for, and leaves the text as many documents as it was. */
function assertMends(documents: readonly CheckedDocument[], text: string): void {
  const edits = editsIn(documents);
  if (edits.length === 0) return;
  const again = checkYaml(withEdits(text, edits), { namespace: 'shop' });
  assert.ok(again.ok && again.documents.length === documents.length, text);
  assert.deepEqual(editsIn(again.documents), [], text);
}

test('spoiled documents are answered with sentences, never with an error, and soon', () => {
  let slowest = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const text = spoiled(changes);
      const started = performance.now();
      const checked = checkYaml(text, { namespace: 'shop' });
      slowest = Math.max(slowest, performance.now() - started);
      if (!checked.ok) return assert.match(yamlRefusalSentence(checked.refusal), /\.$/);
      for (const document of checked.documents) assertTold(document, text);
      assertMends(checked.documents, text);
    }),
    { numRuns: DOCUMENTS },
  );
  assert.ok(slowest < LONGEST_MS, `the slowest took ${Math.round(slowest)} ms`);
});

test('a text as long as may be is answered soon, whatever it is made of', () => {
  const longest = 64 * 1024;
  const line = (unit: string) => unit.repeat(Math.floor(longest / unit.length));
  const keys = Array.from({ length: 6_000 }, (_, at) => `k${at}: v`).join('\n');
  for (const text of [
    line('a'),
    line('a: '),
    line('- '),
    line('"'),
    line("''"),
    line('# x\n'),
    line('[],'),
    line('a: b\n'),
    line(' '),
    line(': '),
    line('? '),
    line('!a '),
    keys,
    `${DELAY}${line('  x: y\n')}`.slice(0, longest),
  ]) {
    const started = performance.now();
    const checked = checkYaml(text, { namespace: 'shop' });
    assert.ok(
      performance.now() - started < 5_000,
      `${text.slice(0, 10)} took ${performance.now() - started} ms`,
    );
    assert.ok(checked.ok ? checked.documents.length > 0 : yamlRefusalSentence(checked.refusal));
  }
});
