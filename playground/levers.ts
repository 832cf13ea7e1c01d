// The handles that tests and people pull: faults, clock, bots, and what was asked of Slack and the clusters.
import { Redis } from 'ioredis';
import { type Alerting, createAlerting, type ShopAlert } from './alerting.ts';
import type { ShopAlertmanager } from './alertmanager/alertmanager.ts';
import type { Bots } from './bots.ts';
import type { Clock } from './clock.ts';
import type { SandboxCluster } from './cluster/sandbox.ts';
import type { GrafanaStandIn } from './grafana.ts';
import type { MeasuredBy } from './monitoring/source.ts';
import type { PrivateRedis } from './redis.ts';
import { createRedisFaults } from './redis-faults.ts';
import { isRecord, Problem, type Route } from './server.ts';
import { botUser } from './shop/bot-rbac.ts';
import type { SlackEmulator } from './slack/emulator.ts';

/** Scripts of a process started with `--test-clock` add this many milliseconds to Redis TIME. */
export const clockOffsetKey = '{faultline}:clock-offset';

export interface LeverDeps {
  readonly clock: Clock;
  readonly slack: SlackEmulator;
  readonly clusters: ReadonlyMap<string, SandboxCluster>;
  readonly redis: PrivateRedis;
  readonly grafana: GrafanaStandIn;
  readonly bots: Bots;
  readonly alertmanager: ShopAlertmanager;
  readonly measuredBy: () => MeasuredBy | undefined;
}

export interface Levers {
  readonly routes: Readonly<Record<string, Route>>;
  readonly alerting: Alerting;
  end(): void;
}

export function createLevers(deps: LeverDeps): Levers {
  const { clock, slack, clusters, redis, grafana, bots, alertmanager } = deps;
  const keys = new Redis(redis.url, { lazyConnect: true, maxRetriesPerRequest: 1, commandTimeout: 2_000 });
  keys.on('error', () => undefined);
  const redisFaults = createRedisFaults(redis);
  const alerting = createAlerting({
    alertmanager,
    now: clock.now,
    bots: () => Object.keys(bots.pids()).flatMap((name) => bots.address(name) ?? []),
  });
  let offsetMs = 0;

  async function advance(ms: number): Promise<object> {
    offsetMs += ms;
    // The bot's clock goes first: what the sandbox then reports must not lie in the bot's future.
    await keys.set(clockOffsetKey, String(offsetMs));
    clock.advance(ms);
    // Asking whether they are ready makes the bots read the time: whatever is done next is done by the new one.
    await bots.list();
    return { now: clock.now(), offset_ms: offsetMs };
  }

  /** The parts faults belong to; each part's own settings replace what it had. */
  const parts: Record<string, (faults: Readonly<Record<string, unknown>>) => unknown> = {
    slack: (faults) => slack.faults.set(faults),
    cluster: (faults) => setClusterFaults(clusters, faults),
    redis: (faults) => redisFaults.set(faults),
    alertmanager: (faults) => alertmanager.faults.set(faults),
    grafana: (faults) => grafana.setFaults(faults),
  };

  async function setFaults(faults: Readonly<Record<string, unknown>>): Promise<object> {
    for (const part of Object.keys(faults)) {
      const set = parts[part];
      if (!set) throw new Problem(400, `faults belong to ${Object.keys(parts).join(', ')}, not to ${part}`);
      await set(recordAt(faults, part));
    }
    return { ok: true };
  }

  const routes: Record<string, Route> = {
    'POST /faults': ({ body }) => setFaults(body).catch(asProblem),
    'GET /calls': () => ({ slack: slack.calls(), kubernetes: botCalls([...clusters.values()]) }),
    'GET /audit': () =>
      [...clusters].flatMap(([cluster, sandbox]) => sandbox.audit().map((entry) => ({ cluster, ...entry }))),
    'GET /annotations': () => grafana.all(),
    'GET /bots': () => bots.list(),
    'POST /bots/*': ({ rest, body }) => killBot(bots, rest, body['signal']),
    'POST /clock': ({ body }) => advance(numberAt(body, 'advance_ms')),
    'POST /alerts': async ({ body }) => {
      const alerts = alertsIn(body);
      const answer = await (body['status'] === 'resolved' ? alerting.resolve(alerts) : alerting.fire(alerts));
      return { answer: answer.trim() };
    },
    'GET /shop': () => ({
      clusters: [...clusters].map(([cluster, sandbox]) => ({ cluster, workloads: workloadsIn(sandbox) })),
      measuredBy: deps.measuredBy(),
    }),
    'GET /truth': ({ query }) => truth(clusters, query),
  };
  return { routes, alerting, end: () => keys.disconnect() };
}

