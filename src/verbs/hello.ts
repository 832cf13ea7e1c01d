// `/chaos` alone: where one stands, what runs, what waits, and one line to try.

import { waitsFor } from '../approvals/open-seats.ts';
import type { Cluster } from '../chaos/cluster.ts';
import type { Latches } from '../halt/latch.ts';
import { wasPressed } from '../runs/found-by.ts';
import { isLive } from '../runs/phases.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import { allowancesOf, type Judge } from './allowance.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { Unreachable } from './reach.ts';
import { haltsOf } from './release.ts';
import type { Bindings } from './request.ts';
import type { KnownCluster, Place } from './where.ts';

export interface HelloPorts {
  readonly known: readonly KnownCluster[];
  readonly clusters: readonly Cluster[];
  readonly latches: Latches;
  readonly bindings: Bindings;
  readonly runs: Pick<Runs, 'recent'>;
  readonly policy: Judge;
}

type Hello = Extract<Answer, { kind: 'hello' }>;

export async function hello(asking: Asking, ports: HelloPorts): Promise<Hello> {
  const [place, halts, recent] = await Promise.all([
    asking.reach({ kind: 'slack' }, () => ports.bindings.of(asking.channel)),
    haltsOf(ports.clusters, asking, ports.latches),
    recentOrNone(asking, ports.runs),
  ]);
  const records = recent ?? [];
  const example = place === undefined ? undefined : exampleIn(place, ports.known);
  return {
    kind: 'hello',
    person: asking.person,
    ...(place === undefined ? {} : { place }),
    ...(example === undefined ? {} : { example }),
    halts,
    running: records.filter((record) => isLive(record) && isHere(record, place)),
    waiting: records.filter((record) => waitsFor(record, asking.person)),
    mine: records
      .filter((record) => record.requester.id === asking.person.id && wasPressed(record))
      .slice(0, 5),
    allowances: allowancesOf(asking.person, ports.known, place, ports.policy),
    blind: recent === undefined,
  };
}

async function recentOrNone(
  asking: Asking,
  runs: Pick<Runs, 'recent'>,
): Promise<readonly RunRecord[] | undefined> {
  try {
    return await asking.reach({ kind: 'redis' }, () => runs.recent(500));
  } catch (error) {
    if (error instanceof Unreachable) return undefined;
    throw error;
  }
}

/** Without a binding everything is near. */
function isHere({ plan }: RunRecord, place: Place | undefined): boolean {
  const { target } = plan.experiment;
  return place === undefined || (target.cluster === place.cluster && target.namespace === place.namespace);
}

function exampleIn(place: Place, known: readonly KnownCluster[]): string | undefined {
  const cluster = known.find(({ name }) => name === place.cluster);
  const names = cluster?.workloads(place.namespace).map(({ name }) => name) ?? [];
  return names.includes('web') ? 'web' : names.toSorted()[0];
}
