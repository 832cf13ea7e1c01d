// `faultline` in a terminal, as a process: what an operator types on a bad day, with little at hand.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPlayground } from './playground.ts';
import { cardOf, runIn, say } from './story.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function faultline(
  cwd: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const child = spawn(process.execPath, [main, ...words], { cwd, env: { HOME: cwd, USER: 'ops', ...env } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-terminal-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('halt needs a kubeconfig and nothing else: the runs of its cluster end, and nothing new starts', async (t) => {
  const folder = await emptyFolder(t);
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const { said } = await say(ana, '#team-shop', '/chaos delay web 100ms for 5m go');
  await cardOf(ana, '#team-shop', runIn(said), /RUNNING/);
  const env = { KUBECONFIG: play.playground.addresses().kubeconfig };
  const halted = await faultline(folder, ['halt', 'all', 'because', 'checkout', 'burns'], env);
  assert.equal(halted.code, 0, halted.err);
  assert.match(halted.out, /context staging is meant/);
  assert.match(halted.out, /deletions: 1 accepted/);
  await cardOf(ana, '#team-shop', runIn(said), /RECOVERED/, { timeoutMs: 30_000 });
  const { said: next } = await say(ana, '#team-shop', '/chaos kill web go');
  assert.match(next.plain, /staging is HALTED by ops at a terminal .*checkout burns/);
});

test('without a kubeconfig halt says that nothing was halted, and what does the same', async (t) => {
  const { code, err } = await faultline(await emptyFolder(t), ['halt'], { KUBECONFIG: '/nowhere' });
  assert.equal(code, 2);
  assert.match(
    err,
    /no kubeconfig: .*\/nowhere.*Nothing was halted\. .*kubectl -n faultline label configmap/,
  );
  assert.doesNotMatch(err, /\n +at /, 'no stack');
});

test('a missing file, a missing token and a strange option are sentences with a cure', async (t) => {
  const folder = await emptyFolder(t);
  assert.match(
    (await faultline(folder, ['serve'])).err,
    /faultline\.yaml: There is no such file\. Name yours/,
  );
  const example = fileURLToPath(new URL('../../manifests/example/faultline.yaml', import.meta.url));
  const { code, err } = await faultline(folder, ['serve', '--config', example]);
  assert.equal(code, 2);
  assert.match(err, /^environment: SLACK_BOT_TOKEN: /m);
  assert.match((await faultline(folder, ['--version'])).err, /^Unknown option '--version'\.\n/);
});
