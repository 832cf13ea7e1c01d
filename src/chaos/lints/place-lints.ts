// Lints about where: namespaces that are protected or not served (L12).

import { actsOn } from '../catalogue/catalogue.ts';
import { asObject, asTexts, isObject } from '../narrow.ts';
import type { Check, Lint, LintSubject } from './lint.ts';

// Faults in these would take down the cluster, or Chaos Mesh with it.
const ALWAYS_PROTECTED = ['kube-system', 'kube-public', 'kube-node-lease', 'chaos-mesh'];

export const places: Check = (subject) =>
  // Machines outside of Kubernetes are only listed in a namespace, often in Chaos Mesh's own.
  (actsOn(subject.manifest) === 'machines' ? [] : namespacesOf(subject)).flatMap(
    (namespace): readonly Lint[] => {
      const path = 'spec.selector.namespaces';
      if ([...ALWAYS_PROTECTED, ...(subject.protectedNamespaces ?? [])].includes(namespace)) {
        const sentence = `${namespace} is protected: nothing is injected there.`;
        return [{ severity: 'block', check: 'L12-protected', path, sentence }];
      }
      if (subject.servedNamespaces?.includes(namespace) !== false) return [];
      const sentence = `Chaos Mesh does not serve ${namespace} here: nothing would be selected.`;
      return [{ severity: 'block', check: 'L12-not-served', path, sentence }];
    },
  );

function namespacesOf({ manifest }: LintSubject): readonly string[] {
  const selectors = [manifest.spec['selector'], asObject(manifest.spec['target'])['selector']].map(asObject);
  const named = selectors.flatMap((selector) => [
    ...asTexts(selector['namespaces']),
    ...(isObject(selector['pods']) ? Object.keys(selector['pods']) : []),
  ]);
  return [...new Set([manifest.metadata.namespace, ...named])];
}
