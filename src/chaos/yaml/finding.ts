// What is wrong with a YAML document, where in the text, and the edit that mends it.

import type { Lint } from '../lints/lint.ts';
import type { Edit, Wanted } from './edits.ts';

export interface YamlFinding extends Lint {
  /** In the whole text, from 1. */
  readonly line: number;
  readonly column: number;
  readonly edit?: Edit;
}

/** Before it is known where in the text it stands. */
export interface Finding extends Lint {
  /** Keys from the document's top; those of `path` where absent. */
  readonly keys?: readonly string[];
  readonly wanted?: Wanted;
}

const ORDER = { block: 0, warn: 1, info: 2 } as const;

/** By severity, then as they stand in the text. */
export function inOrder(findings: readonly YamlFinding[]): readonly YamlFinding[] {
  return findings.toSorted(
    (a, b) => ORDER[a.severity] - ORDER[b.severity] || a.line - b.line || a.column - b.column,
  );
}
