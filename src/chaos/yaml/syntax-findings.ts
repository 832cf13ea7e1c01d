// What is wrong with a document before its meaning is asked: syntax, keys said twice, numbers that two readers read differently.

import { type Document, isMap, isScalar, type LineCounter, type Pair, visit } from 'yaml';
import type { YamlFinding } from './finding.ts';
import { keyText, positionAt } from './locate.ts';

/** Nobody mends more at once, and one slip can make hundreds. */
const MOST_TOLD = 20;

export function syntaxFindings(document: Document.Parsed, lines: LineCounter): readonly YamlFinding[] {
  const told = [...document.errors, ...document.warnings]
    .slice(0, MOST_TOLD)
    .map(({ message, pos }) => block('syntax', `This is not YAML: ${firstSentence(message)}`, pos[0], lines));
  return [...told, ...twice(document, lines), ...leadingZeros(document, lines)].slice(0, MOST_TOLD);
}

/** The library's message goes on with a picture of the place. */
function firstSentence(message: string): string {
  const text = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/u, '');
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

function twice(document: Document.Parsed, lines: LineCounter): readonly YamlFinding[] {
  const found: YamlFinding[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<string>();
      for (const { key } of map.items as readonly Pair[]) {
        const name = keyText(key);
        if (seen.has(name)) found.push(said(name, (key as { range?: number[] }).range?.[0] ?? 0, lines));
        seen.add(name);
      }
    },
  });
  return found;
}

function said(name: string, offset: number, lines: LineCounter): YamlFinding {
  const sentence = `“${name.slice(0, 60)}” is said twice in the same place; only one of them would count.`;
  return {
    ...block('duplicate-key', sentence, offset, lines),
    path: name.slice(0, 60),
    cure: 'Leave one of them out.',
  };
}

/** kubectl reads `010` as eight, a newer YAML as ten. */
function leadingZeros(document: Document.Parsed, lines: LineCounter): readonly YamlFinding[] {
  const found: YamlFinding[] = [];
  visit(document, {
    Scalar(key, node) {
      const { source = '', type, range } = node;
      if (key === 'key' || type !== 'PLAIN' || !/^[-+]?0[0-9]+$/u.test(source)) return;
      const sentence = `${source} means another number to kubectl than to others.`;
      const cure = `Write it without leading zeros, or as text: '${source}'.`;
      found.push({ ...block('octal', sentence, range?.[0] ?? 0, lines), cure });
    },
  });
  return found;
}

export function isMapping(document: Document.Parsed): boolean {
  return isMap(document.contents) && !isScalar(document.contents);
}

function block(check: string, sentence: string, offset: number, lines: LineCounter): YamlFinding {
  return { severity: 'block', check, path: '', sentence, ...positionAt(offset, lines) };
}
