// From text that came from outside to YAML documents, without letting the text cost more than it may.

import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isScalar,
  LineCounter,
  type Node,
  Parser,
  visit,
} from 'yaml';
import { isWhole, LOST } from '../whole-text.ts';

/** Why a text is not read at all. */
export type YamlRefusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'binary'; readonly line: number }
  | { readonly kind: 'too-big'; readonly bytes: number }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'too-many'; readonly documents: number }
  /** They can make a short text mean a long one. */
  | { readonly kind: 'anchors'; readonly line: number };

export interface YamlDocuments {
  readonly ok: true;
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineCounter;
}

/** Longer texts would hold everybody else up while they are read. */
export const MOST_BYTES = 64 * 1024;
export const MOST_DOCUMENTS = 50;
const DEEPEST = 40;

const STRANGE = new RegExp(`[^\\P{Cc}\\t\\n\\r]|${LOST.source}`, 'u');

/** Never throws, whatever the text is. */
export function readDocuments(
  text: string,
): YamlDocuments | { readonly ok: false; readonly refusal: YamlRefusal } {
  const refusal = refusalBefore(text);
  if (refusal !== undefined) return { ok: false, refusal };
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isDeep(tokens)) return { ok: false, refusal: { kind: 'too-deep' } };
  // Equal keys are found by ourselves: the library compares each with each.
  const composer = new Composer({ uniqueKeys: false, merge: false });
  const documents = [...composer.compose(tokens, false, text.length)].filter(saysSomething);
  const found = refusalOf(documents, lines);
  return found === undefined ? { ok: true, documents, lines } : { ok: false, refusal: found };
}

function refusalBefore(text: string): YamlRefusal | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) return { kind: 'too-big', bytes };
  const at = text.search(STRANGE);
  if (at >= 0) return { kind: 'binary', line: text.slice(0, at).split('\n').length };
  return text.trim() === '' ? { kind: 'empty' } : undefined;
}

function refusalOf(documents: readonly Document.Parsed[], lines: LineCounter): YamlRefusal | undefined {
  if (documents.length === 0) return { kind: 'empty' };
  if (documents.length > MOST_DOCUMENTS) return { kind: 'too-many', documents: documents.length };
  const anchor = lineOfFirst(isAnchored, documents, lines);
  if (anchor !== undefined) return { kind: 'anchors', line: anchor };
  const escaped = lineOfFirst(saysLost, documents, lines);
  return escaped === undefined ? undefined : { kind: 'binary', line: escaped };
}

function lineOfFirst(
  isMeant: (node: Node) => boolean,
  documents: readonly Document.Parsed[],
  lines: LineCounter,
): number | undefined {
  let found: number | undefined;
  for (const document of documents)
    visit(document, {
      Node(_key, node) {
        if (!isMeant(node)) return undefined;
        found ??= lines.linePos(node.range?.[0] ?? 0).line;
        return visit.BREAK;
      },
    });
  return found;
}

function isAnchored(node: Node): boolean {
  return isAlias(node) || ('anchor' in node && node.anchor !== undefined);
}

/** As an escape, which the text before it was read did not show. */
function saysLost(node: Node): boolean {
  return isScalar(node) && typeof node.value === 'string' && !isWhole(node.value);
}

function saysSomething({ contents, errors }: Document.Parsed): boolean {
  return errors.length > 0 || (contents !== null && contents.range[1] > contents.range[0]);
}

/** The library reads nested values by recursion, which a text of brackets alone can exhaust. */
function isDeep(tokens: readonly CST.Token[]): boolean {
  let level: readonly CST.Token[] = tokens;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(inside);
  }
  return false;
}

function inside(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) =>
    [key, value].filter((one) => one !== null && one !== undefined),
  );
}
