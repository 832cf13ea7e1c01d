// Whether a create gets through: a server-side dry run as the person who asks, which passes every webhook.

import type { CreateAnswer, Identity } from '../../chaos/cluster.ts';
import type { Manifest } from '../../chaos/experiment.ts';
import { CHAOS_API } from '../../chaos/kinds.ts';
import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ClusterChecksPorts, type ExaminedCluster } from './examined-cluster.ts';

export function dryRunCheck(
  examined: Pick<ExaminedCluster, 'cluster' | 'bound' | 'open'>,
  { as }: Pick<ClusterChecksPorts, 'as'>,
): Check {
  const area = areaOf(examined);
  const [namespace] = [...examined.bound, ...(examined.open ?? [])];
  return {
    area,
    subject: 'a create that is only tried',
    run: async (signal) => {
      if (as === undefined || namespace === undefined) return [untried(area, as)];
      const answer = await examined.cluster.create(probe(namespace), as, { dryRun: true, signal });
      return [lineOf(area, namespace, as, answer)];
    },
  };
}

function untried(area: string, as: Identity | undefined): DoctorLine {
  const sentence = 'Whether the webhooks answer was not tried';
  if (as === undefined) {
    return weak(
      area,
      `${sentence}: nobody is named to try it as.`,
      'faultline doctor --as EMAIL, or /chaos doctor.',
    );
  }
  return weak(
    area,
    `${sentence}: no namespace is known to try it in.`,
    'Bind a channel to a namespace there.',
  );
}

/** Matches no pod, and is never stored. */
function probe(namespace: string): Manifest {
  return {
    apiVersion: CHAOS_API,
    kind: 'PodChaos',
    metadata: { name: 'faultline-doctor', namespace },
    spec: {
      action: 'pod-kill',
      mode: 'one',
      selector: { namespaces: [namespace], labelSelectors: { 'faultline.dev/doctor': 'matches-nothing' } },
    },
  };
}

function lineOf(area: string, namespace: string, { user }: Identity, answer: CreateAnswer): DoctorLine {
  if (answer.ok)
    return fine(area, `The webhooks answer, and ${user} may create experiments in ${namespace}.`);
  const { reason, sentence } = answer.refusal;
  switch (reason) {
    case 'no-webhook':
      return broken(
        area,
        `The API server cannot reach a webhook of Chaos Mesh: ${sentence}`,
        'Look at the controller, its Service, and network policies and firewalls between API server and nodes.',
      );
    case 'forbidden':
      return weak(
        area,
        `A create as ${user} is refused: ${sentence}`,
        `Bind a Role in ${namespace} to their groups, or ask as somebody else.`,
      );
    default:
      return weak(
        area,
        `A create that should pass is refused: ${sentence}`,
        'Look at the admission policies of the cluster.',
      );
  }
}
