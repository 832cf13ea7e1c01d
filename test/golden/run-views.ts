// The views of runs over the product's own tables, with eu-1 as production.

import { detailsOf, phraseOf } from '../../src/chaos/describe.ts';
import { quorum } from '../../src/policy/quorum.ts';
import { countsOf } from '../../src/runs/children.ts';
import * as may from '../../src/runs/phases.ts';
import { createRunViews } from '../../src/views/run/run-views.ts';

export const runViews = createRunViews({
  may,
  quorum,
  phraseOf,
  detailsOf,
  familyOf: countsOf,
  isProduction: (cluster) => cluster === 'eu-1',
  startWithinMs: 30 * 60_000,
});
