// Ten thousand lines nobody would type: random letters, valid lines with something broken in them, words of the grammar at random.
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { actions, kinds, wordsOf } from '../../src/chaos/catalogue/catalogue.ts';
import { exampleLine } from '../../src/chaos/catalogue/example-line.ts';
import { parameterNames } from '../../src/chaos/catalogue/parse-parameters.ts';
import { parseCommand } from '../../src/verbs/parse.ts';
import { VERB_NAMES, VERBS } from '../../src/verbs/vocabulary.ts';
import { parseSentence } from '../../src/views/answers/parse-refusals.ts';
import { fc } from '../seeded.ts';

const LINES = 10_000;
const SLOWEST_MS = 50;

const valid = [
  ...actions().map((action) => exampleLine(action)),
  ...VERB_NAMES.map((name) => VERBS[name].example),
];

const words = [
  ...new Set([
    ...actions().flatMap(wordsOf),
    ...kinds().flatMap(({ kind, family }) => [kind, family]),
    ...VERB_NAMES.flatMap((name) => [name, ...VERBS[name].aliases]),
    ...actions().flatMap(parameterNames),
    ...[
      'web',
      'staging:shop/web',
      'app=web',
      'cart',
      'all',
      'go',
      'because',
      'for',
      'pods',
      'on',
      'from',
      'to',
    ],
    ...[
      '200ms',
      '10%',
      '256MB',
      '-5m',
      '1h30m',
      '0',
      '3',
      '1mbit',
      '=',
      '"',
      "'",
      '—',
      '–for',
      '{a: [b]}',
      '[[[',
    ],
    ...[
      'k=v',
      'patch.body={}',
      'target={selector: {}}',
      '__proto__=1',
      'constructor',
      '<@U1|x>',
      '🔥',
      '\u0000',
    ],
  ]),
];

const scrambled = fc
  .tuple(fc.constantFrom(...valid), fc.nat(), fc.nat({ max: 3 }), fc.string({ unit: 'binary', maxLength: 4 }))
  .map(([line, at, cut, put]) => {
    const letters = [...line];
    letters.splice(at % (letters.length + 1), cut, put);
    return letters.join('');
  });

const shuffled = fc
  .constantFrom(...valid)
  .chain((line) => fc.shuffledSubarray(line.split(' ')))
  .map((parts) => parts.join(' '));

const mixed = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(' '));

const long = fc
  .tuple(
    fc.constantFrom(...words),
    fc.constantFrom('a', '1', '=', ',', '"', '{', '[', ' a', '1m', '-', '&amp;', '<'),
  )
  .map(([word, part]) => `${word} ${part.repeat(1_900 / part.length)}`);

const line = fc.oneof(
  { weight: 4, arbitrary: scrambled },
  { weight: 2, arbitrary: shuffled },
  { weight: 3, arbitrary: mixed },
  { weight: 1, arbitrary: long },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);

/** Somebody else may have had the processor: the least of a few tries counts. */
function msOf(text: string): number {
  const tries = [0, 1, 2].map(() => {
    const started = performance.now();
    parseCommand(text);
    return performance.now() - started;
  });
  return Math.min(...tries);
}

test('ten thousand broken lines: none throws, none takes long, each is understood or answered with a line that is', (t) => {
  const times: number[] = [];
  fc.assert(
    fc.property(line, (text) => {
      const started = performance.now();
      const parsed = parseCommand(text);
      const ms = performance.now() - started;
      times.push(ms);
      if (ms > SLOWEST_MS) assert.ok(msOf(text) <= SLOWEST_MS, `${text.slice(0, 80)} took ${ms} ms`);
      if (parsed.ok) return;
      const { refusal } = parsed;
      assert.match(parseSentence(refusal), /^\S.{10,}\/chaos \S/su, text);
      assert.ok(
        parseCommand(refusal.example).ok,
        `“${refusal.example}” is offered for ${JSON.stringify(text)}`,
      );
    }),
    { numRuns: LINES },
  );
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(3);
  t.diagnostic(
    `${times.length} lines: median ${at(0.5)} ms, p99 ${at(0.99)} ms, slowest ${(times.at(-1) ?? 0).toFixed(1)} ms`,
  );
});
