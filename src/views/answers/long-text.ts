// Text that may be longer than one block: cut between lines, and what does not fit is counted.

import { codeBlock } from '../escape.ts';

/** A section holds 3,000 characters; escaping makes some of them longer. */
const MOST_CHARACTERS = 2800;
/** As much as anybody scrolls through in Slack. */
const MOST_BLOCKS = 8;

/** Lines of mrkdwn under a title, in as few parts as hold them. */
export function linesInParts(title: string, lines: readonly string[], most: number): readonly string[] {
  const rest = lines.length - most;
  const shown = [title, ...lines.slice(0, most), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return inParts(shown, (line) => line.length);
}

/** YAML as blocks of code; `else` says where the whole is, when it is longer than all of them. */
export function codeInParts(text: string, elsewhere: string): readonly string[] {
  const parts = inParts(text.trimEnd().split('\n'), (line) => codeBlock(line, MOST_CHARACTERS).length - 5);
  const blocks = parts.slice(0, MOST_BLOCKS).map((part) => codeBlock(part, MOST_CHARACTERS));
  return parts.length > MOST_BLOCKS ? [...blocks, elsewhere] : blocks;
}

function inParts(lines: readonly string[], lengthOf: (line: string) => number): readonly string[] {
  const parts: string[][] = [];
  let room = 0;
  for (const line of lines) {
    const length = lengthOf(line) + 1;
    if (length > room) {
      parts.push([]);
      room = MOST_CHARACTERS;
    }
    parts.at(-1)?.push(line);
    room -= length;
  }
  return parts.map((part) => part.join('\n'));
}
