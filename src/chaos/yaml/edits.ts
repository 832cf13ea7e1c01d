// Offered edits as insertions into the text itself: everything else stays as it was typed, comments included.

import { type Document, isMap, type LineCounter, type YAMLMap } from 'yaml';
import { keyText, positionAt } from './locate.ts';

/** A field to be added, before it is known where in the text that would be. */
export interface Wanted {
  /** Keys from the document's top; all but the last are there. */
  readonly path: readonly string[];
  readonly value: unknown;
}

export interface Edit {
  /** In the whole text, from 0. */
  readonly at: number;
  readonly insert: string;
  /** What it adds, `duration: 2m`. */
  readonly adds: string;
}

/** Undefined where there is no map to add to, or the field is there already. */
export function editFor(
  document: Document.Parsed,
  { path, value }: Wanted,
  lines: LineCounter,
): Edit | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const name = path.at(-1) ?? '';
  if (!isMap(parent) || parent.items.some(({ key }) => keyText(key) === name)) return undefined;
  const adds = `${name}: ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}`;
  return parent.flow === true ? inFlow(parent, adds) : inBlock(parent, adds, lines);
}

/** The text must be the one that the edits were made for. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.at - a.at)
    .reduce((edited, { at, insert }) => `${edited.slice(0, at)}${insert}${edited.slice(at)}`, text);
}

function inFlow({ range, items }: YAMLMap, adds: string): Edit | undefined {
  if (!range) return undefined;
  return { at: range[0] + 1, insert: items.length === 0 ? adds : `${adds}, `, adds };
}

/** Before the first field, whose indentation is that of all. */
function inBlock({ range, items }: YAMLMap, adds: string, lines: LineCounter): Edit | undefined {
  if (!range || items.length === 0) return undefined;
  const indent = positionAt(range[0], lines).column - 1;
  return { at: range[0], insert: `${adds}\n${' '.repeat(indent)}`, adds };
}
