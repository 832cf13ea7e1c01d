// Deletes what runs have in the clusters at once, where Stop or Halt was pressed; the conductor sees to the rest.

import type { ChaosObject, Cluster, ClusterCache } from '../chaos/cluster.ts';
import { namespacesOfSpec } from '../chaos/namespaces.ts';
import { type EndResult, endMany } from '../halt/end-many.ts';
import { RUN_LABEL } from '../halt/seal.ts';
import type { Person } from '../identity/person.ts';
import { manifestNow } from '../runs/ramp.ts';
import type { RunRecord } from '../runs/record.ts';
import { within } from './reach.ts';

/** A cluster in which things can be ended. */
export interface EndableCluster {
  readonly cluster: Cluster;
  readonly cache: Pick<ClusterCache, 'experiments'>;
}

export interface EndPorts {
  readonly clusters: readonly EndableCluster[];
  /** Whether an object carries a valid seal of ours. */
  readonly isOurs: (object: ChaosObject) => boolean;
}

export interface Ended {
  readonly accepted: number;
  readonly failed: number;
  readonly pending: number;
  readonly trouble?: string;
}

export const NOTHING_ENDED: Ended = { accepted: 0, failed: 0, pending: 0 };

/** Everything in a cluster, or what reaches one of its namespaces: ours as the bot, foreign objects as the person. */
export function endAll(
  { cluster, cache }: EndableCluster,
  namespace: string | undefined,
  person: Person,
  isOurs: EndPorts['isOurs'],
  waitMs: number,
): Promise<Ended> {
  const objects = cache
    .experiments()
    .filter(
      ({ namespace: own, spec }) =>
        namespace === undefined || namespacesOfSpec(own, spec).includes(namespace),
    );
  return end(cluster, objects, isOurs, waitMs, person);
}

/** What the caches show of one run; needs no Redis. */
export async function endRun(run: string, ports: EndPorts, waitMs: number): Promise<Ended> {
  const ends = ports.clusters.map(({ cluster, cache }) => {
    const objects = cache
      .experiments()
      .filter((object) => object.labels[RUN_LABEL] === run && ports.isOurs(object));
    return end(cluster, objects, ports.isOurs, waitMs);
  });
  return (await Promise.all(ends)).reduce(sum, NOTHING_ENDED);
}

/** By the record, for an object that is too young for the cache. */
export async function endRecorded(record: RunRecord, ports: EndPorts, waitMs: number): Promise<Ended> {
  const { object, plan } = record;
  const home = ports.clusters.find(({ cluster }) => cluster.name === plan.experiment.target.cluster);
  if (object === undefined || object.gone || home === undefined) return NOTHING_ENDED;
  const { kind, metadata } = manifestNow(record);
  const ref = { kind, namespace: metadata.namespace, name: metadata.name };
  const removed = home.cluster.remove(ref, object.uid).then(
    (answer): Ended =>
      answer.ok
        ? { ...NOTHING_ENDED, accepted: answer.gone ? 0 : 1 }
        : { ...NOTHING_ENDED, failed: 1, trouble: answer.refusal.sentence },
    (): Ended => ({
      ...NOTHING_ENDED,
      failed: 1,
      trouble: `The cluster ${home.cluster.name} did not answer.`,
    }),
  );
  return within(waitMs, removed, () => ({ ...NOTHING_ENDED, pending: 1 }));
}

async function end(
  cluster: Cluster,
  found: readonly ChaosObject[],
  isOurs: EndPorts['isOurs'],
  waitMs: number,
  person?: Person,
): Promise<Ended> {
  const objects = withoutStarted(found.filter((object) => !object.deleting));
  let seen: Ended = { ...NOTHING_ENDED, pending: objects.length };
  const work = endMany({
    cluster,
    objects,
    isOurs,
    ...(person === undefined ? {} : { person: { user: person.user, groups: person.groups } }),
    onResult: (result) => {
      seen = counted(seen, result);
    },
  });
  // The deletions go on when the answer cannot wait for them.
  await within(waitMs, work, () => []);
  return seen;
}

/** What a Schedule or Workflow started goes with it, whoever may delete what alone. */
function withoutStarted(objects: readonly ChaosObject[]): readonly ChaosObject[] {
  const schedules = new Set(objects.filter(({ kind }) => kind === 'Schedule').map(({ uid }) => uid));
  const workflows = objects.filter(({ kind }) => kind === 'Workflow').map(placeOf);
  return objects.filter(({ owner, namespace, labels }) => {
    const name = labels['chaos-mesh.org/workflow'] ?? '';
    const isStep = owner?.kind === 'WorkflowNode' && workflows.includes(placeOf({ namespace, name }));
    return !isStep && !schedules.has(owner?.uid ?? '');
  });
}

function placeOf({ namespace, name }: Pick<ChaosObject, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

function counted(seen: Ended, { outcome, sentence }: EndResult): Ended {
  const failed = outcome === 'refused' || outcome === 'unknown';
  const accepted = outcome === 'accepted' ? 1 : 0;
  const trouble = failed && sentence !== undefined ? { trouble: sentence } : {};
  return sum(seen, { accepted, failed: failed ? 1 : 0, pending: -1, ...trouble });
}

export function sum(a: Ended, b: Ended): Ended {
  const trouble = a.trouble ?? b.trouble;
  return {
    accepted: a.accepted + b.accepted,
    failed: a.failed + b.failed,
    pending: a.pending + b.pending,
    ...(trouble === undefined ? {} : { trouble }),
  };
}
