// What is made of Prometheus' answers, the odd ones included.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../../src/signals/answer.ts';
import { readAnswer } from '../../../src/signals/read-answer.ts';
import { refusedAnswer } from '../../../src/signals/refused-answer.ts';
import { worstSamples } from '../../../src/signals/sample.ts';
import { fc } from '../../seeded.ts';

function read(resultType: string, result: unknown): Answer {
  return readAnswer({ status: 'success', data: { resultType, result } }, 'Prometheus', 10);
}

function causeOf(answer: Answer): string {
  return answer.kind === 'no-data' ? answer.cause : answer.kind;
}

test('a vector, a matrix and a scalar are series in milliseconds', () => {
  const labels = { pod: 'web-0' };
  const vector = read('vector', [{ metric: labels, value: [1.5, '3'] }]);
  assert.deepEqual(vector, { kind: 'series', series: [{ labels, points: [[1500, 3]] }] });
  const matrix = read('matrix', [
    {
      metric: labels,
      values: [
        [1, '3'],
        [2.001, 'NaN'],
        [3, '+Inf'],
        [4, '-Inf'],
      ],
    },
  ]);
  const points = [
    [1000, 3],
    [2001, null],
    [3000, null],
    [4000, null],
  ];
  assert.deepEqual(matrix, { kind: 'series', series: [{ labels, points }] });
  assert.deepEqual(read('scalar', [1, '7']), {
    kind: 'series',
    series: [{ labels: {}, points: [[1000, 7]] }],
  });
});

const odd: readonly (readonly [string, string, unknown, string])[] = [
  ['nothing that matches', 'vector', [], 'empty'],
  ['series without values', 'matrix', [{ metric: {}, values: [] }], 'empty'],
  ['only NaN', 'vector', [{ metric: {}, value: [1, 'NaN'] }], 'not-a-number'],
  ['a native histogram', 'vector', [{ metric: {}, histogram: [1, { count: '3' }] }], 'not-a-number'],
  ['a text', 'string', [1, 'hello'], 'bad-query'],
  ['more values than are wanted', 'vector', new Array(11).fill({ metric: {}, value: [1, '1'] }), 'too-much'],
  ['no list', 'vector', 'x', 'not-prometheus'],
];

for (const [what, type, result, cause] of odd) {
  test(`an answer with ${what} is no data: ${cause}`, () => {
    assert.equal(causeOf(read(type, result)), cause);
  });
}

test('whatever the answer holds, it is read', () => {
  fc.assert(fc.property(fc.jsonValue(), (body) => Boolean(readAnswer(body, 'Prometheus', 10).kind)));
  fc.assert(fc.property(fc.jsonValue(), (result) => Boolean(read('matrix', [result]).kind)));
});

const refused: readonly (readonly [number, unknown, string])[] = [
  [400, { errorType: 'bad_data', error: 'exceeded maximum resolution of 11,000 points' }, 'too-much'],
  [422, { errorType: 'execution', error: 'query processing would load too many samples' }, 'too-much'],
  [422, { errorType: 'execution', error: 'many-to-many matching not allowed' }, 'bad-query'],
  [400, { errorType: 'bad_data', error: 'parse error' }, 'bad-query'],
  [503, { errorType: 'timeout', error: 'query timed out' }, 'timeout'],
  [504, undefined, 'timeout'],
  [401, undefined, 'auth'],
  [403, undefined, 'auth'],
  [302, undefined, 'not-prometheus'],
  [404, undefined, 'not-prometheus'],
  [429, undefined, 'server-error'],
  [503, undefined, 'server-error'],
];

for (const [status, body, cause] of refused) {
  test(`status ${status} with ${JSON.stringify(body) ?? 'no JSON'} is ${cause}`, () => {
    assert.equal(refusedAnswer({ status, body, asked: 'Prometheus', secrets: [] }).cause, cause);
  });
}

test('what another system says is clipped, plain and free of our secrets', () => {
  const error = `bad\u0000\u202e "Bearer hunter22" hunter22\n${'x'.repeat(500)}`;
  const body = { errorType: 'bad_data', error };
  const secrets = ['Bearer hunter22', 'hunter22'];
  const { sentence } = refusedAnswer({ status: 400, body, asked: 'Prometheus', secrets });
  assert.match(sentence, /^Prometheus does not understand the query: bad "\[secret\]" \[secret\] x+\.$/u);
  assert.ok(sentence.length < 250);
});

test('several series become the worst of each moment', () => {
  const series = [
    {
      labels: {},
      points: [
        [1, 5],
        [2, null],
        [3, 1],
      ] as const,
    },
    {
      labels: {},
      points: [
        [1, 7],
        [2, null],
        [4, 2],
      ] as const,
    },
  ];
  assert.deepEqual(worstSamples(series, 'higher'), [
    [1, 7],
    [2, null],
    [3, 1],
    [4, 2],
  ]);
  assert.deepEqual(worstSamples(series, 'lower'), [
    [1, 5],
    [2, null],
    [3, 1],
    [4, 2],
  ]);
});
