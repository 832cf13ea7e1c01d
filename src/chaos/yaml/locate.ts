// Where in the text the value at a path stands, or the last key on the way to it that is there.

import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionOf(document: Document.Parsed, keys: readonly string[], lines: LineCounter): Position {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? document.range[0];
  for (const key of keys) {
    const step = stepInto(node, key);
    if (step === undefined) break;
    offset = step.offset ?? offset;
    node = step.node;
  }
  return positionAt(offset, lines);
}

export function positionAt(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

interface Step {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function stepInto(node: unknown, key: string): Step | undefined {
  if (isMap(node)) {
    const pair = node.items.find((one) => keyText(one.key) === key);
    return pair && { node: pair.value, offset: startOf(pair.key) ?? startOf(pair.value) };
  }
  const item = isSeq(node) ? node.items[Number(key)] : undefined;
  return item === undefined ? undefined : { node: item, offset: startOf(item) };
}

/** As it becomes a key of a JSON object. */
export function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
