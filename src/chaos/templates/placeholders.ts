// The places that a text leaves open: `${latency}`, `${share:text}`; `$${` is a plain `${`.

import type { TemplateValues } from './template.ts';

interface Place {
  readonly name: string;
  /** As text, whatever the parameter's type. */
  readonly asText: boolean;
}

/** Plain text, a place, or a beginning that is none: what stands after it. */
type Part = string | Place | { readonly wrong: string };

const MARK = /\$\$\{|\$\{([^{}]*)\}?/gu;
const INSIDE = /^([a-z][a-z0-9-]{0,39})(:text)?$/u;

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let read = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > read) parts.push(text.slice(read, match.index));
    parts.push(partOf(match[0], match[1]));
    read = match.index + match[0].length;
  }
  if (read < text.length) parts.push(text.slice(read));
  return parts;
}

function partOf(mark: string, inside: string | undefined): Part {
  if (inside === undefined) return '${';
  const found = mark.endsWith('}') ? INSIDE.exec(inside) : null;
  if (found === null) return { wrong: mark };
  return { name: found[1] ?? '', asText: found[2] !== undefined };
}

export function hasPlaces(text: string): boolean {
  return text.includes('${');
}

/** Names of the places in a text. */
export function namesIn(text: string): readonly string[] {
  return partsOf(text).flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : []));
}

/** What looks like a place and is none. */
export function wrongIn(text: string): string | undefined {
  const wrong = partsOf(text).find((part) => typeof part === 'object' && 'wrong' in part);
  return typeof wrong === 'object' && 'wrong' in wrong ? wrong.wrong : undefined;
}

/**
 * What a text becomes: a place that is the whole of it keeps the type of its parameter, others are written into the
 * text. What is put in is never read for places again.
 */
export function filled(text: string, values: TemplateValues): unknown {
  const parts = partsOf(text);
  const [only, ...more] = parts;
  if (typeof only === 'object' && 'name' in only && more.length === 0 && !only.asText)
    return values.get(only.name)?.whole;
  return parts.map((part) => (typeof part === 'string' ? part : textOf(part, values))).join('');
}

function textOf(part: Exclude<Part, string>, values: TemplateValues): string {
  return 'wrong' in part ? part.wrong : (values.get(part.name)?.text ?? '');
}
