// The effect that proves recovery: everything is read live, nothing from the cache.

import type { ChaosObject } from '../../chaos/cluster.ts';
import { proveRecovery } from '../../chaos/proof.ts';
import { isWhole } from '../children.ts';
import type { EffectRunner } from '../effect.ts';
import type { Observation } from '../input.ts';
import { manifestNow } from '../ramp.ts';
import type { RunRecord } from '../record.ts';
import { CREATE_IN_FLIGHT_MS } from '../sight.ts';
import { expectedReady, type Judged, podsAround, residueOf } from './evidence.ts';
import { countsFor } from './pods.ts';
import { type ClusterEffectDeps, type ClusterParts, partsOf, refOf } from './ports.ts';
import { proveWhole } from './prove-whole.ts';
import { isOurs } from './start.ts';

export function createProve(deps: ClusterEffectDeps): EffectRunner {
  return {
    async run(_effect, record, { now, signal }) {
      const { cluster, cache } = partsOf(deps, record);
      if (!record.object) return neverSeen(record, await cluster.get(refOf(record), { signal }), now);
      const found = record.object.gone ? undefined : await cluster.get(refOf(record), { signal });
      const absent = found?.uid !== record.object.uid;
      if (isWhole(record)) return proveWhole(record, { cluster, cache }, { now, signal, absent });
      return prove(
        record,
        { cluster, cache },
        { object: absent ? lastSeen(record) : found, absent },
        { now, signal },
      );
    },
  };
}

/** Only the cluster can say that nothing was made, and only once nothing can land any more. */
function neverSeen(record: RunRecord, found: ChaosObject | undefined, now: number): Observation | undefined {
  if (found && isOurs(record, found)) return { kind: 'seen', object: found };
  if (now < (record.createSentAt ?? 0) + CREATE_IN_FLIGHT_MS) return undefined;
  return { kind: 'proved', proof: { at: now, complete: true, targets: [] } };
}

/** What the record keeps of an object that is no more. */
function lastSeen(record: RunRecord): Judged {
  const { finalizers = [], desiredPhase, final = false, deleting = final } = record.object ?? {};
  const { records } = record;
  const known = { ...refOf(record), records, spec: manifestNow(record).spec, deleting, finalizers };
  return desiredPhase ? { ...known, desiredPhase } : known;
}

async function prove(
  record: RunRecord,
  { cluster, cache }: ClusterParts,
  { object, absent }: { readonly object: Judged; readonly absent: boolean },
  { now, signal }: { readonly now: number; readonly signal: AbortSignal },
): Promise<Observation> {
  const { hits } = record.plan;
  const pods = hits === undefined ? await podsAround(cluster, object, record, signal) : [];
  const residue = await residueOf(cluster, object, pods, signal);
  const proof = proveRecovery({
    object,
    absent,
    pods,
    residue,
    counts: countsFor(record),
    before: record.before?.pods ?? {},
    expectedReady: hits === undefined ? expectedReady(record, cache) : 0,
    ...(hits && { hits }),
  });
  const known = { at: now, complete: proof.clean === 'clean', targets: proof.targets };
  if (hits !== undefined) return { kind: 'proved', proof: known };
  const of = record.plan.workloads.reduce((sum, one) => sum + one.replicas, 0);
  return { kind: 'proved', proof: known, ready: { now: proof.ready, of } };
}
