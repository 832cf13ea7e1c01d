// From the API server's raw JSON to what is read of autoscalers, nodes and namespaces.

import type { Autoscaler, ClusterNode, Marks } from './circumstances.ts';
import { asList, asNumber, asText, asTextMap, at } from './narrow.ts';
import { withoutLastApplied } from './objects.ts';

/** Of autoscaling/v2. */
export function readAutoscaler(raw: unknown): Autoscaler | undefined {
  const name = asText(at(raw, 'metadata', 'name'));
  if (name === '') return undefined;
  const scales = at(raw, 'spec', 'scaleTargetRef');
  const current = asNumber(at(raw, 'status', 'currentReplicas'));
  const resources = asList(at(raw, 'spec', 'metrics')).map((one) =>
    asText(at(one, 'resource', 'name'), asText(at(one, 'containerResource', 'name'))),
  );
  return {
    namespace: asText(at(raw, 'metadata', 'namespace')),
    name,
    scales: { kind: asText(at(scales, 'kind')), name: asText(at(scales, 'name')) },
    most: asNumber(at(raw, 'spec', 'maxReplicas')),
    current,
    desired: asNumber(at(raw, 'status', 'desiredReplicas'), current),
    follows: resources.filter((resource) => resource !== ''),
  };
}

export function readNode(raw: unknown): ClusterNode | undefined {
  const name = asText(at(raw, 'metadata', 'name'));
  return name === '' ? undefined : { name, labels: asTextMap(at(raw, 'metadata', 'labels')) };
}

export interface NamespaceSeen extends Marks {
  readonly name: string;
}

export function readNamespace(raw: unknown): NamespaceSeen | undefined {
  const name = asText(at(raw, 'metadata', 'name'));
  if (name === '') return undefined;
  return {
    name,
    labels: asTextMap(at(raw, 'metadata', 'labels')),
    annotations: withoutLastApplied(asTextMap(at(raw, 'metadata', 'annotations'))),
  };
}
