// The one list of cases, by subject.
import type { Chapter } from './case.ts';
import { applyErrors } from './cases/apply-errors.ts';
import { endings } from './cases/endings.ts';
import { frozenOnes } from './cases/frozen.ts';
import { kinds } from './cases/kinds.ts';
import { life } from './cases/life.ts';
import { lostPods } from './cases/lost-pods.ts';
import { modesOf } from './cases/modes.ts';
import { nobodies } from './cases/nobody.ts';
import { outages } from './cases/outages.ts';
import { outside } from './cases/outside.ts';
import { pauses } from './cases/pauses.ts';
import { podObjects } from './cases/pod-objects.ts';
import { recoverErrors } from './cases/recover-errors.ts';
import { refusals } from './cases/refusals.ts';
import { rights } from './cases/rights.ts';
import { scheduleRules } from './cases/schedule-rules.ts';
import { schedules } from './cases/schedules.ts';
import { statusChecks } from './cases/status-checks.ts';
import { stored } from './cases/stored.ts';
import { targets } from './cases/targets.ts';
import { workflowEnds } from './cases/workflow-ends.ts';
import { workflowRules } from './cases/workflow-rules.ts';
import { workflows } from './cases/workflows.ts';
import { writes } from './cases/writes.ts';

export const chapters: readonly Chapter[] = [
  life,
  kinds,
  outside,
  modesOf,
  targets,
  nobodies,
  pauses,
  endings,
  lostPods,
  frozenOnes,
  writes,
  refusals,
  stored,
  rights,
  applyErrors,
  recoverErrors,
  outages,
  podObjects,
  schedules,
  scheduleRules,
  workflows,
  workflowEnds,
  workflowRules,
  statusChecks,
];

/** So many cases only the engine meets. It may fall, and then it is lowered here; it never rises. */
export const engineOnlyCeiling = 6;

export function engineOnlyCases(): readonly string[] {
  return chapters.flatMap(({ title, cases }) =>
    cases.filter(({ engineOnly }) => engineOnly !== undefined).map(({ name }) => `${title}: ${name}`),
  );
}
