// Runs a command and ends it as soon as its own stdin closes, so that children die with a parent that was killed.
//
//   node tools/ward.js [--remove FOLDER] [--grace MS] -- COMMAND …
//
// The parent keeps the write end of stdin open and never uses it: the kernel closes it whatever the parent dies of.
// The child's pid is written to descriptor 3 where there is one. With --remove the ward outlives its child, and the
// folder goes when stdin closes; without it the ward ends as its child did.
import { spawn } from 'node:child_process';
import { rmSync, writeSync } from 'node:fs';

const { folder, graceMs, command } = parse(process.argv.slice(2));
let ending = false;

// Ctrl-C reaches the whole terminal group; the order of ending is the parent's business.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);

const child = command.length > 0 ? start(command) : undefined;
process.on('SIGTERM', end);
process.stdin.on('close', end).on('error', end).resume();

/** @param {string[]} words */
function parse(words) {
  const cut = words.includes('--') ? words.indexOf('--') : words.length;
  const options = words.slice(0, cut);
  /** @param {string} name */
  const value = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
  return {
    folder: value('--remove'),
    graceMs: Number(value('--grace') ?? 2_000),
    command: words.slice(cut + 1),
  };
}

/** @param {string[]} words */
function start([program = '', ...words]) {
  const started = spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  started.on('error', (error) => {
    process.stderr.write(`${program}: ${error.message}\n`);
    leave(127);
  });
  started.on('exit', (code, signal) => leave(signal ? 128 : (code ?? 1)));
  report(`${started.pid ?? 0}\n`);
  return started;
}

/** @param {string} line */
function report(line) {
  try {
    writeSync(3, line);
  } catch {
    // Nobody asked for the pid.
  }
}

/** @param {number} code */
function leave(code) {
  if (folder && !ending) report('exit\n');
  else finish(code);
}

function end() {
  if (ending) return;
  ending = true;
  if (!child || child.exitCode !== null || child.signalCode !== null) finish(0);
  // A stopped process takes no SIGTERM until it is continued.
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGCONT'])) child?.kill(signal);
  setTimeout(() => child?.kill('SIGKILL'), graceMs);
}

/**
 * @param {number} code
 * @returns {never}
 */
function finish(code) {
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.exit(code);
}
