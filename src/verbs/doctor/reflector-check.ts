// Whether what Faultline knows of a cluster without asking is complete and fresh.

import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ExaminedCluster } from './examined-cluster.ts';

export function reflectorCheck(examined: Pick<ExaminedCluster, 'cluster' | 'cache'>): Check {
  const area = areaOf(examined);
  const { cache } = examined;
  return {
    area,
    subject: 'what is known of it',
    run: async () => {
      const faults = cache.faults();
      if (faults.length > 0) {
        return faults.map(({ path, fault, spared }) =>
          (spared ? weak : broken)(
            area,
            `${path} cannot be followed: ${messageOf(fault)}.`,
            'Look at the rights in manifests/base/rbac.yaml.',
          ),
        );
      }
      if (cache.synced()) return [fine(area, 'All that is followed is known and fresh.')];
      return [
        broken(area, 'What runs there is not known yet.', 'Wait a minute; if it stays, look at the log.'),
      ];
    },
  };
}

function messageOf(fault: unknown): string {
  return (fault instanceof Error ? fault.message : String(fault)).replace(/[.\s]+$/u, '');
}
