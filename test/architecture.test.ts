// Holds the shape of the project: who may import whom, where each technology lives, how long a file may grow.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = normalize(join(dirname(fileURLToPath(import.meta.url)), '..'));

/** Folder or file of src/ → what it may import, as in the table of docs; config and ops are open to everyone. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  config: [],
  ops: [],
  store: [],
  slack: [],
  identity: ['slack'],
  chaos: [],
  halt: ['chaos'],
  policy: ['chaos', 'identity'],
  plan: ['chaos', 'policy', 'identity'],
  runs: ['plan', 'policy', 'chaos', 'halt', 'identity', 'store'],
  approvals: ['runs', 'policy', 'identity', 'store'],
  schedules: ['runs', 'plan', 'chaos', 'store'],
  signals: ['runs', 'plan', 'chaos', 'store'],
  alerts: ['runs', 'plan', 'chaos', 'store'],
};

const domain = [...Object.keys(mayImport), 'signals', 'alerts', 'schedules'];

/** Above the domain: views see only its types and the verbs' answers, threads and verbs carry it, handlers, web and cli are the edge. */
const edgeMayImport: Readonly<Record<string, readonly string[]>> = {
  views: [...domain, 'verbs'],
  threads: ['views', 'runs', 'slack', 'store'],
  verbs: [...domain],
  handlers: ['verbs', 'views'],
  web: ['verbs', 'views'],
  cli: ['verbs', 'views'],
  guard: ['halt', 'chaos'],
  'main.ts': ['app', 'cli', 'guard', 'config'],
  app: [...domain, 'views', 'threads', 'verbs', 'handlers', 'web', 'cli', 'guard'],
};

const table = { ...mayImport, ...edgeMayImport };
const openToAll = ['config', 'ops'];

/** Package → the files or folders that may import it. */
const homes: Readonly<Record<string, readonly string[]>> = {
  ioredis: ['src/store/'],
  bullmq: ['src/store/'],
  '@slack/web-api': ['src/slack/'],
  '@slack/bolt': ['src/handlers/bolt.ts'],
  '@slack/socket-mode': ['src/handlers/bolt.ts'],
  '@slack/types': ['src/slack/', 'src/views/'],
  '@kubernetes/client-node': ['src/chaos/'],
  undici: ['src/chaos/'],
  'cron-parser': ['src/chaos/orchestration/cron.ts'],
  pino: ['src/ops/'],
  'prom-client': ['src/ops/'],
  '@opentelemetry/api': ['src/ops/tracing.ts'],
  yaml: ['src/config/', 'src/chaos/', 'src/policy/'],
  '@marcbachmann/cel-js': ['src/policy/'],
  echarts: ['src/signals/picture/draw.ts'],
  '@resvg/resvg-js': ['src/signals/picture/draw.ts'],
  zod: ['src/'],
};

const forbiddenNames = [
  'utils',
  'util',
  'helpers',
  'common',
  'lib',
  'types',
  'services',
  'core',
  'misc',
  'shared',
];
const longFile = 200;
const tooLongFile = 250;

interface Import {
  readonly from: string;
  readonly target: string;
  readonly isType: boolean;
}

const sources = filesUnder('src');
const code = [...sources, ...['playground', 'test', 'bench', 'tools'].flatMap(filesUnder)];
const imports = sources.flatMap(importsOf);

test('a folder of src imports only what the table of folders allows', () => {
  refuse(imports.filter((one) => one.target.startsWith('src/')).flatMap(folderOffence));
});

test('views take nothing but types from the folders below them', () => {
  const taken = imports.filter((one) => areaOf(one.from) === 'views' && !one.isType);
  const allowed = ['views', ...openToAll];
  refuse(
    taken
      .filter((one) => one.target.startsWith('src/') && !allowed.includes(areaOf(one.target)))
      .filter((one) => !isPureData(one.target))
      .map((one) => `${one.from} takes values from ${one.target}: a view is a function of what it is handed`),
  );
});

test('each technology has one home', () => {
  refuse(imports.flatMap(homeOffence));
});

