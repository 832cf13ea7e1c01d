// The strict schema of a kind's spec, put together from the paths and fields of its parameters.

import { z } from 'zod';
import type { Action } from './action.ts';

export type TargetFields = Readonly<Record<string, z.ZodType>>;

interface Node {
  field?: z.ZodType;
  demanded: boolean;
  readonly below: Map<string, Node>;
}

export function schemaOfSpec(actions: readonly Action[], target: TargetFields): z.ZodType {
  const root = newNode();
  for (const { parameters } of actions) {
    for (const { path, demanded, value } of parameters) grow(root, path, demanded, value.field);
  }
  const names = actions.flatMap(({ action }) => action ?? []);
  return z.strictObject({
    ...target,
    ...(names.length > 0 && { action: z.enum(names) }),
    ...fieldsOf(root),
  });
}

function grow(root: Node, path: string, demanded: readonly string[], field: z.ZodType): void {
  let node = root;
  const walked: string[] = [];
  for (const part of path.split('.')) {
    walked.push(part);
    const next = node.below.get(part) ?? newNode();
    node.below.set(part, next);
    if (demanded.includes(walked.join('.'))) next.demanded = true;
    node = next;
  }
  node.field = field;
}

function newNode(): Node {
  return { demanded: false, below: new Map() };
}

function fieldsOf(node: Node): Record<string, z.ZodType> {
  const entries = [...node.below].map(([name, inner]) => {
    const field = inner.field ?? z.strictObject(fieldsOf(inner));
    return [name, inner.demanded ? field : optional(field)] as const;
  });
  return Object.fromEntries(entries);
}

/** A field with a default is optional already. */
function optional(field: z.ZodType): z.ZodType {
  return field instanceof z.ZodDefault ? field : field.optional();
}
