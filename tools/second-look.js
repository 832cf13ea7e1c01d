// Runs test files, and where asked looks at red ones a second time, by themselves, to tell a broken change from a bad moment.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const reporter = new URL('./red-files.js', import.meta.url).href;
const SPEC = ['--test-reporter=spec'];
/** More red files than this are no bad moment. */
const MOST_FILES = 3;

/**
 * Resolves with the exit code. A second look that is all green is 0 and says which files were red at first
 * (docs/decisions/0016-red-is-looked-at-twice.md).
 *
 * @param {{
 *   files: readonly string[],
 *   run: (files: readonly string[], reporters: readonly string[]) => Promise<number>,
 *   secondLook: boolean,
 *   say: (line: string) => void,
 * }} how `run` starts node's test runner over the files with those reporters.
 * @returns {Promise<number>}
 */
export async function runFiles({ files, run, secondLook, say }) {
  if (!secondLook) return run(files, SPEC);
  const folder = mkdtempSync(join(tmpdir(), 'faultline-red-'));
  try {
    const list = join(folder, 'files');
    const code = await run(files, [
      ...SPEC,
      '--test-reporter-destination=stdout',
      `--test-reporter=${reporter}`,
      `--test-reporter-destination=${list}`,
    ]);
    const red = linesOf(list).filter((file) => files.includes(file));
    return code === 0 ? 0 : await lookAgain(red, code, { run, say });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {readonly string[]} red
 * @param {number} code
 * @param {Pick<Parameters<typeof runFiles>[0], 'run' | 'say'>} how
 */
async function lookAgain(red, code, { run, say }) {
  if (red.length === 0 || red.length > MOST_FILES) return code;
  say(`== a second look at ${red.join(', ')}`);
  const again = await run(red, SPEC);
  say(again === 0 ? `== UNSTEADY, green by themselves: ${red.join(', ')}` : '== red again');
  return again;
}

/** @param {string} file */
function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