function setClusterFaults(
  clusters: ReadonlyMap<string, SandboxCluster>,
  faults: Readonly<Record<string, unknown>>,
): void {
  const names = Object.keys(faults);
  const byName = names.length > 0 && names.every((name) => clusters.has(name));
  for (const [name, sandbox] of clusters) {
    if (!byName) sandbox.faults.set(faults);
    else if (faults[name] !== undefined) sandbox.faults.set(recordAt(faults, name));
  }
}

/** The bot's calls alone: people and kubectl ask the sandbox too. */
function botCalls(sandboxes: readonly SandboxCluster[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { user, verb, resource } of sandboxes.flatMap((sandbox) => sandbox.audit())) {
    if (user !== botUser) continue;
    const call = `${verb} ${resource}`;
    sum[call] = (sum[call] ?? 0) + 1;
  }
  return sum;
}

/** For the page: how many pods are ready, and the share that the widest fault is on. */
function workloadsIn(sandbox: SandboxCluster): readonly object[] {
  return sandbox.loads('shop').map(({ workload, wanted, ready, faults }) => ({
    ...{ workload, wanted, ready },
    hit: Math.max(0, ...faults.map(({ share }) => share)),
  }));
}

/** Each part knows its own faults and refuses others in a sentence. */
function asProblem(error: unknown): never {
  if (error instanceof Problem) throw error;
  throw new Problem(400, error instanceof Error ? error.message : String(error));
}

const signals: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGSTOP', 'SIGCONT'];

function killBot(bots: Bots, rest: string, wanted: unknown = 'SIGKILL'): object {
  const [name = '', verb] = rest.split('/');
  const signal = signals.find((one) => one === wanted);
  if (verb !== 'kill') throw new Problem(404, 'a bot can only be killed: POST /bots/NAME/kill');
  if (!signal) throw new Problem(400, `signal must be one of ${signals.join(', ')}`);
  if (!bots.kill(name, signal)) throw new Problem(404, `no bot is called ${name}`);
  return { ok: true };
}

function truth(clusters: ReadonlyMap<string, SandboxCluster>, query: URLSearchParams): object {
  const [cluster = '', namespace = '', pod = ''] = ['cluster', 'namespace', 'pod'].map(
    (name) => query.get(name) ?? '',
  );
  const sandbox = clusters.get(cluster);
  if (!sandbox) throw new Problem(404, `no cluster is called ${cluster}`);
  const experiments = sandbox.carriesFault(namespace, pod);
  return { carriesFault: experiments.length > 0, experiments };
}

function alertsIn({ alerts }: Readonly<Record<string, unknown>>): readonly ShopAlert[] {
  const isAlert = (one: unknown): boolean =>
    isRecord(one) && typeof one['name'] === 'string' && isRecord(one['labels']);
  if (!Array.isArray(alerts) || alerts.length === 0 || !alerts.every(isAlert))
    throw new Problem(400, 'alerts must be a list of {name, labels, annotations}');
  return alerts as ShopAlert[];
}

function recordAt(
  record: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> {
  const value = record[name];
  if (!isRecord(value)) throw new Problem(400, `${name} must be an object; {} clears its faults`);
  return value;
}

function numberAt(record: Readonly<Record<string, unknown>>, name: string): number {
  const value = record[name];
  if (typeof value !== 'number' || !(value >= 0))
    throw new Problem(400, `${name} must be a number, 0 or more`);
  return value;
}
