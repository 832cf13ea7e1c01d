// Whose run an object belongs to: by its own seal, or by what owns it, however many steps up.

import type { ChaosObject } from '../chaos/cluster.ts';
import { RUN_LABEL } from '../halt/seal.ts';

export interface Lineage {
  /** Remembers the object, and answers the run it descends from; undefined: nobody's of ours. */
  note(object: ChaosObject): string | undefined;
  forget(object: ChaosObject): void;
}

/** Runs of Schedules and Workflows that are over are forgotten when there are more than these. */
const MOST_ROOTS = 1_000;

export function createLineage(isOurs: (object: ChaosObject) => boolean): Lineage {
  /** By uid: the run of a Schedule or Workflow of ours; kept when that goes, since what it started goes after it. */
  const roots = new Map<string, string>();
  const owners = new Map<string, string>();
  const runs = new Map<string, string>();

  function runOf(uid: string | undefined): string | undefined {
    for (let at = uid; at !== undefined; at = owners.get(at)) {
      const run = roots.get(at) ?? runs.get(at);
      if (run !== undefined) return run;
    }
    return undefined;
  }

  function noteRoot({ uid }: ChaosObject, run: string): void {
    roots.delete(uid);
    roots.set(uid, run);
    const [oldest] = roots.size > MOST_ROOTS ? roots.keys() : [];
    if (oldest !== undefined) roots.delete(oldest);
  }

  return {
    note(object) {
      const own = object.labels[RUN_LABEL];
      if (own !== undefined && isStarter(object) && isOurs(object)) noteRoot(object, own);
      if (own !== undefined) return undefined;
      if (object.owner === undefined) return undefined;
      owners.set(object.uid, object.owner.uid);
      const run = runOf(object.owner.uid) ?? runs.get(object.uid);
      if (run !== undefined) runs.set(object.uid, run);
      return run;
    },
    forget({ uid }) {
      owners.delete(uid);
      runs.delete(uid);
    },
  };
}

function isStarter({ kind }: ChaosObject): boolean {
  return kind === 'Schedule' || kind === 'Workflow';
}
