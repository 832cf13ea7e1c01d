// Whether the objects that call themselves ours carry a seal that one of our keys made.

import { RUN_LABEL } from '../../halt/seal.ts';
import { type Check, fine, weak } from './check.ts';
import { areaOf, type ClusterChecksPorts, type ExaminedCluster } from './examined-cluster.ts';

export function sealCheck(
  examined: Pick<ExaminedCluster, 'cluster' | 'cache'>,
  { isOurs }: Pick<ClusterChecksPorts, 'isOurs'>,
): Check {
  const area = areaOf(examined);
  return {
    area,
    subject: 'the seals',
    run: async () => {
      const labelled = examined.cache
        .experiments()
        .filter((object) => object.labels[RUN_LABEL] !== undefined);
      const foreign = labelled.filter((object) => !isOurs(object));
      if (foreign.length === 0)
        return [fine(area, `Every seal is valid (${labelled.length} of our objects there).`)];
      const named = foreign.slice(0, 3).map(({ namespace, name }) => `${namespace}/${name}`);
      return [
        weak(
          area,
          `${foreign.length} objects carry our label and no valid seal (${named.join(', ')}): they count as foreign.`,
          'Add the key that sealed them to FAULTLINE_SEAL_KEYS, or delete what was copied.',
        ),
      ];
    },
  };
}
