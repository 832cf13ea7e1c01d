// Puts the workload at the other end of a network fault into its parameters, found as the target itself is.

import { parseParameters } from '../chaos/catalogue/parse-parameters.ts';
import { actionOf } from '../chaos/manifest.ts';
import { resolveTarget } from '../chaos/target.ts';
import type { InjectCommand } from './command.ts';
import { refuseLine } from './parse-refusal.ts';
import type { Refused } from './refused.ts';
import type { KnownCluster, Place } from './where.ts';

type Met =
  | { readonly ok: true; readonly command: InjectCommand }
  | { readonly ok: false; readonly refused: Refused };

/** All pods of the other end: a part of it cut off would be a cut nobody notices. */
export function withPeer(
  command: InjectCommand,
  place: Place,
  cluster: Pick<KnownCluster, 'workloads' | 'pods'>,
): Met {
  const { peer } = command;
  if (peer === undefined) return { ok: true, command };
  const namespace = peer.namespace ?? place.namespace;
  const workloads = cluster.workloads(namespace);
  const found = resolveTarget(peer.word, { namespace, workloads, pods: cluster.pods(namespace) });
  if (!found.ok) {
    const known = workloads.map(({ name }) => name);
    const there = { cluster: place.cluster, namespace };
    return {
      ok: false,
      refused: { kind: 'refused', of: 'target', refusal: found.refusal, place: there, known },
    };
  }
  const selector = found.selector ?? { namespaces: [namespace], labelSelectors: found.labels };
  const target = { selector, mode: 'all' };
  return withEnd(command, { target, direction: peer.direction });
}

function withEnd(command: InjectCommand, end: Readonly<Record<string, unknown>>): Met {
  const values = parseParameters(actionOf(command), { ...command.parameters, ...end });
  if (values.ok) return { ok: true, command: { ...command, parameters: values.parameters } };
  const { field, sentence, example } = values;
  const { refusal } = refuseLine('bad-value', field, '', example, { said: sentence });
  return { ok: false, refused: { kind: 'refused', of: 'parse', refusal } };
}
