// Lines of text as blocks, in as few as Slack's limit on one text allows, so that no line is cut in two.

import { type Block, context, LIMITS, section } from '../blocks.ts';

export function sections(lines: readonly string[]): readonly Block[] {
  return packed(lines).map((text) => section(text));
}

export function contexts(lines: readonly string[]): readonly Block[] {
  return packed(lines).map((text) => context(text));
}

function packed(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    const joined = last === undefined ? line : `${last}\n${line}`;
    if (last === undefined || [...joined].length > LIMITS.text) texts.push(line);
    else texts[texts.length - 1] = joined;
  }
  return texts;
}
