// What decides whether a change lands looks twice at red files, and only there, and only at few.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runFiles } from '../../tools/second-look.js';

const PASSES = "import { test } from 'node:test'; test('holds', () => {});";
const FAILS = "import { test } from 'node:test'; test('holds', () => { throw new Error('no'); });";
/** Red at the first look, green from the second on. */
const UNSTEADY = `import { test } from 'node:test'; import { existsSync, writeFileSync } from 'node:fs';
  test('holds', () => { if (existsSync('been')) return; writeFileSync('been', ''); throw new Error('no'); });`;

function looks(t: TestContext, sources: Readonly<Record<string, string>>, secondLook = true) {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-looks-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, source] of Object.entries(sources)) writeFileSync(join(folder, name), source);
  const runs: (readonly string[])[] = [];
  const said: string[] = [];
  async function run(files: readonly string[], reporters: readonly string[]): Promise<number> {
    runs.push(files);
    // Without this a runner inside of a test's process would report to the outer one instead.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const words = ['--test', ...reporters, ...files];
    const child = spawn(process.execPath, words, { cwd: folder, env, stdio: 'ignore' });
    return await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
  }
  const code = runFiles({
    files: Object.keys(sources).filter((name) => name.includes('.test.')),
    run,
    secondLook,
    say: (line) => said.push(line),
  });
  return code.then((result) => ({ code: result, runs, said }));
}

test('green files are looked at once', async (t) => {
  const { code, runs } = await looks(t, { 'a.test.mjs': PASSES });
  assert.deepEqual([code, runs], [0, [['a.test.mjs']]]);
});

test('a file that is red twice is red', async (t) => {
  const { code, runs } = await looks(t, { 'a.test.mjs': PASSES, 'b.test.mjs': FAILS });
  assert.deepEqual([code, runs], [1, [['a.test.mjs', 'b.test.mjs'], ['b.test.mjs']]]);
});

test('a file that is red once is named, and lets the change pass', async (t) => {
  const { code, said } = await looks(t, { 'a.test.mjs': PASSES, 'c.test.mjs': UNSTEADY });
  assert.equal(code, 0);
  assert.ok(said.includes('== UNSTEADY, green by themselves: c.test.mjs'), said.join('\n'));
});

test('a test that a helper makes is the red of the file that has it made', async (t) => {
  const { code, runs } = await looks(t, {
    'helper.mjs':
      "import { test } from 'node:test'; export const make = () => test('holds', () => { throw 1; });",
    'd.test.mjs': "import { make } from './helper.mjs'; make();",
    'e.test.mjs': PASSES,
  });
  assert.deepEqual(runs.at(-1), ['d.test.mjs']);
  assert.equal(code, 1);
});

test('a file that dies is red', async (t) => {
  const { code, runs } = await looks(t, { 'a.test.mjs': PASSES, 'f.test.mjs': 'process.exit(3);' });
  assert.deepEqual([code, runs.at(-1)], [1, ['f.test.mjs']]);
});

test('nobody who works on a change is spared a red file', async (t) => {
  const { code, runs } = await looks(t, { 'c.test.mjs': UNSTEADY }, false);
  assert.deepEqual([code, runs.length], [1, 1]);
});

test('more than three red files are no bad moment', async (t) => {
  const names = ['a', 'b', 'c', 'd'].map((name) => [`${name}.test.mjs`, UNSTEADY.replaceAll('been', name)]);
  const { code, runs } = await looks(t, Object.fromEntries(names));
  assert.deepEqual([code, runs.length], [1, 1]);
});
