// Effects on an object that may stand: look at it, remove it.

import type { ChaosObject } from '../../chaos/cluster.ts';
import { isWhole } from '../children.ts';
import type { EffectRunner } from '../effect.ts';
import type { Observation } from '../input.ts';
import type { RunRecord } from '../record.ts';
import { familyOf } from './family.ts';
import { readyPods } from './pods.ts';
import { type ClusterEffectDeps, type ClusterParts, partsOf, refOf } from './ports.ts';
import { isOurs } from './start.ts';

export function createLook(deps: ClusterEffectDeps): EffectRunner {
  return {
    async run(_effect, record, { signal }) {
      const { cluster, cache } = partsOf(deps, record);
      const object = await cluster.get(refOf(record), { signal });
      const uid = record.object?.uid;
      if (!object || (uid === undefined && !isOurs(record, object)))
        return { kind: 'gone', ...(uid ? { uid } : {}) };
      return seenNow(record, object, { cluster, cache }, signal);
    },
  };
}

async function seenNow(
  record: RunRecord,
  object: ChaosObject,
  { cluster, cache }: ClusterParts,
  signal: AbortSignal,
): Promise<Observation> {
  const ready = readyPods(record, cache);
  const seen = { kind: 'seen' as const, object, ...(ready ? { ready } : {}) };
  return isWhole(record) ? { ...seen, children: await familyOf(cluster, record, signal) } : seen;
}

export function createRemove(deps: ClusterEffectDeps): EffectRunner {
  return {
    async run(_effect, record, { signal }) {
      const uid = record.object?.uid;
      if (uid === undefined) return undefined;
      const answer = await partsOf(deps, record).cluster.remove(refOf(record), uid, undefined, { signal });
      if (!answer.ok) throw new Error(answer.refusal.sentence);
      return answer.gone ? { kind: 'gone', uid } : { kind: 'removed' };
    },
  };
}

/** Deletes as the bot what a sealed Schedule or Workflow of ours started; each by its uid, so late and doubled is harmless. */
export function createClear(deps: ClusterEffectDeps): EffectRunner {
  return {
    async run(_effect, record, { signal }) {
      const { cluster } = partsOf(deps, record);
      const left = (await familyOf(cluster, record, signal)).filter(({ deleting }) => !deleting);
      for (const object of left) {
        const answer = await cluster.remove(object, object.uid, undefined, { signal });
        if (!answer.ok) throw new Error(answer.refusal.sentence);
      }
      return undefined;
    },
  };
}
