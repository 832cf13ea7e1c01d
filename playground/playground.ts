// A whole workspace in one process: Slack emulator, sandbox clusters, Redis, page and people API, and the real bots beside it.
import { join } from 'node:path';
import { HOOK_TOKEN } from './alerting.ts';
import { startAlertmanager } from './alertmanager/alertmanager.ts';
import { type Bots, createBots } from './bots.ts';
import { type Clock, createClock } from './clock.ts';
import { type SandboxTuning, startClusters } from './clusters.ts';
import { type ConfigPatch, writeConfiguration } from './configuration.ts';
import { GRAFANA_TOKEN, startGrafana } from './grafana.ts';
import { createLevers } from './levers.ts';
import { tailOf } from './log-tail.ts';
import { startMonitoring } from './monitoring/monitoring.ts';
import type { MeasuredBy } from './monitoring/source.ts';
import { freePort, startPrivateRedis } from './redis.ts';
import { startServer } from './server.ts';
import { type ShopOptions, shopWorkspace } from './shop/workspace.ts';
import { createSlackEmulator, type SlackEmulator } from './slack/emulator.ts';

export interface PlaygroundOptions extends ShopOptions {
  /** Names of the sandbox clusters. */
  readonly clusters?: readonly string[] | undefined;
  /** How the sandboxes behave: pace, latencies, randomness. */
  readonly sandbox?: SandboxTuning | undefined;
  readonly replicas?: number | undefined;
  /** More environment for the bots; wins over what the playground sets. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** A faultline.yaml to use as it is, instead of the shop's. */
  readonly configFile?: string | undefined;
  /** Sections that replace those of the shop's faultline.yaml. */
  readonly config?: ConfigPatch | undefined;
  readonly mode?: 'socket' | 'http' | undefined;
  /** Whether the shop is measured beside every run. */
  readonly measured?: boolean | undefined;
  /** Whether a Prometheus of this machine measures, where there is one; else a stand-in does. */
  readonly realPrometheus?: boolean | undefined;
  /** Whether the shop's own rules fire its alerts; else only who asks for it does. */
  readonly alerting?: boolean | undefined;
  /** Whether the bots follow POST /clock. */
  readonly testClock?: boolean | undefined;
  /** The crash point at which each bot ends its first life. */
  readonly crashAt?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly path?: string | undefined;
  readonly port?: number | undefined;
  readonly preferredPort?: number | undefined;
}

export interface Addresses {
  readonly page: string;
  readonly people: string;
  readonly slackApi: string;
  /** For a person at a terminal: an administrator of every cluster. */
  readonly kubeconfig: string;
  readonly health: string | undefined;
  readonly metrics: string | undefined;
  readonly redis: string;
  readonly alertmanager: string;
  /** Where the shop is measured. */
  readonly prometheus: string;
  readonly logs: string;
  readonly pids: Readonly<Record<string, number>>;
}

export interface Playground {
  addresses(): Addresses;
  /** Undefined: nobody measures. */
  measuredBy(): MeasuredBy | undefined;
  /** Resolves when every bot and every pod is ready; rejects with a `NotReadyError`. */
  ready(timeoutMs: number): Promise<void>;
  /** The last lines of every bot's log. */
  tail(lines: number): Promise<string>;
  /** Ends every process and removes every file. */
  end(): Promise<void>;
}

type Ending = () => Promise<void> | void;

