// Puts values into the places of an experiment: on the parsed tree, so that no value can become structure of its own.

import { type Document, isPair, isScalar, isSeq, type Node, type Scalar, visit } from 'yaml';
import { filled, hasPlaces } from './placeholders.ts';
import type { TemplateValues } from './template.ts';

/** A text that has places, be it a value or the name of a field. */
export interface TextWithPlaces {
  readonly text: string;
  readonly isKey: boolean;
  /** In the whole text, from 0. */
  readonly offset: number;
}

interface Found {
  readonly key: unknown;
  readonly node: Scalar;
  readonly text: string;
  readonly parent: unknown;
}

export function textsWithPlaces(document: Document.Parsed): readonly TextWithPlaces[] {
  return found(document).map(({ key, node, text }) => ({
    text,
    isKey: key === 'key',
    offset: node.range?.[0] ?? 0,
  }));
}

/** Changes the document, which keeps saying where in the template each part stands. */
export function fillPlaces(document: Document.Parsed, values: TemplateValues): void {
  // All are found before the first is filled: what is put in is never searched for places.
  for (const one of found(document).filter(({ key }) => key !== 'key')) {
    const next = document.createNode(filled(one.text, values)) as Node;
    next.range = one.node.range ?? null;
    replace(one, next);
  }
}

function found(document: Document.Parsed): readonly Found[] {
  const all: Found[] = [];
  visit(document, {
    Scalar(key, node, path) {
      const { value } = node;
      if (typeof value !== 'string' || !hasPlaces(value)) return;
      all.push({ key, node, text: value, parent: path.at(-1) });
    },
  });
  return all;
}

function replace({ key, node, parent }: Found, next: Node): void {
  if (isScalar(next)) node.value = next.value;
  else if (isPair(parent)) parent.value = next;
  else if (isSeq(parent) && typeof key === 'number') parent.items[key] = next;
}
