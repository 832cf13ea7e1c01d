// Whether the people of the identity map may create experiments in the namespaces that channels stand for.

import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ClusterChecksPorts, type ExaminedCluster } from './examined-cluster.ts';
import { mayDo } from './kube-question.ts';

const MOST_PEOPLE = 30;

export function peopleRightsCheck(
  examined: Pick<ExaminedCluster, 'cluster' | 'kube' | 'bound'>,
  { people }: Pick<ClusterChecksPorts, 'people'>,
): Check {
  const area = areaOf(examined);
  const asked = people.slice(0, MOST_PEOPLE);
  return {
    area,
    subject: 'the rights of people',
    run: (signal) =>
      Promise.all(
        examined.bound.map(async (namespace) => {
          const right = { verb: 'create', group: 'chaos-mesh.org', resource: 'podchaos', namespace };
          const answers = await Promise.all(
            asked.map(({ user, groups }) => mayDo(examined.kube, right, signal, { user, groups })),
          );
          return line(area, namespace, answers.filter(Boolean).length, asked.length);
        }),
      ),
  };
}

function line(area: string, namespace: string, able: number, asked: number): DoctorLine {
  const cure = `Bind a Role with create on chaos-mesh.org in ${namespace} to their groups.`;
  if (able === asked)
    return fine(area, `All ${asked} people asked about may create experiments in ${namespace}.`);
  if (able > 0) return weak(area, `${able} of ${asked} people may create experiments in ${namespace}.`, cure);
  return broken(area, `None of the ${asked} people may create experiments in ${namespace}.`, cure);
}
