// A run as it would begin now, kept nowhere: what a form and a question show.

import { firstRecord } from '../runs/new-record.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Asking } from './asking.ts';
import type { RequestPorts } from './request.ts';
import type { SaidExperiment } from './said-experiment.ts';

/** `dryRun`: the cluster is asked as the person; rejects when it does not answer in time. */
export async function previewOf(
  said: SaidExperiment,
  asking: Asking,
  { planner }: Pick<RequestPorts, 'planner'>,
  { dryRun }: { readonly dryRun: boolean } = { dryRun: false },
): Promise<RunRecord> {
  const { cluster: name } = said.experiment.target;
  const { person, channel } = asking;
  const plan = await asking.reach({ kind: 'cluster', name }, () =>
    planner.plan({ ...said, by: person, runId: 'preview' }, { dryRun }),
  );
  return firstRecord({ id: 'preview', plan, requester: person, origin: channel, channel }, 0);
}
