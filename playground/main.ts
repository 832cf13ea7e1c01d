// `npm run play`: opens the workspace and says where it is, or prints one JSON line for programs (--headless).
import { parseArgs } from 'node:util';
import { NotReadyError } from './bots.ts';
import { type Playground, type PlaygroundOptions, startPlayground } from './playground.ts';

const readyMs = 30_000;
const parentPollMs = 1_000;
const usualPort = 7373;

const { headless, options } = readArguments(process.argv.slice(2));
const opening = open();
endWithSignals();
if (headless) endWithNpm();
await opening;

function readArguments(args: string[]): { headless: boolean; options: PlaygroundOptions } {
  const { values } = parseArgs({
    args,
    options: {
      headless: { type: 'boolean', default: false },
      port: { type: 'string' },
      env: { type: 'string', multiple: true, default: [] },
      config: { type: 'string' },
      replicas: { type: 'string', default: '1' },
      http: { type: 'boolean', default: false },
      'stand-in': { type: 'boolean', default: false },
    },
  });
  const env = Object.fromEntries(values.env.map(parsePair));
  return {
    headless: values.headless,
    options: {
      port: values.port === undefined ? undefined : Number(values.port),
      preferredPort: values.headless ? undefined : usualPort,
      env,
      configFile: values.config,
      replicas: Number(values.replicas),
      measured: true,
      realPrometheus: !values['stand-in'],
      alerting: true,
      mode: values.http ? 'http' : 'socket',
      redisUrl: process.env['REDIS_URL'],
      path: process.env['PATH'],
    },
  };
}

function parsePair(pair: string): [string, string] {
  const [name = '', ...rest] = pair.split('=');
  return [name, rest.join('=')];
}

async function open(): Promise<Playground | undefined> {
  if (!headless) process.stderr.write('Opening the workspace …\n');
  let playground: Playground | undefined;
  try {
    playground = await startPlayground(options);
    await playground.ready(readyMs);
    process.stdout.write(headless ? `${lineFor(playground)}\n` : welcome(playground));
    return playground;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(await complaint(error, playground));
    await playground?.end();
    process.exit();
  }
}

function lineFor(playground: Playground): string {
  return JSON.stringify({ ...playground.addresses(), measuredBy: playground.measuredBy() });
}

function welcome(playground: Playground): string {
  const { page, kubeconfig, logs } = playground.addresses();
  return [
    '',
    `  The shop's workspace is open:  ${page}`,
    '',
    '  The page leads through a first run of a few minutes. Or try it yourself, in #team-shop:',
    '  /chaos kill web: you see the plan first, nothing starts until you press.',
    '  /chaos delay web 2s: its p99 is measured, and somebody is paged.',
    `  ${measuredWords(playground.measuredBy())}`,
    `  Look inside with  kubectl --kubeconfig ${kubeconfig} --context staging get pods,podchaos -A`,
    `  What the bot says is in ${logs}. Ctrl-C ends everything.`,
    '',
    '',
  ].join('\n');
}

function measuredWords(measured: ReturnType<Playground['measuredBy']>): string {
  if (measured?.by === 'prometheus') return `The Prometheus of this machine measures:  ${measured.url}`;
  return `A stand-in for Prometheus measures: ${measured?.why ?? 'nothing is measured'}.`;
}

async function complaint(error: unknown, playground: Playground | undefined): Promise<string> {
  if (!(error instanceof NotReadyError)) return `The playground could not start: ${String(error)}\n`;
  const words = (await playground?.tail(20)) ?? '';
  return `${error.message}. What was said last:\n${words}\n`;
}

function endWithSignals(): void {
  let ending = false;
  async function end(): Promise<void> {
    if (ending) return;
    ending = true;
    const playground = await opening;
    await playground?.end();
    process.exit(0);
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
}

/** An npm that is killed cannot pass the signal on; its end is seen by the change of parent. */
function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, parentPollMs);
  watch.unref();
}
