// Whether the API server answers, how fast, and which version it is.

import { asText, at } from '../../chaos/narrow.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ClusterChecksPorts, type ExaminedCluster } from './examined-cluster.ts';
import { ask } from './kube-question.ts';

const SLOW_MS = 500;

export function reachCheck(
  examined: Pick<ExaminedCluster, 'cluster' | 'kube'>,
  { monotonic }: Pick<ClusterChecksPorts, 'monotonic'>,
): Check {
  const area = areaOf(examined);
  return {
    area,
    subject: 'the API server',
    silent: (why) =>
      broken(
        area,
        `The API server does not answer, so nothing starts there: ${why}.`,
        'Look at the kubeconfig, its context and credentials, and the network.',
      ),
    run: async (signal) => {
      const began = monotonic();
      const version = await ask(examined.kube, '/version', signal);
      const ms = Math.max(1, Math.round(monotonic() - began));
      const sentence = `Kubernetes ${asText(at(version, 'gitVersion'), 'of an unknown version')} answers in ${ms} ms.`;
      if (ms <= SLOW_MS) return [fine(area, sentence)];
      return [weak(area, sentence, 'Look at the load of the API server and at the way there.')];
    },
  };
}
