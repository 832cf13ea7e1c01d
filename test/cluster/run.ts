// Runs the cluster suite: sees that all it needs is there, builds what is missing, enters the network and tests inside.
//
//   node test/cluster/run.ts [--if-possible] [part of a file's name …]
//
// Where FAULTLINE_TEST_KUBECONFIG names a cluster with Chaos Mesh, the conformance suite runs against that instead.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runFiles } from '../../tools/second-look.js';
import { engineIsReady, runInside } from './engine/inside.ts';
import { root } from './engine/repository.ts';

const ifPossible = process.argv.includes('--if-possible');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const runner = ['--test', '--test-concurrency=1'];
const existing = process.env['FAULTLINE_TEST_KUBECONFIG'];

if (existing !== undefined) {
  say(`engine: not started; the conformance suite runs against the cluster of ${existing}`);
  process.exitCode = runOutside(['test/cluster/conformance.test.ts']);
} else if (engineIsReady(say)) {
  process.exitCode = await runAll(testFiles());
} else {
  say(`engine: the cluster suite ${ifPossible ? 'was skipped' : 'cannot run'}.`);
  process.exitCode = ifPossible ? 0 : 1;
}

function testFiles(): readonly string[] {
  const here = dirname(fileURLToPath(import.meta.url));
  const files = readdirSync(here).filter((name) => name.endsWith('.test.ts'));
  const chosen = files.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  return chosen.sort().map((name) => relative(root, join(here, name)));
}

function runOutside(files: readonly string[]): number {
  return (
    spawnSync(process.execPath, [...runner, '--test-reporter=spec', ...files], {
      cwd: root,
      stdio: 'inherit',
    }).status ?? 1
  );
}

/** One file at a time: each starts an engine of its own, on the addresses of the one network. */
async function runAll(files: readonly string[]): Promise<number> {
  if (files.length > 0) return runFiles({ files, run, secondLook: process.env['SECOND_LOOK'] === '1', say });
  say('engine: no test file has such a name');
  return 1;
}

function run(files: readonly string[], reporters: readonly string[]): Promise<number> {
  return runInside([process.execPath, ...runner, ...reporters, ...files]);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
