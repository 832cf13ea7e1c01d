// Two experiments on the same pod (L13): pod-failure twice breaks a pod for good, two of a kind blur, others are worth knowing.

import { actionOfSpec, actsOn } from '../catalogue/catalogue.ts';
import type { ChaosObject, Pod } from '../cluster.ts';
import { asText } from '../narrow.ts';
import { selectorMatches } from '../selector.ts';
import type { Check, Lint, LintSubject } from './lint.ts';

export const overlap: Check = ({ manifest, preview, experiments = [] }) => {
  const hit = new Map((preview?.candidates ?? []).map((pod) => [`${pod.namespace}/${pod.name}`, pod]));
  if (hit.size === 0) return [];
  return experiments
    .filter((other) => isRival(manifest, other))
    .flatMap((other) => lintOf(manifest, other, sharedWith(other, hit)));
};

type Manifest = LintSubject['manifest'];

function isRival({ metadata }: Manifest, other: ChaosObject): boolean {
  const itself = other.name === metadata.name && other.namespace === metadata.namespace;
  // Machines have labels and names like pods.
  return actsOn(other) === 'pods' && !itself && !isOver(other) && asText(other.spec['action']) !== 'pod-kill';
}

/** Nothing of it is to come any more. */
export function isOver(other: ChaosObject): boolean {
  return hasHappened(other) || isRecovered(other);
}

/** What happens once holds nothing after it has. */
function hasHappened({ kind, spec, records }: ChaosObject): boolean {
  const isOnce = actionOfSpec(kind, spec)?.oneShot === true;
  return isOnce && records.length > 0 && records.every(({ phase }) => phase === 'Injected');
}

function isRecovered(other: ChaosObject): boolean {
  return other.desiredPhase === 'Stop' && other.records.every((record) => record.phase === 'Not Injected');
}

function lintOf(manifest: Manifest, other: ChaosObject, shared: readonly string[]): readonly Lint[] {
  if (shared.length === 0) return [];
  const pods = shared.length > 3 ? `${shared.length} of these pods` : shared.join(', ');
  const about = { check: 'L13-overlap', path: 'spec.selector' };
  if (other.kind !== manifest.kind)
    return [
      {
        ...about,
        severity: 'info',
        sentence: `${other.name} holds ${pods} too; what is seen will be of both.`,
      },
    ];
  if ([manifest.spec, other.spec].every((spec) => spec['action'] === 'pod-failure')) {
    const sentence = `${other.name} already fails ${pods}; failing a pod twice breaks it for good.`;
    return [{ ...about, severity: 'block', sentence }];
  }
  return [{ ...about, severity: 'warn', sentence: `${other.name} of the same kind already holds ${pods}.` }];
}

/** Names of the pods that both would hit; once Chaos Mesh has chosen, its records say which. */
function sharedWith(other: ChaosObject, hit: ReadonlyMap<string, Pod>): readonly string[] {
  if (other.records.length === 0)
    return [...hit.values()]
      .filter((pod) => selectorMatches(other.spec['selector'], other.namespace, pod))
      .map(({ name }) => name);
  const held = other.records.flatMap(({ id }) => hit.get(podOf(id))?.name ?? []);
  return [...new Set(held)];
}

/** Of `ns/pod` or `ns/pod/container`. */
function podOf(id: string): string {
  const end = id.indexOf('/', id.indexOf('/') + 1);
  return end < 0 ? id : id.slice(0, end);
}
