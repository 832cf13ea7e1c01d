// What the cluster says to a dry run as the requester, as findings; "no answer" is not one of them.

import { type ClusterRefusal, ClusterUnavailable, type CreateAnswer } from '../chaos/cluster.ts';
import type { Person } from '../identity/person.ts';
import type { Finding } from './plan.ts';

/** Throws ClusterUnavailable when the server put it off: put off is unknown, and unknown is not "fine". */
export function dryRunFindings(answer: CreateAnswer, cluster: string, person: Person): readonly Finding[] {
  if (answer.ok) return [];
  const { refusal } = answer;
  if (refusal.reason === 'throttled') throw new ClusterUnavailable(cluster, refusal);
  const paths = refusal.fields.length > 0 ? refusal.fields : ['metadata'];
  return paths.map((path) => finding(refusal, path, person));
}

function finding(refusal: ClusterRefusal, path: string, person: Person): Finding {
  const cure = CURES[refusal.reason]?.(person);
  return {
    severity: 'block',
    check: `dry-run.${refusal.reason}`,
    path,
    sentence: refusal.sentence,
    ...(cure === undefined ? {} : { cure }),
  };
}

const CURES: Readonly<Partial<Record<ClusterRefusal['reason'], (person: Person) => string>>> = {
  forbidden: ({ user }) =>
    `The cluster's rights are asked as ${user}: a RoleBinding that lets them create this kind is missing.`,
  exists: () => 'Ask again: the new run gets another name.',
  'not-found': () => 'Chaos Mesh is not installed there, or does not serve this kind.',
  'no-webhook': () => "Chaos Mesh's controller does not answer; see `/chaos doctor`.",
};
