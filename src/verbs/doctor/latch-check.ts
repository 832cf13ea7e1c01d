// Whether the latch can be read, and whether it holds starts back.

import type { LatchScope } from '../../halt/latch-data.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ClusterChecksPorts, type ExaminedCluster } from './examined-cluster.ts';

export function latchCheck(
  examined: Pick<ExaminedCluster, 'cluster'>,
  { latches, namespace }: Pick<ClusterChecksPorts, 'latches' | 'namespace'>,
): Check {
  const area = areaOf(examined);
  return {
    area,
    subject: 'the latch',
    run: async (signal) => {
      const latch = await latches.read(examined.cluster, { signal });
      switch (latch.state) {
        case 'open':
          return [fine(area, 'The latch is open: starts are allowed.')];
        case 'closed':
          return latch.scopes.map((scope) =>
            weak(area, saidOf(scope), '/chaos release because …, and a second person.'),
          );
        case 'unreadable':
          return [
            broken(
              area,
              'The latch cannot be read, so nothing starts.',
              `Make sure of the namespace ${namespace} and of the Role in manifests/base/rbac.yaml.`,
            ),
          ];
        default:
          return latch satisfies never;
      }
    },
  };
}

function saidOf({ scope, by, reason }: LatchScope): string {
  const where = scope === 'all' ? 'The cluster' : `The namespace ${scope.slice('ns/'.length)}`;
  return `${where} is halted by ${by}${reason === '' ? '' : `: ${reason}`}.`.replace(/\.{2,}$/u, '.');
}
