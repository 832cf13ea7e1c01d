// Lints on machines that run chaosd: how they are named, and options that Chaos Mesh understands the wrong way round (L15).

import { asList, asText, at, isObject } from '../narrow.ts';
import { readSelector } from '../pod-selector.ts';
import type { Check, Lint } from './lint.ts';

export const machineAddress: Check = ({ manifest: { kind, spec } }) => {
  if (kind !== 'PhysicalMachineChaos') return [];
  const byAddress = asList(spec['address']).length > 0;
  const bySelector = isObject(spec['selector']) && Object.keys(spec['selector']).length > 0;
  if (byAddress !== bySelector) return [];
  const sentence = byAddress
    ? 'The machines are named twice, by address and by selector; Chaos Mesh takes one of them.'
    : 'No machine is named: neither by address nor by selector.';
  return [block('machine-address', 'spec.address', sentence)];
};

/** Chaos Mesh fills in no namespace here, as it does for pods. */
export const machineNamespaces: Check = ({ manifest: { kind, spec, metadata } }) => {
  if (kind !== 'PhysicalMachineChaos' || !isObject(spec['selector'])) return [];
  const { namespaces = [], physicalMachines, ...others } = readSelector(spec['selector']);
  const isPlaced = namespaces.length > 0 || physicalMachines !== undefined;
  if (isPlaced || Object.keys(others).length === 0) return [];
  const sentence = 'No namespace is named: machines that any namespace lists would be chosen.';
  const cure = `Add namespaces: [${metadata.namespace}] to the selector.`;
  return [block('machine-namespaces', 'spec.selector.namespaces', sentence, cure)];
};

/** Its check is inverted: what Redis knows is refused, and anything else passes and fails on the machine. */
export const redisOption: Check = ({ manifest: { kind, spec } }) => {
  const option = asText(at(spec, 'redis-expiration', 'option'));
  if (kind !== 'PhysicalMachineChaos' || option === '') return [];
  const sentence = `The option ${option.slice(0, 20)} cannot work: Chaos Mesh refuses those that Redis knows and lets the others pass.`;
  return [block('L15-redis-option', 'spec.redis-expiration.option', sentence, 'Leave the option out.')];
};

function block(check: string, path: string, sentence: string, cure?: string): Lint {
  return { severity: 'block', check, path, sentence, ...(cure && { cure }) };
}
