// From a file's text to a template, or to everything that keeps it from being one, each with its line.

import type { Document, LineCounter } from 'yaml';
import { sha256Hex } from '../canonical-json.ts';
import { asObject, asText } from '../narrow.ts';
import { nearestWords } from '../nearest.ts';
import { yamlRefusalSentence } from '../yaml/check-yaml.ts';
import { readDocuments, type YamlRefusal } from '../yaml/documents.ts';
import { type Finding, inOrder, type YamlFinding } from '../yaml/finding.ts';
import { type Position, positionAt, positionOf } from '../yaml/locate.ts';
import { syntaxFindings } from '../yaml/syntax-findings.ts';
import { textsWithPlaces } from './fill.ts';
import { readHead } from './head-findings.ts';
import { hasPlaces, namesIn, wrongIn } from './placeholders.ts';
import type { Template, TemplateHead } from './template.ts';

export type ReadTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly name?: string; readonly findings: readonly YamlFinding[] };

/** Whether a text says of itself that it is a template. */
export function isTemplate(text: string): boolean {
  return /^template:/mu.test(text);
}

/** What the experiment means is checked with the values that are put in, by `check-template.ts`. */
export function readTemplate(file: string, text: string): ReadTemplate {
  const read = readDocuments(text);
  if (!read.ok) return { ok: false, findings: [refused(read.refusal)] };
  const [first, experiment, ...more] = read.documents;
  if (first === undefined || experiment === undefined || more.length > 0)
    return { ok: false, findings: [notTwo(read.documents, read.lines)] };
  const syntax = read.documents.flatMap((document) => syntaxFindings(document, read.lines));
  if (syntax.length > 0) return { ok: false, findings: inOrder(syntax) };
  const raw = first.toJS({ maxAliasCount: 0 });
  const name = asText(asObject(raw)['template']).slice(0, 40);
  const named = name === '' ? {} : { name };
  const head = readHead(raw);
  if (!head.ok) return { ok: false, ...named, findings: placed(head.findings, first, read.lines) };
  const places = placeFindings(head.head, first, experiment, read.lines);
  if (places.length > 0) return { ok: false, ...named, findings: places };
  const namespace = namespaceOf(experiment);
  const fixed = namespace === undefined ? {} : { namespace };
  return { ok: true, template: { ...head.head, file, text, hash: sha256Hex(text), ...fixed } };
}

function namespaceOf(experiment: Document.Parsed): string | undefined {
  const namespace = asText(
    asObject(asObject(experiment.toJS({ maxAliasCount: 0 }))['metadata'])['namespace'],
  );
  return namespace === '' || hasPlaces(namespace) ? undefined : namespace;
}

function refused(refusal: YamlRefusal): YamlFinding {
  const line = 'line' in refusal ? refusal.line : 1;
  return at({ line, column: 1 }, 'template', yamlRefusalSentence(refusal));
}

function notTwo(documents: readonly Document.Parsed[], lines: LineCounter): YamlFinding {
  const extra = documents[2] ?? documents[0];
  const position = positionAt(extra?.range[0] ?? 0, lines);
  const sentence = `A template is two documents, its head and one experiment, with --- between them; here ${documents.length === 1 ? 'is one' : `are ${documents.length}`}.`;
  return at(position, 'template', sentence);
}

function placed(
  findings: readonly Finding[],
  document: Document.Parsed,
  lines: LineCounter,
): readonly YamlFinding[] {
  return findings.map(({ keys = [], wanted: _, ...finding }) => ({
    ...finding,
    ...positionOf(document, keys, lines),
  }));
}

function placeFindings(
  { parameters }: TemplateHead,
  first: Document.Parsed,
  experiment: Document.Parsed,
  lines: LineCounter,
): readonly YamlFinding[] {
  const texts = textsWithPlaces(experiment);
  const names = parameters.map(({ name }) => name);
  const used = new Set(texts.flatMap(({ text }) => namesIn(text)));
  const unused = names.filter((name) => !used.has(name));
  return [
    ...texts.flatMap(({ text, isKey, offset }) => {
      const told = isKey ? IN_KEY : placeTold(text, names);
      return told === undefined ? [] : [at(positionAt(offset, lines), 'template-place', told)];
    }),
    ...unused.map((name) =>
      at(
        positionOf(first, ['parameters', name], lines),
        'template-place',
        `Nothing in the experiment is left open for ${name}: write \${${name}} where it belongs.`,
      ),
    ),
  ];
}

const IN_KEY = 'What is left open stands for a value, never for the name of a field.';

function placeTold(text: string, names: readonly string[]): string | undefined {
  const wrong = wrongIn(text);
  if (wrong !== undefined)
    return `“${wrong.slice(0, 40)}” leaves nothing open: write \${name} or \${name:text}, and $\${ for the plain text.`;
  const unknown = namesIn(text).find((name) => !names.includes(name));
  if (unknown === undefined) return undefined;
  const [near] = nearestWords(unknown, names);
  return `\${${unknown}} is none of the parameters.${near === undefined ? '' : ` Did you mean ${near}?`}`;
}

function at(position: Position, check: string, sentence: string): YamlFinding {
  return { severity: 'block', check, path: '', sentence, ...position };
}
