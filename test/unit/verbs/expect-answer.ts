// Takes an answer for one of a kind; of any other kind it says what came instead.

import assert from 'node:assert/strict';
import type { Answer } from '../../../src/verbs/answer.ts';

export function expect<K extends Answer['kind']>(answer: Answer, kind: K): Extract<Answer, { kind: K }> {
  assert.equal(answer.kind, kind, JSON.stringify(answer).slice(0, 800));
  return answer as Extract<Answer, { kind: K }>;
}
