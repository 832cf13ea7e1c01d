// A reporter for node's test runner that writes the red files, one a line and relative to where it runs.
//
// A test that a helper makes carries the helper's name, so a file is known as red by its summary; one that dies has
// none, and is itself what failed. Whoever reads the list leaves out what are not test files.
import { relative } from 'node:path';

/**
 * @param {AsyncIterable<{ type: string, data: { file?: string, success?: boolean } }>} events
 * @returns {AsyncGenerator<string>}
 */
export async function* redFiles(events) {
  const seen = new Set();
  for await (const { type, data } of events) {
    const { file, success } = data;
    const isRed = type === 'test:fail' || (type === 'test:summary' && success === false);
    if (!isRed || file === undefined || seen.has(file)) continue;
    seen.add(file);
    yield `${relative(process.cwd(), file)}\n`;
  }
}

// node:test takes a reporter by its default export.
// biome-ignore lint/style/noDefaultExport: as above
export default redFiles;
