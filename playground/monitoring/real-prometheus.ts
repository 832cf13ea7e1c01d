// A real Prometheus of the playground's own, where the machine has one: given a past, scraping every second, gone at the end.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findProgram } from '../../tools/find-redis.js';
import { freePort } from '../redis.ts';
import { startWarded, type Warded } from '../ward.ts';

export interface RealPrometheus {
  readonly url: string;
  isRunning(): boolean;
  end(): Promise<void>;
}

export interface RealPrometheusOptions {
  /** Of the programs `prometheus` and `promtool`. */
  readonly path: string | undefined;
  /** `host:port` of what is scraped at /metrics. */
  readonly target: string;
  /** What it is to know from the start, as OpenMetrics. */
  readonly past: string;
}

/** `why`: in a few words, for people. */
export type Start =
  | { readonly ok: true; readonly real: RealPrometheus }
  | { readonly ok: false; readonly why: string };

const PATIENCE_MS = 5_000;
const LOOK_MS = 25;

const runProgram = promisify(execFile);

export async function startRealPrometheus({ path, target, past }: RealPrometheusOptions): Promise<Start> {
  const [prometheus, promtool] = ['prometheus', 'promtool'].map((name) => findProgram(name, path));
  if (prometheus === undefined) return refused('no prometheus is on the PATH');
  if (promtool === undefined) return refused('no promtool, which gives Prometheus a past, is on the PATH');
  const folder = await mkdtemp(join(tmpdir(), 'faultline-prometheus-'));
  const unfit = await fill({ promtool, folder, target, past });
  if (unfit === undefined) return launch(prometheus, folder);
  await rm(folder, { recursive: true, force: true });
  return refused(unfit);
}

function refused(why: string): Start {
  return { ok: false, why };
}

interface Filling extends Pick<RealPrometheusOptions, 'target' | 'past'> {
  readonly promtool: string;
  readonly folder: string;
}

/** Without a past it would know nothing of the minutes before the first fault. Returns why that failed. */
async function fill({ promtool, folder, target, past }: Filling): Promise<string | undefined> {
  const file = join(folder, 'past.txt');
  await Promise.all([
    writeFile(join(folder, 'prometheus.yml'), configuration(target)),
    writeFile(file, past),
  ]);
  try {
    const words = ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, join(folder, 'data')];
    await runProgram(promtool, words, { timeout: PATIENCE_MS });
    return undefined;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    return `promtool could not give Prometheus a past: ${lastWordsOf(said)}`;
  }
}

/** Its own labels go, so that what is scraped goes on where the past ends. */
function configuration(target: string): string {
  return [
    'global: { scrape_interval: 1s, scrape_timeout: 1s }',
    'scrape_configs:',
    '  - job_name: shop',
    `    static_configs: [{ targets: [${JSON.stringify(target)}] }]`,
    '    metric_relabel_configs: [{ action: labeldrop, regex: job|instance }]',
    '',
  ].join('\n');
}

async function launch(program: string, folder: string): Promise<Start> {
  const address = `127.0.0.1:${await freePort()}`;
  const words = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    '--log.level=warn',
  ];
  const server = await startWarded({ command: [program, ...words], env: {}, cwd: folder, remove: folder });
  const heard = hear(server);
  const url = `http://${address}`;
  if (await isReady(url, heard.isRunning))
    return { ok: true, real: { url, isRunning: heard.isRunning, end: () => server.end() } };
  await server.end();
  return refused(`prometheus did not come up: ${lastWordsOf(heard.said())}`);
}

function hear(server: Warded) {
  let said = '';
  let running = true;
  server.output.on('data', (part) => {
    said = `${said}${String(part)}`.slice(-4_000);
  });
  void server.exited.then(() => {
    running = false;
  });
  return { isRunning: () => running, said: () => said };
}

async function isReady(url: string, isRunning: () => boolean): Promise<boolean> {
  for (
    const deadline = Date.now() + PATIENCE_MS;
    isRunning() && Date.now() < deadline;
    await sleep(LOOK_MS)
  ) {
    const answer = await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(1_000) }).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    if (answer?.ok) return true;
  }
  return false;
}

/** Prometheus says its reason as `err="…"`; other programs in their last line. */
function lastWordsOf(said: string): string {
  const lines = said.trim().split('\n');
  const reason = lines.map((line) => /\berr="([^"]+)"/u.exec(line)?.[1]).findLast(Boolean);
  return (reason ?? lines.at(-1)) || 'it said nothing';
}
