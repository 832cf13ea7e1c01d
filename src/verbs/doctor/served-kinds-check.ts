// Whether the API server serves the kinds of Chaos Mesh that Faultline can inject.

import { experimentKinds } from '../../chaos/catalogue/catalogue.ts';
import { CHAOS_API } from '../../chaos/kinds.ts';
import { asList, asText, at } from '../../chaos/narrow.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ExaminedCluster } from './examined-cluster.ts';
import { ask } from './kube-question.ts';

export function servedKindsCheck(examined: Pick<ExaminedCluster, 'cluster' | 'kube'>): Check {
  const area = areaOf(examined);
  return {
    area,
    subject: 'the kinds of Chaos Mesh',
    run: async (signal) => {
      const group = await ask(examined.kube, `/apis/${CHAOS_API}`, signal);
      if (group === undefined) {
        return [
          broken(
            area,
            `${CHAOS_API} is not served: Chaos Mesh is not installed.`,
            'Install Chaos Mesh 2.6 or newer.',
          ),
        ];
      }
      const served = new Set(asList(at(group, 'resources')).map((resource) => asText(at(resource, 'kind'))));
      const missing = experimentKinds().filter((kind) => !served.has(kind));
      if (missing.length === 0) return [fine(area, `Serves ${experimentKinds().join(', ')}.`)];
      return [
        weak(
          area,
          `Does not serve ${missing.join(', ')}.`,
          'Apply the CRDs of the installed Chaos Mesh version.',
        ),
      ];
    },
  };
}
