// Runs the suites named on the command line as one run of node's own test runner, so that it ends in one summary.
//
//   node tools/test.js unit scenario crash/ten.test.ts [-- more arguments for node]
//
// A suite is a folder or a file under test/; one that is not there yet is passed over.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runFiles } from './second-look.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { suites, more } = split(process.argv.slice(2));
const files = suites.flatMap((suite) => testsIn(join('test', suite)));

const secondLook = process.env['SECOND_LOOK'] === '1' && more.length === 0;

if (files.length === 0) {
  say(`No tests under ${suites.map((suite) => `test/${suite}`).join(', ')}.`);
  process.exitCode = 1;
} else {
  process.exitCode = await runFiles({ files, run, secondLook, say });
}

/**
 * @param {readonly string[]} chosen
 * @param {readonly string[]} reporters
 * @returns {Promise<number>}
 */
function run(chosen, reporters) {
  const words = ['--test', ...reporters, `--test-concurrency=${concurrency()}`, ...more, ...chosen];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => child.kill(signal));
  return new Promise((done) => {
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
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

/** A file may keep several bots and a Redis busy; more than two at a time measure the machine, not the code. */
function concurrency() {
  return process.env['TEST_CONCURRENCY'] ?? '2';
}
