// What the terminal understands, and what it says and does for doctor and halt.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments, USAGE } from '../../../src/cli/parse-arguments.ts';
import { runDoctor } from '../../../src/cli/run-doctor.ts';
import { type Ending, type HaltHome, type LatchEntry, runHalt } from '../../../src/cli/run-halt.ts';
import type { DoctorLine } from '../../../src/verbs/doctor.ts';

const understood = [
  ['serve', { mode: 'serve', testClock: false }],
  ['serve --config a.yaml --test-clock', { mode: 'serve', config: 'a.yaml', testClock: true }],
  ['doctor', { mode: 'doctor', json: false }],
  ['doctor --json --as ana@shop.example', { mode: 'doctor', json: true, as: 'ana@shop.example' }],
  ['halt', { mode: 'halt', scope: 'all', because: '' }],
  ['halt prod', { mode: 'halt', scope: 'prod', because: '' }],
  ['halt --because errors everywhere', { mode: 'halt', scope: 'all', because: 'errors everywhere' }],
  ['halt because errors', { mode: 'halt', scope: 'all', because: 'errors' }],
  [
    'halt prod/shop --because too many errors --config b.yaml',
    { mode: 'halt', scope: 'prod/shop', because: 'too many errors', config: 'b.yaml' },
  ],
  ['', { mode: 'help' }],
  ['doctor --help', { mode: 'help' }],
  ['halt prod -h', { mode: 'help' }],
] as const;

for (const [line, wanted] of understood) {
  test(`the terminal understands “faultline ${line}”`, () => {
    assert.deepEqual(parseArguments(line.split(' ').filter(Boolean)), wanted);
  });
}

const wrong = [
  ['dance', 'There is no “dance”.'],
  ['halt prod shop', 'halt takes one scope, not “prod shop”.'],
  ['doctor --because x', 'doctor does not understand --because.'],
  ['doctor prod', 'doctor does not understand “prod”.'],
  ['serve --json', 'serve does not understand --json.'],
] as const;

for (const [line, sentence] of wrong) {
  test(`the terminal says what is wrong with “faultline ${line}”`, () => {
    assert.deepEqual(parseArguments(line.split(' ')), { mode: 'wrong', sentence });
  });
}

test('an option nobody knows is refused, not passed over', () => {
  const parsed = parseArguments(['halt', '--becuase', 'x']);
  assert.equal(parsed.mode, 'wrong');
});

test('the usage names every mode', () => {
  for (const mode of ['serve', 'doctor', 'halt', 'check', 'inject'])
    assert.match(USAGE, new RegExp(`^faultline ${mode}`, 'm'));
});

const lines: readonly DoctorLine[] = [
  { area: 'Slack', ok: 'ok', sentence: 'Signed in.' },
  { area: 'Redis', ok: 'weak', sentence: 'Slow.', cure: 'A faster disk.' },
  { area: 'Slack', ok: 'broken', sentence: 'Not in #sre.', cure: '/invite @faultline' },
];

test('doctor prints its lines by area, each with its cure, and ends with 1 when something is broken', async () => {
  const printed: string[] = [];
  const code = await runDoctor({
    doctor: { checks: async () => lines },
    people: [],
    json: false,
    write: (text) => printed.push(text),
  });
  assert.equal(code, 1);
  assert.equal(
    printed.join(''),
    [
      'Slack',
      '  ok      Signed in.',
      '  BROKEN  Not in #sre.',
      '          → /invite @faultline',
      '',
      'Redis',
      '  weak    Slow.',
      '          → A faster disk.',
      '',
      '1 broken, 1 weak, 1 ok',
      '',
    ].join('\n'),
  );
});

test('what is only weak does not fail a pipeline', async () => {
  const doctor = { checks: async () => lines.slice(0, 2) };
  assert.equal(await runDoctor({ doctor, people: [], json: false, write: () => undefined }), 0);
});

test('doctor as JSON is the lines themselves', async () => {
  const printed: string[] = [];
  const doctor = { checks: async () => lines };
  await runDoctor({ doctor, people: [], json: true, write: (text) => printed.push(text) });
  assert.deepEqual(JSON.parse(printed.join('')), lines);
});

test('doctor tries a create as the person named by e-mail, and only as somebody of the identity map', async () => {
  const ana = { email: 'ana@shop.example', user: 'ana', groups: ['shop-developers'] };
  const asked: unknown[] = [];
  const doctor = {
    checks: async (_: number, as?: unknown) => {
      asked.push(as);
      return [];
    },
  };
  const deps = { doctor, people: [ana], json: false, write: () => undefined };
  assert.equal(await runDoctor({ ...deps, as: 'Ana@shop.example' }), 0);
  assert.equal(await runDoctor({ ...deps, as: 'eve@shop.example' }), 2);
  assert.deepEqual(asked, [ana]);
});

