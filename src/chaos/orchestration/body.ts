// Under which key a Schedule or a template of a Workflow holds the spec of each kind.

import { experimentKinds } from '../catalogue/catalogue.ts';
import type { OrchestrationKind } from '../experiment.ts';

export const ORCHESTRATIONS: readonly OrchestrationKind[] = ['Schedule', 'Workflow'];

export function isOrchestration(kind: string): kind is OrchestrationKind {
  return kind === 'Schedule' || kind === 'Workflow';
}

/** `podChaos`, `ioChaos`; `physicalmachineChaos` in small letters, as Chaos Mesh has it. */
export function bodyKey(kind: string): string {
  return kind === 'Workflow' ? 'workflow' : `${kind.replace(/Chaos$/u, '').toLowerCase()}Chaos`;
}

export function kindOfBody(key: string): string | undefined {
  return BY_KEY.get(key);
}

const BY_KEY = new Map(experimentKinds().map((kind) => [bodyKey(kind), kind]));
