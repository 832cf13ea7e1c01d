// One start at a time on a workload: what a plan promised of it must still be true when it starts.

import { isLive } from './phases.ts';
import type { RunRecord } from './record.ts';

export interface RightOfWayDeps {
  /** Takes a short claim; answers the run that has it already. */
  readonly claim: (key: string, run: string) => Promise<string | undefined>;
  /** Runs that are not over, from Redis. */
  readonly open: () => Promise<readonly RunRecord[]>;
}

/** Why this run must wait, as a sentence; undefined: it may go. */
export type RightOfWay = (record: RunRecord) => Promise<string | undefined>;

/**
 * Two runs that are let through at the same moment each see a workload that is whole: the claim lets one pass and
 * outlives the swap that says so; from then on its record speaks for it.
 */
export function createRightOfWay({ claim, open }: RightOfWayDeps): RightOfWay {
  return async (record) => {
    const others = (await open()).filter((other) => other.id !== record.id && isAtWork(other));
    for (const place of placesOf(record)) {
      const other = others.find((one) => placesOf(one).some(({ key }) => key === place.key));
      if (other) return waits(other.id, place, other.phase === 'stuck');
    }
    for (const place of placesOf(record)) {
      const first = await claim(place.key, record.id);
      if (first !== undefined) return waits(first, place, false);
    }
    return undefined;
  };
}

/**
 * From the start until the pods show what it did; one that is stuck may still hold them. What is done to an instance of a
 * cloud is shown to nobody: it holds the instance to its end.
 */
function isAtWork(record: RunRecord): boolean {
  const { phase, plan } = record;
  if (plan.hits?.on === 'cloud') return isLive(record);
  if (phase === 'verifying') return plan.oneShot;
  return phase === 'starting' || phase === 'injecting' || phase === 'stuck';
}

interface Claimed {
  readonly key: string;
  readonly name: string;
}

/** Sorted, so that two runs over the same workloads claim them in the same order. */
function placesOf({ plan }: RunRecord): readonly Claimed[] {
  const { cluster, namespace } = plan.experiment.target;
  const workloads = plan.workloads.map(({ kind, name, namespace: own = namespace }) => ({
    key: `${cluster}/${own}/${kind}/${name}`,
    name,
  }));
  // A machine or an instance is the same one whichever cluster's Chaos Mesh hits it, and whatever it is called there.
  const places = plan.hits?.things.map(({ id, name }) => ({ key: id, name })) ?? workloads;
  return places.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

function waits(run: string, { name }: Claimed, stuck: boolean): string {
  return stuck
    ? `${run} is stuck on ${name}, so no new fault starts there`
    : `${run} is at work on ${name} first`;
}
