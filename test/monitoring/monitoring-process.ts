// Starts a program of Debian's monitoring packages on a free port, with a folder of its own; it ends with whoever started it.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../playground/redis.ts';
import { startWarded, type Warded } from '../../playground/ward.ts';
import { findProgram } from '../../tools/find-redis.js';

export interface MonitoringProcess extends AsyncDisposable {
  readonly url: string;
  /** Freezes it: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
}

export interface MonitoringProgram {
  /** Program and Debian package alike. */
  readonly name: string;
  /** The text of its YAML configuration. */
  readonly config: string;
  /** Its words, given its configuration file, an empty folder for its data, and `host:port`. */
  readonly words: (configFile: string, data: string, address: string) => readonly string[];
}

const PATIENCE_MS = 20_000;

export async function startMonitoring(program: MonitoringProgram): Promise<MonitoringProcess> {
  const path = findProgram(program.name, process.env['PATH'], ['/usr/bin', '/usr/local/bin']);
  if (path === undefined)
    throw new Error(
      `no ${program.name} on this machine: install Debian's package of that name (apt-get install -y --no-install-recommends ${program.name})`,
    );
  // Between finding a port free and using it somebody else may take it; then another one is tried.
  for (let attempt = 1; ; attempt += 1) {
    const started = await startOnce(path, program);
    if (await started.answering) return started;
    await started[Symbol.asyncDispose]();
    if (attempt === 3) throw new Error(`${program.name} did not become ready:\n${started.said()}`);
  }
}

interface Started extends MonitoringProcess {
  readonly answering: Promise<boolean>;
  said(): string;
}

async function startOnce(path: string, { config, words }: MonitoringProgram): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-monitoring-'));
  const file = join(folder, 'config.yml');
  await writeFile(file, config);
  const address = `127.0.0.1:${await freePort()}`;
  const command = [path, ...words(file, join(folder, 'data'), address)];
  const server = await startWarded({ command, env: {}, cwd: folder, remove: folder });
  const url = `http://${address}`;
  return {
    url,
    pause: () => server.signal('SIGSTOP'),
    resume: () => server.signal('SIGCONT'),
    answering: untilReady(url, server),
    said: lastWords(server),
    [Symbol.asyncDispose]: () => server.end(),
  };
}

async function untilReady(url: string, server: Warded): Promise<boolean> {
  let gone = false;
  void server.exited.then(() => {
    gone = true;
  });
  for (const deadline = Date.now() + PATIENCE_MS; !gone && Date.now() < deadline; await sleep(50)) {
    if (await isReady(url)) return true;
  }
  return false;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    // It does not listen yet.
    return false;
  }
}

/** The end of what it wrote, for the error of one that does not start. */
function lastWords(server: Warded): () => string {
  let said = '';
  server.output.on('data', (part) => {
    said = `${said}${String(part)}`.slice(-2000);
  });
  return () => said;
}