interface Home extends HaltHome {
  readonly latched: LatchEntry[];
  readonly looked: (string | undefined)[];
}

function home(name: string, options: Partial<HaltHome> & { readonly endings?: Ending[][] } = {}): Home {
  const latched: LatchEntry[] = [];
  const looked: (string | undefined)[] = [];
  const endings = [...(options.endings ?? [])];
  return {
    name,
    latched,
    looked,
    namespaces: options.namespaces ?? (async () => ['shop']),
    close: options.close ?? (async (entry) => void latched.push(entry)),
    end:
      options.end ??
      (async (namespace) => {
        looked.push(namespace);
        return endings.shift() ?? [];
      }),
  };
}

async function halted(homes: readonly HaltHome[], scope: string) {
  const printed: string[] = [];
  const write = (text: string) => void printed.push(text);
  const code = await runHalt({ homes, scope, because: 'errors', by: 'jon', now: () => 7, write });
  return { code, text: printed.join('') };
}

const accepted: Ending = { outcome: 'accepted' };

test('halt closes the latch of every cluster and says how many deletions were accepted', async () => {
  const homes = [home('staging', { endings: [[accepted, accepted]] }), home('prod')];
  const { code, text } = await halted(homes, 'all');
  assert.equal(code, 0);
  assert.deepEqual(homes[1]?.latched, [{ scope: 'all', by: 'jon', at: 7, reason: 'errors' }]);
  assert.match(text, /staging: halted, no new starts\.\n {2}deletions: 2 accepted, 0 failed/);
  assert.match(text, /prod: halted, no new starts\.\n {2}deletions: 0 accepted, 0 failed/);
  assert.match(text, /Accepted is not recovered/);
});

test('what slipped in before the latch closed is ended by a second look', async () => {
  const staging = home('staging', { endings: [[accepted], [accepted]] });
  const { text } = await halted([staging], 'staging');
  assert.match(text, /2 accepted, 0 failed/);
  assert.equal(staging.looked.length, 2);
});

test('a latch that cannot be written does not keep experiments from being ended', async () => {
  const close = async () => Promise.reject(new Error('cluster prod did not answer'));
  const { code, text } = await halted([home('prod', { close, endings: [[accepted]] })], 'prod');
  assert.equal(code, 1);
  assert.match(text, /prod: NOT LATCHED, starts may go on there: cluster prod did not answer/);
  assert.match(text, /1 accepted, 0 failed/);
});

test('a cluster that is down does not hold up the others', async () => {
  const down = async () => Promise.reject(new Error('down'));
  const staging = home('staging', { endings: [[accepted]] });
  const { code, text } = await halted(
    [home('prod', { close: down, end: down, namespaces: down }), staging],
    'all',
  );
  assert.equal(code, 1);
  assert.match(text, /staging: halted/);
  assert.match(text, /prod: NOT LATCHED[\s\S]*0 accepted, 0 failed: down/);
});

test('what could not be deleted is counted, with the cluster’s words', async () => {
  const refused: Ending = { outcome: 'refused', sentence: 'jon may not delete' };
  const { code, text } = await halted([home('prod', { endings: [[refused], [refused]] })], 'prod');
  assert.equal(code, 1);
  assert.match(text, /0 accepted, 1 failed: jon may not delete/);
});

test('a lone namespace is halted wherever it exists, and where the cluster does not say', async () => {
  const silent = home('dark', { namespaces: async () => Promise.reject(new Error('down')) });
  const without = home('other', { namespaces: async () => ['bank'] });
  const staging = home('staging');
  await halted([staging, without, silent], 'shop');
  assert.deepEqual(staging.looked, ['shop', 'shop']);
  assert.equal(staging.latched[0]?.scope, 'ns/shop');
  assert.equal(silent.latched.length, 1);
  assert.equal(without.latched.length, 0);
});

test('one namespace of one cluster can be halted alone', async () => {
  const homes = [home('staging'), home('prod')];
  const { text } = await halted(homes, 'prod/shop');
  assert.deepEqual(
    homes.map(({ latched }) => latched.length),
    [0, 1],
  );
  assert.match(text, /prod\/shop: halted/);
});

test('a scope that nothing is called halts nothing and says what there is', async () => {
  const { code, text } = await halted([home('staging'), home('prod')], 'paymnets');
  assert.equal(code, 2);
  assert.match(text, /called paymnets\. Nothing was halted\. Clusters: all, staging, prod/);
});

test('a namespace that a cluster does not have is not pretended to be halted', async () => {
  const prod = home('prod');
  const { code } = await halted([prod], 'prod/shpo');
  assert.equal(code, 2);
  assert.equal(prod.latched.length, 0);
});
