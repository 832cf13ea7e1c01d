// What the views ask of the domain's own tables.

import { detailsOf, phraseOf } from '../chaos/describe.ts';
import type { SlackConfig } from '../config/config.ts';
import { quorum } from '../policy/quorum.ts';
import { alertFactsOf } from '../runs/alert-facts.ts';
import { countsOf } from '../runs/children.ts';
import { LIMITS } from '../runs/deadlines.ts';
import {
  canPause,
  canRepeat,
  canResume,
  canRetry,
  canStart,
  canStop,
  canVote,
  isLive,
} from '../runs/phases.ts';
import { amountWords } from '../signals/amount-words.ts';
import type { RunViewDeps } from '../views/run/scene.ts';
import type { Clusters } from './clusters.ts';

/** A cluster that the configuration no longer names is shown as production: better one warning too many. */
export function viewDeps(
  clusters: Pick<Clusters, 'find'>,
  blocks: SlackConfig['blocks'],
  dashboardOf?: RunViewDeps['dashboardOf'],
): RunViewDeps {
  return {
    may: { canVote, canStart, canStop, canPause, canRepeat, canResume, canRetry, isLive },
    quorum,
    phraseOf,
    detailsOf,
    familyOf: countsOf,
    isProduction: (name) => clusters.find(name)?.cluster.production ?? true,
    startWithinMs: LIMITS.approved,
    alertsOf: alertFactsOf,
    amount: amountWords,
    native: blocks === 'native',
    ...(dashboardOf && { dashboardOf }),
  };
}
