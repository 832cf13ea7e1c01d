// All lints of an object at once: what Chaos Mesh would accept although it is wrong.

import type { Lint, LintSubject } from './lints/lint.ts';
import { LISTED } from './lints/table.ts';

const ORCHESTRATED = ['Schedule', 'Workflow', 'StatusCheck'];
const ORDER = { block: 0, warn: 1, info: 2 } as const;

/** Blocks first; within a severity in the order of the table. */
export function lintsOf(subject: LintSubject): readonly Lint[] {
  const of = ORCHESTRATED.includes(subject.manifest.kind) ? 'orchestrations' : undefined;
  return LISTED.filter((row) => row.of === of)
    .flatMap(({ run }) => run?.(subject) ?? [])
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}
