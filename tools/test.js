// Runs the suites named on the command line as one run of node's own test runner, so that it ends in one summary.
//
//   node tools/test.js unit scenario crash/ten.test.ts [-- more arguments for node]
//
// A suite is a folder or a file under test/; one that is not there yet is passed over.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { suites, more } = split(process.argv.slice(2));
const files = suites.flatMap((suite) => testsIn(join('test', suite)));

if (files.length === 0) {
  process.stderr.write(`No tests under ${suites.map((suite) => `test/${suite}`).join(', ')}.\n`);
  process.exitCode = 1;
} else {
  const runner = ['--test', '--test-reporter=spec', `--test-concurrency=${concurrency()}`];
  const words = [...runner, ...more, ...files];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

/** @param {string[]} words */
function split(words) {
  const cut = words.indexOf('--');
  return cut < 0 ? { suites: words, more: [] } : { suites: words.slice(0, cut), more: words.slice(cut + 1) };
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function testsIn(path) {
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  const names = readdirSync(join(root, path), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(path, name))
    .sort();
}

/** A scenario keeps a bot, a Redis and its own process busy; more than two at a time measure the machine, not the code. */
function concurrency() {
  return process.env['TEST_CONCURRENCY'] ?? '2';
}
