// What the effects of runs are handed: clusters, people, the latch, Slack, each through what it needs of them.

import { createAsk } from '../approvals/ask.ts';
import { sealed } from '../halt/seal.ts';
import type { ClusterEffectDeps } from '../runs/effects/ports.ts';
import { parseRecord } from '../runs/new-record.ts';
import { manifestNow } from '../runs/ramp.ts';
import type { RunRecord } from '../runs/record.ts';
import { createRightOfWay } from '../runs/right-of-way.ts';
import { sealValuesOf } from '../runs/seal-values.ts';
import type { RedisStore } from '../store/redis.ts';
import { createThreadEffects } from '../threads/effects.ts';
import { createRunViews } from '../views/run/run-views.ts';
import { isTold } from './alert-parts.ts';
import { takeEdit } from './edit-budget.ts';
import { latchState } from './latch-state.ts';
import type { RunPartsDeps } from './run-parts.ts';
import { measuringPort } from './signal-parts.ts';
import { viewDeps } from './view-parts.ts';

/** Nobody is asked for a vote more often than this a day. */
const QUESTIONS_A_DAY = 10;
const DAY_MS = 86_400_000;
/** Longer than a pass of the conductor, in which the start is swapped in. */
const CLAIM_MS = 6_000;
/** More open runs than this and a start would read Redis for too long. */
const MOST_PENDING = 1_000;

export function clusterEffectDeps(deps: RunPartsDeps): ClusterEffectDeps {
  const { clusters, planner, identity, latches, sealKeys, redis } = deps;
  const ask = createAsk({
    membersOf: identity.membersOf,
    takeQuestion: async (person) =>
      (await redis.values.take(`asked:${person}`, QUESTIONS_A_DAY, DAY_MS)) === 0,
  });
  return {
    clusters: clusters.find,
    planAgain: (record: RunRecord, options: { readonly dryRun: boolean }) => {
      const { experiment, defaults } = record.plan;
      return planner.plan({ experiment, defaults, by: record.requester, runId: record.id }, options);
    },
    chooseAsked: async (record: RunRecord, plan: RunRecord['plan']) => {
      if (plan.verdict.kind !== 'approvals') return [];
      return ask({ approvals: plan.verdict.approvals, requester: record.requester, votes: record.votes });
    },
    latch: (record: RunRecord) => latchState(record, clusters, latches),
    rightOfWay: rightOfWayOver(redis),
    ...(isTold(deps.config.alerts) && { hearsAlerts: true as const }),
    onCall: onCallOf(deps),
    measuring: measuringPort(deps.signals.measuring),
    ...(deps.config.alerts.alertmanagers.some(({ silences }) => silences) && { silences: true as const }),
    annotates: deps.grafana.annotates,
    sealed: (record: RunRecord, now: number) =>
      sealed(manifestNow(record), sealValuesOf(record, now), sealKeys),
  };
}

/** The first entry that fits where a run is; whoever is not in Slack is left out. */
function onCallOf({ config, identity }: RunPartsDeps): NonNullable<ClusterEffectDeps['onCall']> {
  const { onCall } = config.alerts;
  return async ({ plan }) => {
    const { cluster, namespace } = plan.experiment.target;
    const fits = (said: string | undefined, is: string): boolean => said === undefined || said === is;
    const entry = onCall.find((one) => fits(one.cluster, cluster) && fits(one.namespace, namespace));
    if (entry === undefined) return [];
    const people = await identity.everyone();
    return people.filter(({ email }) => entry.people.includes(email)).map(({ id }) => id);
  };
}

function rightOfWayOver({ runs, values }: RedisStore) {
  return createRightOfWay({
    claim: (key, run) => values.claim(key, run, CLAIM_MS),
    open: async () =>
      (await runs.readMany(await runs.pending(MOST_PENDING))).flatMap((text) => parseRecord(text) ?? []),
  });
}

export function threadEffects({ config, slack, redis, clusters, metrics }: RunPartsDeps) {
  const views = createRunViews(viewDeps(clusters, config.slack.blocks));
  return createThreadEffects({
    slack: slack.cards,
    budget: {
      async take() {
        const waitMs = await takeEdit(redis.values, metrics);
        return waitMs === 0 ? { ok: true } : { ok: false, waitMs };
      },
    },
    view: views.messageView,
    answered: views.answeredView,
    tellView: views.tellView,
  });
}