test('the product never imports its playground, its tests or its tools', () => {
  refuse(
    imports
      .filter((one) => /^(playground|test|bench|tools)\//.test(one.target))
      .map(
        (one) => `${one.from} imports ${one.target}: what runs in production does not know the playground`,
      ),
  );
});

test('only main.ts reads the environment', () => {
  refuse(
    sources
      .filter((file) => file !== 'src/main.ts' && /\bprocess\.env\b/.test(readCode(file)))
      .map((file) => `${file} reads process.env: take the value as a parameter, main.ts hands it in`),
  );
});

test('every property test draws from the one seed', () => {
  refuse(
    code
      .filter((file) => file !== 'test/seeded.ts' && /^import .* from 'fast-check'/m.test(readCode(file)))
      .map((file) => `${file} takes fast-check itself: take it from test/seeded.ts`),
  );
});

test('files of src stay short enough to be read in one sitting', (t) => {
  const lengths = sources.map((file) => ({ file, lines: read(file).split('\n').length - 1 }));
  for (const { file, lines } of lengths) if (lines > longFile) t.diagnostic(`${file} has ${lines} lines`);
  refuse(
    lengths
      .filter(({ lines }) => lines > tooLongFile)
      .map(({ file, lines }) => `${file} has ${lines} lines, more than ${tooLongFile}: it is two nouns`),
  );
});

test('folders and files are nouns of the product, never drawers', () => {
  refuse(
    code
      .filter((file) =>
        file
          .replace(/\.[jt]s$/, '')
          .split('/')
          .some((name) => forbiddenNames.includes(name)),
      )
      .map((file) => `${file}: name it after what it is about`),
  );
});

test('every file of src opens with a sentence that says what it is for', () => {
  refuse(
    sources
      .filter((file) => !/^(#!.*\n)?(\/\/ |\/\*\*?\s)/.test(read(file)))
      .map((file) => `${file} starts without a comment: say in one sentence what the file is for`),
  );
});

function refuse(offences: readonly string[]): void {
  assert.equal(offences.length, 0, `\n${offences.join('\n')}`);
}

function folderOffence({ from, target }: Import): string[] {
  const [here, there] = [areaOf(from), areaOf(target)];
  const allowed = table[here];
  if (allowed === undefined) return [`${from}: src/${here} is not in the table of folders`];
  if (here === there || openToAll.includes(there) || allowed.includes(there)) return [];
  return [
    `${from} imports ${target}: ${here} may import ${allowed.join(', ') || 'nothing'} (and ${openToAll.join(', ')})`,
  ];
}

function homeOffence({ from, target }: Import): string[] {
  if (target.startsWith('node:') || target.startsWith('.') || isOwn(target)) return [];
  if (builtinModules.includes(target)) return [`${from} imports ${target}: write node:${target}`];
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
  const home = homes[name];
  if (home === undefined)
    return [`${from} imports ${name}: it has no home yet; give it one in this table, with a reason`];
  return home.some((place) => from.startsWith(place))
    ? []
    : [`${from} imports ${name}: its home is ${home.join(', ')}`];
}

/** Words and tables that carry no behaviour of their folder may be read by a view. */
function isPureData(file: string): boolean {
  return /\/(words|units|catalogue|kinds)\b/.test(file);
}

function isOwn(target: string): boolean {
  return /^(src|playground|test|bench|tools)\//.test(target);
}

/** `src/runs/log.ts` → `runs`; a file directly in src is its own area. */
function areaOf(file: string): string {
  return file.split('/')[1] ?? file;
}

function importsOf(file: string): Import[] {
  const statement =
    /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;
  return [...readCode(file).matchAll(statement)].map((match) => {
    const target = match[2] ?? match[3] ?? '';
    const own = target.startsWith('.') ? relative(root, join(root, dirname(file), target)) : target;
    return { from: file, target: own, isType: Boolean(match[1]) };
  });
}

function filesUnder(folder: string): string[] {
  return entries(folder)
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => `${folder}/${name}`);
}

function entries(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The text without its comments, in which a rule may well be spoken of. */
function readCode(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');
}
