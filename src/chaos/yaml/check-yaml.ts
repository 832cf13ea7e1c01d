// From text to experiments: one or several documents, each with what is found in it, where it stands and how to mend it.

import type { Document, LineCounter } from 'yaml';
import type { Experiment } from '../experiment.ts';
import { keysOf } from '../field-path.ts';
import { checkObject } from './check-object.ts';
import { readDocuments, type YamlRefusal } from './documents.ts';
import { editFor } from './edits.ts';
import { type Finding, inOrder, type YamlFinding } from './finding.ts';
import { type Position, positionAt, positionOf } from './locate.ts';
import type { Expected } from './metadata.ts';
import { syntaxFindings } from './syntax-findings.ts';

export interface CheckedDocument {
  /** Where it begins. */
  readonly line: number;
  readonly kind?: string;
  readonly name?: string;
  /** The cluster that it says it is meant for. */
  readonly pin?: string;
  /** Only where it names one. */
  readonly namespace?: string;
  /** Only where nothing blocks. */
  readonly experiment?: Experiment;
  readonly findings: readonly YamlFinding[];
  /** Where a path of the object stands, or what is there of it. */
  readonly positionOf: (path: string) => Position;
}

export type CheckedYaml =
  | { readonly ok: true; readonly documents: readonly CheckedDocument[] }
  | { readonly ok: false; readonly refusal: YamlRefusal };

/** Without a cluster: the catalogue and the lints. Never throws. */
export function checkYaml(text: string, expected: Expected): CheckedYaml {
  const read = readDocuments(text);
  if (!read.ok) return read;
  return { ok: true, documents: read.documents.map((one) => checkDocument(one, read.lines, expected)) };
}

/** One document of those that were read together. */
export function checkDocument(
  document: Document.Parsed,
  lines: LineCounter,
  expected: Expected,
): CheckedDocument {
  const { line } = positionAt(document.contents?.range[0] ?? document.range[0], lines);
  const syntax = syntaxFindings(document, lines);
  // A document with faults of its own means something else than was meant: its fields are not judged.
  const at = { line, positionOf: (path: string) => positionOf(document, keysOf(path), lines) };
  if (syntax.some(({ check }) => check === 'syntax')) return { ...at, findings: inOrder(syntax) };
  const { findings, experiment, ...known } = checkObject(document.toJS({ maxAliasCount: 0 }), expected);
  const others = findings.map((finding) => placed(finding, document, lines));
  if (syntax.length > 0)
    return { ...at, ...known, findings: inOrder([...syntax, ...others.map(withoutEdit)]) };
  return { ...at, ...known, ...(experiment && { experiment }), findings: inOrder(others) };
}

/** Where a key is said twice an edit could go to the wrong one. */
function withoutEdit({ edit: _, ...finding }: YamlFinding): YamlFinding {
  return finding;
}

function placed(
  { keys, wanted, ...finding }: Finding,
  document: Document.Parsed,
  lines: LineCounter,
): YamlFinding {
  const edit = wanted && editFor(document, wanted, lines);
  return {
    ...finding,
    ...positionOf(document, keys ?? keysOf(finding.path), lines),
    ...(edit && { edit }),
  };
}

/** A refusal in a sentence. */
export function yamlRefusalSentence(refusal: YamlRefusal): string {
  switch (refusal.kind) {
    case 'empty':
      return 'There is nothing in it to read.';
    case 'binary':
      return `Line ${refusal.line} holds characters that no YAML has: this is not text.`;
    case 'too-big':
      return `It is ${Math.ceil(refusal.bytes / 1024)} KiB long; experiments are short, and 64 KiB is the most that is read.`;
    case 'too-deep':
      return 'Its values are nested deeper than any experiment’s.';
    case 'too-many':
      return `It holds ${refusal.documents} documents; 50 is the most that is read at once.`;
    case 'anchors':
      return `Line ${refusal.line} uses an anchor or an alias; write the value out where it is wanted.`;
    default:
      return refusal satisfies never;
  }
}
