// Which machines of the inventory a selector chooses, as Chaos Mesh reads PhysicalMachineSelectorSpec.

import type { Machine } from '../cluster.ts';
import type { PodSelector } from '../experiment.ts';
import { asTextMap } from '../narrow.ts';
import { hasEntries } from '../pod-selector.ts';
import { all, type Match, matchExpressions, matchesLabels, toMatch } from '../selector.ts';

/**
 * Fields are joined by AND; names that are listed make all others void. Without namespaces Chaos Mesh would look in all of
 * them, which is blocked before it comes to this.
 */
export function machineMatches(selector: PodSelector, machine: Machine): boolean {
  const { physicalMachines, namespaces = [], labelSelectors = {}, annotationSelectors = {} } = selector;
  if (hasEntries(physicalMachines))
    return physicalMachines[machine.namespace]?.includes(machine.name) ?? false;
  return (
    (namespaces.length === 0 || namespaces.includes(machine.namespace)) &&
    matchesLabels(labelSelectors, machine.labels) &&
    matchesLabels(annotationSelectors, machine.annotations) &&
    // Unknown is not "no": whoever may be meant is counted.
    all([
      matchExpressions(selector.expressionSelectors, machine.labels),
      ...Object.entries(asTextMap(selector.fieldSelectors)).map(([field, value]) =>
        matchField(field, value, machine),
      ),
    ]) !== 'no'
  );
}

export const MACHINE_FIELDS = ['metadata.name', 'metadata.namespace', 'spec.address'] as const;

function matchField(field: string, value: string, { name, namespace, address }: Machine): Match {
  const read: Readonly<Record<(typeof MACHINE_FIELDS)[number], string>> = {
    'metadata.name': name,
    'metadata.namespace': namespace,
    'spec.address': address,
  };
  const known = MACHINE_FIELDS.find((one) => one === field);
  return known === undefined ? 'unknown' : toMatch(read[known] === value);
}
