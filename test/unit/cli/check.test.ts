// What `faultline check` and `faultline inject` print and end with, without a cluster and against the sandbox.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { kubeconfigFor } from '../../../playground/cluster/kubeconfig.ts';
import { configureClusters } from '../../../src/app/terminal.ts';
import { checkInTerminal, injectInTerminal } from '../../../src/app/terminal-check.ts';
import { parseArguments } from '../../../src/cli/parse-arguments.ts';
import { runCheck } from '../../../src/cli/run-check.ts';
import { checkGiven } from '../../../src/verbs/check.ts';
import { DELAY } from '../chaos/yaml/sample-yaml.ts';
import { startSandbox, untilReady } from '../playground/cluster/sandbox-fixture.ts';

const FILES: Readonly<Record<string, string>> = {
  'clean.yaml': DELAY,
  'endless.yaml': DELAY.replace('  duration: 90s\n', ''),
  'two.yaml': `${DELAY}---\n${DELAY.replace('200ms', '200')}`,
  'picture.png': '\u0000\u0001',
};

async function checked(files: readonly string[], json = false): Promise<{ code: number; text: string }> {
  let text = '';
  const code = await runCheck({
    ...{ files, json, namespace: 'default', check: checkGiven },
    read: async (file) => FILES[file] ?? Promise.reject(new Error('no such file')),
    write: (more) => {
      text += more;
    },
  });
  return { code, text };
}

test('a clean file ends with 0 and says so', async () => {
  assert.deepEqual(await checked(['clean.yaml']), {
    code: 0,
    text: 'clean.yaml:2: NetworkChaos slow-web is clean\n',
  });
});

test('what blocks is told with file, line, column, path and cure, and ends with 1', async () => {
  const { code, text } = await checked(['endless.yaml', 'clean.yaml']);
  assert.equal(code, 1);
  assert.match(
    text,
    /^endless\.yaml:7:1: block spec\.duration: This experiment has no end.*\n {4}→ Add duration: 2m/,
  );
  assert.match(text, /endless\.yaml:2: NetworkChaos slow-web is blocked: 1 reason\n/);
});

test('what cannot be read at all ends with 2, and the other files are checked all the same', async () => {
  const { code, text } = await checked(['none.yaml', 'picture.png', 'clean.yaml']);
  assert.equal(code, 2);
  assert.match(text, /none\.yaml: no such file\npicture\.png: Line 1 holds .* not text\.\nclean\.yaml:2/);
});

test('as JSON every finding and every document is a line', async () => {
  const { code, text } = await checked(['two.yaml', 'none.yaml'], true);
  assert.equal(code, 2);
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    lines.map(({ type, document }) => [type, document]),
    [
      ['document', 1],
      ['finding', 2],
      ['document', 2],
      ['unusable', undefined],
    ],
  );
  assert.deepEqual(lines[1], {
    ...{ type: 'finding', file: 'two.yaml', document: 2, line: 30, column: 5, severity: 'block' },
    ...{ check: 'wrong-type', path: 'spec.delay.latency' },
    sentence: 'spec.delay.latency must be text, not “200”.',
    cure: "Put it in quotes: latency: '200'.",
  });
  assert.equal(lines[2]?.['result'], 'blocked');
});

const understood = [
  [['check', 'a.yaml', '-'], { mode: 'check', files: ['a.yaml', '-'], namespace: 'default', json: false }],
  [
    ['check', 'a.yaml', '--cluster', 'kind', '--as', 'ana@x', '--json', '-n', 'shop', '--config', 'f.yaml'],
    {
      mode: 'check',
      files: ['a.yaml'],
      config: 'f.yaml',
      cluster: 'kind',
      namespace: 'shop',
      as: 'ana@x',
      json: true,
    },
  ],
  [['check'], { mode: 'wrong', sentence: 'check needs a file.' }],
  [['inject', 'kill web', '--yaml'], { mode: 'inject', line: 'kill web', namespace: 'default' }],
  [['inject', 'kill', 'web', '--yaml'], { mode: 'inject', line: 'kill web', namespace: 'default' }],
] as const;

