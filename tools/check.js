// The quick check in two lanes at once: format, lint and types in one, the unit tests in the other.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const node = process.execPath;
const bin = (/** @type {string} */ name) => `node_modules/.bin/${name}`;

/** @type {readonly (readonly string[])[]} */
const written = [
  [bin('biome'), 'ci', '--colors=off'],
  [bin('tsc'), '-p', '.'],
  [bin('tsc'), '-p', 'tsconfig.browser.json'],
];
const tests = ['tools/test.js', 'architecture.test.ts', 'unit', '--', '--test-isolation=none'];

const codes = await Promise.all([lane(written), lane([tests])]);
process.exitCode = Math.max(...codes);

/**
 * One after the other; the first that fails ends the lane.
 * @param {readonly (readonly string[])[]} commands
 * @returns {Promise<number>}
 */
async function lane(commands) {
  for (const words of commands) {
    const code = await run(words);
    if (code !== 0) return code;
  }
  return 0;
}

/**
 * @param {readonly string[]} words
 * @returns {Promise<number>}
 */
function run(words) {
  const child = spawn(node, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done) => {
    child.on('exit', (code) => done(code ?? 1));
  });
}
