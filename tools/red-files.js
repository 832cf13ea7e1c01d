// A reporter for node's test runner that writes the files with a red test, one a line and relative to where it runs.
import { relative } from 'node:path';

/**
 * @param {AsyncIterable<{ type: string, data: { file?: string } }>} events
 * @returns {AsyncGenerator<string>}
 */
export async function* redFiles(events) {
  const seen = new Set();
  for await (const { type, data } of events) {
    const file = data.file;
    if (type !== 'test:fail' || file === undefined || seen.has(file)) continue;
    seen.add(file);
    yield `${relative(process.cwd(), file)}\n`;
  }
}

// node:test takes a reporter by its default export.
// biome-ignore lint/style/noDefaultExport: as above
export default redFiles;
