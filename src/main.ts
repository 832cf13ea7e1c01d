#!/usr/bin/env node
// The process: arguments and environment in, signals and exit code out. The only place that reads the environment.

import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Arguments, parseArguments, USAGE } from './cli/parse-arguments.ts';

type Of<M extends Arguments['mode']> = Extract<Arguments, { mode: M }>;

interface Fault {
  readonly path: string;
  readonly sentence: string;
  readonly cure?: string;
}

type Loaded<T> =
  | { readonly ok: true; readonly config: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const write = (text: string): void => void process.stdout.write(text);
const home = process.env['HOME'];

const cureOfMissing =
  'Name yours with --config FILE or FAULTLINE_CONFIG; manifests/example/faultline.yaml is one to start from.';

/** The configuration, or undefined after every fault in it was told. `otherwise`: where nobody named a file and there is none. */
async function configured<T>(
  path: string | undefined,
  load: (file: string, folder: string) => Loaded<T>,
  otherwise?: () => string,
): Promise<T | undefined> {
  const named = path ?? process.env['FAULTLINE_CONFIG'];
  const name = named ?? 'faultline.yaml';
  const file = await readFile(name, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const isMissing = error.code === 'ENOENT';
    if (isMissing && named === undefined && otherwise !== undefined) return otherwise();
    const sentence = isMissing ? 'There is no such file.' : error.message;
    return fail([{ path: name, sentence, cure: cureOfMissing }]);
  });
  if (file === undefined) return undefined;
  const loaded = load(file, dirname(name));
  if (loaded.ok) return loaded.config;
  return fail(loaded.faults.map((fault) => ({ ...fault, path: `${sourceOf(fault, name)}: ${fault.path}` })));
}

function sourceOf({ path }: Fault, file: string): string {
  return /^[A-Z_]+$/.test(path) ? 'environment' : file;
}

function fail(faults: readonly Fault[]): undefined {
  for (const { path, sentence, cure } of faults)
    process.stderr.write(`${path}: ${sentence}${cure ? ` ${cure}` : ''}\n`);
  process.exitCode = 2;
}

async function serve({ config: path, testClock }: Of<'serve'>): Promise<void> {
  const { configure, createApp } = await import('./app/create-app.ts');
  const config = await configured(path, (file, folder) => configure(file, process.env, folder));
  if (!config) return;
  const kill = (): void => void process.kill(process.pid, 'SIGKILL');
  const app = createApp(config, { testClock, home, crashAt: process.env['FAULTLINE_CRASH_AT'], kill });
  stopOnSignals(() => app.stop());
  process.on('unhandledRejection', (error) => app.onFault('unhandled rejection', error));
  await app.start();
}

/** A second signal ends the process at once. */
function stopOnSignals(stop: () => Promise<boolean>): void {
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(1);
    asked = true;
    void stop().then((clean) => process.exit(clean ? 0 : 1));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

async function doctor({ config: path, ...asked }: Of<'doctor'>): Promise<void> {
  const { configure } = await import('./app/create-app.ts');
  const { doctorInTerminal } = await import('./app/terminal.ts');
  const config = await configured(path, (file, folder) => configure(file, process.env, folder));
  if (config) process.exitCode = await doctorInTerminal(config, { ...asked, home, write });
}

async function halt({ config: path, scope, because }: Of<'halt'>): Promise<void> {
  const { configureClusters, currentClusterOnly, haltInTerminal } = await import('./app/terminal.ts');
  const kubeconfig = process.env['KUBECONFIG'];
  const access = await configured(
    path,
    (file) => configureClusters(file, process.env),
    () => currentClusterOnly({ kubeconfig, home, write }),
  );
  if (!access) return;
  const by = `${process.env['USER'] ?? 'somebody'} at a terminal`;
  const sealKeys = process.env['FAULTLINE_SEAL_KEYS'];
  process.exitCode = await haltInTerminal(access, { scope, because, by, sealKeys, home, write });
}

/** What stops a command in a terminal is a sentence, not a stack. */
async function inTerminal(work: () => Promise<void>, meaning: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    fail([
      {
        path: 'faultline',
        sentence: `${error instanceof Error ? error.message : String(error)}.`,
        cure: meaning,
      },
    ]);
  }
}

const NOT_HALTED =
  'Nothing was halted. Where kubectl works, so does: kubectl -n faultline label configmap faultline-halt faultline.dev/halt=all';

/** Only a configuration that was asked for: these modes do without one. */
async function accessOf(path: string | undefined) {
  const { configureClusters } = await import('./app/terminal.ts');
  if (path === undefined) return { ok: true as const, access: undefined };
  const access = await configured(path, (file) => configureClusters(file, process.env));
  return access === undefined ? { ok: false as const } : { ok: true as const, access };
}

async function onExperiments(asked: Of<'check'> | Of<'inject'>): Promise<void> {
  const { checkInTerminal, injectInTerminal } = await import('./app/terminal-check.ts');
  const given = await accessOf(asked.config ?? process.env['FAULTLINE_CONFIG']);
  if (!given.ok) return;
  const terminal = { home, kubeconfig: process.env['KUBECONFIG'], write };
  process.exitCode = await (asked.mode === 'check'
    ? checkInTerminal(given.access, asked, terminal)
    : injectInTerminal(given.access, asked, terminal));
}

async function main(argv: readonly string[]): Promise<void> {
  const asked = parseArguments(argv);
  switch (asked.mode) {
    case 'serve':
      return serve(asked);
    case 'doctor':
      return inTerminal(() => doctor(asked), 'Nothing was looked at.');
    case 'halt':
      return inTerminal(() => halt(asked), NOT_HALTED);
    case 'check':
    case 'inject':
      return inTerminal(() => onExperiments(asked), 'Nothing was checked.');
    case 'help':
      return write(`${USAGE}\n`);
    case 'wrong':
      process.stderr.write(`${asked.sentence}\n\n${USAGE}\n`);
      process.exitCode = 2;
      return;
    default:
      return asked satisfies never;
  }
}

/** Whoever reads our output may have seen enough, as `head` has. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await main(process.argv.slice(2));
