// What people read as the answer to what they typed or pressed: every answer and every refusal once.

import { test } from 'node:test';
import { answers, refusals } from './answer-samples.ts';
import { answerViews } from './answer-views.ts';
import { matchesGolden } from './golden-file.ts';
import { plainBlocks, plainShown } from './shown.ts';

for (const [name, answer] of Object.entries(answers)) {
  test(`the answer ${name} reads as agreed`, () => {
    matchesGolden(`answers/${name}.md`, plainShown(answerViews.shown(answer)));
  });
}

test('every refusal reads as agreed: what happened, what it means, what to do next', () => {
  const words = refusals.map((answer) => {
    const shown = answerViews.shown(answer);
    return shown.as === 'message' ? plainBlocks(shown.view.blocks) : '';
  });
  matchesGolden('answers/refusals.md', words.join('\n---\n\n'));
});

for (const name of ['hello', 'hello-halted', 'hello-nowhere'] as const) {
  test(`the Home tab of ${name} reads as agreed`, () => {
    const answer = answers[name];
    if (answer === undefined) throw new Error(`no ${name}`);
    matchesGolden(`answers/home-${name}.md`, plainBlocks(answerViews.home(answer).blocks));
  });
}
