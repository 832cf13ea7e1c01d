// The Chaos Mesh kinds that the sandbox serves; a further kind is one more row.

import { chaosResource, type Resource } from '../store/resources.ts';
import { DAEMON_KINDS } from './daemon-kinds.ts';
import type { ChaosKind, PodObjectKind } from './kind.ts';
import { networkChaos } from './network-chaos.ts';
import { type OrchestrationKind, orchestrationKinds } from './orchestration-kinds.ts';
import { OUTSIDE_KINDS } from './outside-kinds.ts';
import { podChaos } from './pod-chaos.ts';
import { POD_OBJECT_KINDS } from './pod-object-kinds.ts';
import { stressChaos } from './stress-chaos.ts';

export const CHAOS_KINDS: readonly ChaosKind[] = [
  ...[podChaos, networkChaos, stressChaos],
  ...POD_OBJECT_KINDS,
  ...DAEMON_KINDS,
  ...OUTSIDE_KINDS,
];

/** Internal, per pod: clients read them as evidence, controllers write them, no webhook looks at them. */
const POD_OBJECTS: readonly PodObjectKind[] = ['PodNetworkChaos', 'PodIOChaos', 'PodHttpChaos'];

export const ORCHESTRATION_KINDS = orchestrationKinds(CHAOS_KINDS);

export const CHAOS_RESOURCES: readonly Resource[] = [
  chaosResource('PhysicalMachine', 'physicalmachines', false),
  ...CHAOS_KINDS.map(({ kind, plural }) => chaosResource(kind, plural, false)),
  chaosResource('Schedule', 'schedules', false),
  chaosResource('Workflow', 'workflows', true),
  // Written by Chaos Mesh itself; no webhook of the sandbox looks at them.
  chaosResource('WorkflowNode', 'workflownodes', true),
  ...POD_OBJECTS.map((kind) => chaosResource(kind, kind.toLowerCase(), true)),
];

export function chaosKindOf(resource: Resource): ChaosKind | undefined {
  return CHAOS_KINDS.find((row) => row.plural === resource.plural && resource.group === 'chaos-mesh.org');
}

export function orchestrationOf(resource: Resource): OrchestrationKind | undefined {
  return ORCHESTRATION_KINDS.find((row) => row.kind === resource.kind && resource.group === 'chaos-mesh.org');
}