export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const endings: Ending[] = [];
  async function end(): Promise<void> {
    for (let ending = endings.pop(); ending; ending = endings.pop()) await ending();
  }
  try {
    return await open(options, endings, end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** What is started is noted at once in `endings`, so that a failure half-way leaves nothing behind. */
async function open(options: PlaygroundOptions, endings: Ending[], end: Ending): Promise<Playground> {
  const clock = createClock();
  const redis = await startPrivateRedis({ redisUrl: options.redisUrl, path: options.path });
  endings.push(() => redis.end());
  const clusters = await startClusters({
    names: options.clusters ?? ['staging', 'prod'],
    clock,
    folder: redis.folder,
    tuning: options.sandbox,
  });
  endings.push(() => clusters.end());
  const monitoring = await startMonitoring({ clock, clusters: clusters.byName, namespace: 'shop' });
  endings.push(() => monitoring.end());
  if (options.measured && options.realPrometheus) monitoring.measureByReal(options.path);
  const measuredBy = () => (options.measured ? monitoring.measuredBy() : undefined);
  const grafana = await startGrafana();
  endings.push(() => grafana.end());
  const slackPort = options.mode === 'http' ? await freePort() : undefined;
  const slack = await startSlack(options, clock, slackPort);
  endings.push(() => slack.stop());
  const alertmanager = await startAlertmanager(clock);
  endings.push(() => alertmanager.end());
  const logs = join(redis.folder, 'logs');
  const bots = await startBots(options, {
    slack,
    slackPort,
    folder: redis.folder,
    logs,
    redisUrl: redis.url,
    kubeconfig: clusters.botKubeconfig,
    clusters: [...clusters.byName.keys()],
    prometheus: monitoring.url,
    alertmanager: alertmanager.url,
    grafana: grafana.url,
  });
  endings.push(() => bots.end());
  const levers = createLevers({
    clock,
    slack,
    clusters: clusters.byName,
    redis,
    grafana,
    bots,
    alertmanager,
    measuredBy,
  });
  endings.push(() => levers.end());
  if (options.alerting) monitoring.alertBy(levers.alerting);
  const server = await startServer({
    port: options.port,
    preferredPort: options.preferredPort,
    routes: levers.routes,
    people: slack.people,
  });
  endings.push(() => server.end());

  return {
    measuredBy,
    addresses: () => ({
      page: `${server.url}/`,
      people: server.url,
      slackApi: slack.apiUrl,
      kubeconfig: clusters.adminKubeconfig,
      health: addressOf(bots, '/readyz'),
      metrics: addressOf(bots, '/metrics'),
      redis: redis.url,
      alertmanager: alertmanager.url,
      prometheus: monitoring.url,
      logs,
      pids: bots.pids(),
    }),
    ready: async (timeoutMs) => {
      await Promise.all([bots.allReady(timeoutMs), clusters.settled(), monitoring.decided()]);
    },
    tail: (lines) => tailOf(logs, lines),
    end: async () => end(),
  };
}

function addressOf(bots: Bots, path: string): string | undefined {
  const address = bots.address('bot');
  return address && `${address}${path}`;
}

async function startSlack(
  options: PlaygroundOptions,
  clock: Clock,
  port: number | undefined,
): Promise<SlackEmulator> {
  const slack = createSlackEmulator({
    clock,
    workspace: shopWorkspace(options),
    ...(port === undefined ? {} : { appMode: { http: `http://127.0.0.1:${port}/slack/events` } }),
  });
  await slack.start();
  return slack;
}

interface BotSurroundings {
  readonly slack: SlackEmulator;
  readonly slackPort: number | undefined;
  readonly folder: string;
  readonly logs: string;
  readonly redisUrl: string;
  readonly kubeconfig: string;
  readonly clusters: readonly string[];
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly grafana: string;
}

async function startBots(options: PlaygroundOptions, around: BotSurroundings): Promise<Bots> {
  const { configFile, config, mode = 'socket', testClock = true, replicas = 1, crashAt } = options;
  const file = configFile ?? join(around.folder, 'faultline.yaml');
  const { alertmanager, grafana } = around;
  const urls = around.clusters.map((name) => [name, around.prometheus]);
  const prometheus = options.measured ? Object.fromEntries(urls) : undefined;
  const beside = { alertmanager, grafana, prometheus };
  if (!configFile) await writeConfiguration(file, { mode, patch: config, ...beside });
  const bots = createBots({
    count: replicas,
    args: ['--config', file, ...(testClock ? ['--test-clock'] : [])],
    env: environment(options, around),
    crashAt,
    logs: around.logs,
  });
  await bots.start();
  return bots;
}

function environment({ env, path }: PlaygroundOptions, around: BotSurroundings): NodeJS.ProcessEnv {
  const { slack, slackPort, redisUrl, kubeconfig } = around;
  const { botToken, appToken, signingSecret } = shopWorkspace();
  return {
    PATH: path,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    REDIS_URL: redisUrl,
    KUBECONFIG: kubeconfig,
    FAULTLINE_SEAL_KEYS: 'playground-seal-key-playground-seal-key',
    FAULTLINE_HOOK_TOKENS: HOOK_TOKEN,
    GRAFANA_TOKEN,
    ...(slackPort === undefined ? {} : { FAULTLINE_SLACK_PORT: String(slackPort) }),
    ...env,
  };
}
