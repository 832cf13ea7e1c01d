// Chaos Mesh's CRDs, with the one field its newer webhooks know and its older CRDs lack.
import { readFileSync } from 'node:fs';
import type { KubeObject } from './api.ts';
import { crdsFile } from './repository.ts';

/**
 * The webhooks set `partitionBehavior` on every NetworkChaos; a CRD without it would drop it again, and then the
 * controller's own writes would be refused as changes of the spec.
 */
const partitionBehavior = { type: 'string', enum: ['drop', 'reject'] };

/** As they were published. */
export function publishedCrds(): readonly KubeObject[] {
  return JSON.parse(readFileSync(crdsFile(), 'utf8')) as readonly KubeObject[];
}

export function engineCrds(): readonly KubeObject[] {
  return publishedCrds().map((crd) => withPartitionBehavior(crd) as KubeObject);
}

/** NetworkChaos has copies inside Schedule, Workflow and WorkflowNode: each schema that looks like its spec gets it. */
function withPartitionBehavior(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withPartitionBehavior);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, withPartitionBehavior(value)]),
  );
  return 'direction' in copy && 'externalTargets' in copy ? { ...copy, partitionBehavior } : copy;
}
