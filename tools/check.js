// The quick check in two lanes of equal length: format, lint, types and the playground's unit tests; all others.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const node = process.execPath;
const bin = (/** @type {string} */ name) => `node_modules/.bin/${name}`;

/** @type {readonly (readonly string[])[]} */
const written = [
  [bin('biome'), 'ci', '--colors=off'],
  [bin('tsc'), '-p', '.', ...remembered('sources')],
  [bin('tsc'), '-p', 'tsconfig.browser.json', ...remembered('page')],
];
const folders = readdirSync(join(root, 'test/unit'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `unit/${name}`);
const [playground, others] = [
  folders.filter((name) => name === 'unit/playground'),
  folders.filter((name) => name !== 'unit/playground'),
];

const codes = await Promise.all([
  lane([...written, tests(playground)]),
  lane([tests(['architecture.test.ts', ...others])]),
]);
process.exitCode = Math.max(...codes);

/**
 * What has not changed since the last check is not read again; `npm test` reads all of it.
 * @param {string} name
 * @returns {readonly string[]}
 */
function remembered(name) {
  return ['--incremental', '--tsBuildInfoFile', `node_modules/.cache/faultline/${name}.tsbuildinfo`];
}

/**
 * @param {readonly string[]} suites
 * @returns {readonly string[]}
 */
function tests(suites) {
  return ['tools/test.js', ...suites, '--', '--test-isolation=none'];
}

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
