// What the views are drawn from: the product's own tables, with eu-1 as production.

import { detailsOf, phraseOf } from '../../src/chaos/describe.ts';
import { quorum } from '../../src/policy/quorum.ts';
import { alertFactsOf } from '../../src/runs/alert-facts.ts';
import { countsOf } from '../../src/runs/children.ts';
import * as may from '../../src/runs/phases.ts';
import { amountWords } from '../../src/signals/amount-words.ts';
import type { RunViewDeps } from '../../src/views/run/scene.ts';

export const viewDeps: RunViewDeps = {
  may,
  quorum,
  phraseOf,
  detailsOf,
  familyOf: countsOf,
  isProduction: (cluster) => cluster === 'eu-1',
  startWithinMs: 30 * 60_000,
  alertsOf: alertFactsOf,
  amount: amountWords,
  native: false,
};
