// Splits a stream of bytes into JSON values, one a line, without ever holding more than one line's worth.

export class LineTooLong extends Error {
  constructor(maxBytes: number) {
    super(`a line of more than ${maxBytes} bytes`);
    this.name = 'LineTooLong';
  }
}

const NEWLINE = 0x0a;

/** Throws LineTooLong, or SyntaxError for a line that is no JSON; a half line at the end is dropped. */
export async function* jsonLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = 8 * 1024 * 1024,
): AsyncGenerator<unknown> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      const line = textOf([...parts, chunk.subarray(from, end)]);
      if (line.trim() !== '') yield JSON.parse(line);
      parts = [];
      held = 0;
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > maxBytes) throw new LineTooLong(maxBytes);
  }
}

function textOf(parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('utf8');
}
