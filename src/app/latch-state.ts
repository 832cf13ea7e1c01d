// Whether the halt latch lets a run start: every namespace that it touches must be open.

import { namespacesOf } from '../chaos/namespaces.ts';
import { type Latches, latchCovers } from '../halt/latch.ts';
import type { LatchState } from '../runs/effects/ports.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Clusters } from './clusters.ts';

export async function latchState(
  record: RunRecord,
  clusters: Clusters,
  latches: Latches,
): Promise<LatchState> {
  const { experiment } = record.plan;
  const name = experiment.target.cluster;
  const namespaces = namespacesOf(experiment);
  const latch = await latches.read(clusters.get(name).cluster);
  if (latch.state === 'unreadable')
    return { state: 'unreadable', sentence: `the halt latch of ${name} cannot be read` };
  if (latch.state === 'open' || !namespaces.some((one) => latchCovers(latch, one))) return { state: 'open' };
  const scope = latch.scopes.find(
    (one) => one.scope === 'all' || namespaces.some((namespace) => one.scope === `ns/${namespace}`),
  );
  const reason = scope?.reason ? `: ${scope.reason}` : '';
  return { state: 'closed', sentence: `${name} was halted by ${scope?.by ?? 'somebody'}${reason}` };
}