test('files, clusters and people are understood', () => {
  for (const [words, wanted] of understood) assert.deepEqual(parseArguments(words), wanted);
  assert.equal(parseArguments(['inject', 'kill web']).mode, 'wrong');
  assert.equal(parseArguments(['inject', '--yaml']).mode, 'wrong');
  assert.equal(parseArguments(['check', 'a', '--yaml']).mode, 'wrong');
});

async function injected(line: string): Promise<{ code: number; text: string }> {
  let text = '';
  const asked = { mode: 'inject', line, namespace: 'shop' } as const;
  const write = (more: string) => {
    text += more;
  };
  const code = await injectInTerminal(undefined, asked, { home: undefined, kubeconfig: undefined, write });
  return { code, text };
}

test('a line is printed as the object it means, with what was assumed', async () => {
  const { code, text } = await injected('delay web 200ms from orders/cart');
  assert.equal(code, 0);
  assert.match(text, /^# 1 pod\n# 2 minutes\n# web was taken for a label app.*\n# cart was taken/);
  const { kind, metadata, spec } = parse(text) as Record<string, Record<string, unknown>>;
  assert.equal(kind, 'NetworkChaos');
  assert.deepEqual(metadata, { name: 'delay-web', namespace: 'shop' });
  assert.deepEqual(spec?.['selector'], {
    namespaces: ['shop'],
    labelSelectors: { app: 'web' },
    podPhaseSelectors: ['Running'],
  });
  for (const said of [
    'kill pod/web-a',
    'kill node/n1',
    'kill -l app=web',
    'kill deploy/web',
    'kill web,cart',
  ])
    assert.equal((await injected(said)).code, 0, said);
});

test('a line that is no fault is answered with one that works', async () => {
  for (const line of ['list', 'kill', 'kill web 7 8']) {
    const { code, text } = await injected(line);
    assert.equal(code, 2, line);
    assert.match(text, /\/chaos kill web/);
  }
});

const CONFIG = `slack: {mode: http}
clusters: [{name: staging, namespaces: [shop]}]
people: [{email: ana@shop.example, user: ana-of-shop, groups: [devs]}]
policy:
  limits: {maxPods: 1}
  rules: [{name: devs, when: '"devs" in groups', allow: at-once}]
`;

test('with a cluster the pods, the policy and a dry run as the person are looked at', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-'));
  t.after(() => rm(folder, { recursive: true }));
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  const kubeconfig = join(folder, 'kubeconfig');
  const clusters = [{ name: 'staging', url: sandbox.cluster.url, token: 'admin' }];
  await writeFile(kubeconfig, kubeconfigFor({ clusters, user: 'bot' }));
  const file = join(folder, 'all.yaml');
  await writeFile(file, DELAY.replace('mode: one', 'mode: all'));
  const loaded = configureClusters(CONFIG, { KUBECONFIG: kubeconfig });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  let text = '';
  const terminal = {
    ...{ home: undefined, kubeconfig },
    write: (more: string) => {
      text += more;
    },
  };
  const asked = { mode: 'check', files: [file], cluster: 'staging', namespace: 'shop', json: false } as const;
  assert.equal(await checkInTerminal(loaded.config, { ...asked, as: 'Ana@shop.example' }, terminal), 1);
  assert.match(
    text,
    /all\.yaml:9:3: block spec\.mode|block metadata: It can hit \d pods; the policy allows 1/,
  );
  assert.match(text, /hits up to 3 of 3 pods of Deployment web/);
  assert.match(text, /block .*ana|forbidden/i, 'the dry run is made as ana, who has no rights');
  text = '';
  assert.equal(await checkInTerminal(undefined, asked, terminal), 0);
  assert.match(text, /warn .*All 3 pods are hit[\s\S]*is clean, 1 warning[\s\S]*dry run: not made/);
  text = '';
  assert.equal(await checkInTerminal(loaded.config, { ...asked, as: 'eve@x' }, terminal), 2);
  assert.equal(await checkInTerminal(loaded.config, { ...asked, cluster: 'mars' }, terminal), 2);
  assert.equal(await checkInTerminal(undefined, { ...asked, cluster: 'mars' }, terminal), 2);
  assert.match(text, /Nobody .* eve@x[\s\S]*names no cluster mars[\s\S]*mars cannot be asked/);
});
