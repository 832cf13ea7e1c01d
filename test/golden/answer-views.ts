// The views of answers over the product's own tables, with eu-1 as production.

import { detailsOf, phraseOf } from '../../src/chaos/describe.ts';
import { quorum } from '../../src/policy/quorum.ts';
import { countsOf } from '../../src/runs/children.ts';
import * as may from '../../src/runs/phases.ts';
import { createAnswerViews } from '../../src/views/answers/answer-view.ts';

export const answerViews = createAnswerViews({
  may,
  quorum,
  phraseOf,
  detailsOf,
  familyOf: countsOf,
  isProduction: (cluster) => cluster === 'eu-1',
  startWithinMs: 30 * 60_000,
});
