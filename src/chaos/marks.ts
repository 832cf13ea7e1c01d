// What labels and annotations say about being a target: `key=value`, or `key` with any value.

import type { Marks } from './circumstances.ts';

export interface OptMarks {
  /** On a namespace, a workload or a pod: never a target. */
  readonly optOut: readonly string[];
  /** When there are any, only namespaces that carry one of them are open. */
  readonly optIn: readonly string[];
}

/** The first of `wanted` that the object carries as a label or as an annotation. */
export function markOn(object: Partial<Marks>, wanted: readonly string[]): string | undefined {
  return wanted.find((mark) => [object.labels, object.annotations].some((map) => says(map, mark)));
}

function says(map: Readonly<Record<string, string>> | undefined, mark: string): boolean {
  const at = mark.indexOf('=');
  const key = at < 0 ? mark : mark.slice(0, at);
  if (map === undefined || !Object.hasOwn(map, key)) return false;
  return at < 0 || map[key] === mark.slice(at + 1);
}
