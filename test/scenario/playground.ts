// Opens a whole playground for one test and closes it with the test; on failure the bots' last words are shown.
import type { TestContext } from 'node:test';
import type { ShopAlert } from '../../playground/alerting.ts';
import type { BotState } from '../../playground/bots.ts';
import type { GrafanaAnnotation, GrafanaFaults } from '../../playground/grafana.ts';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../playground/playground.ts';
import { call, type PersonInTest, personInTest } from './person.ts';

/** Short enough that a killed bot's work is taken over within a test's patience. */
const quickTiming = { lockMs: 1_000, stalledMs: 500, sweepMs: 500 };
/** Pods that come back quickly: no test is about how slowly containers start. */
const quickPodMs = 300;
const readyMs = 30_000;
const tailLines = 60;

export interface Faults {
  readonly slack?: Readonly<Record<string, unknown>>;
  /** For all clusters, or by the name of one. */
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly redis?: Readonly<Record<string, unknown>>;
  /** `status`: answered to everything; `silent`: nothing is answered; `lostAnswers`: to so many changes that are made. */
  readonly alertmanager?: { readonly status?: number; readonly silent?: true; readonly lostAnswers?: number };
  readonly grafana?: GrafanaFaults;
}

export interface Calls {
  readonly slack: Readonly<Record<string, number>>;
  readonly kubernetes: Readonly<Record<string, number>>;
}

export interface PlaygroundInTest {
  readonly playground: Playground;
  readonly url: string;
  as(name: string): PersonInTest;
  readonly clock: { advance(ms: number): Promise<void> };
  /** Sets the faults of each part named; an empty object clears them. */
  faults(faults: Faults): Promise<void>;
  /** The shop's Alertmanager sends these to a bot; resolves with what it answered. */
  alerts(alerts: readonly ShopAlert[], status?: 'firing' | 'resolved'): Promise<string>;
  /** What stands in the shop's Grafana. */
  annotations(): Promise<readonly GrafanaAnnotation[]>;
  calls(): Promise<Calls>;
  audit(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  bots(): Promise<readonly BotState[]>;
  kill(name?: string, signal?: NodeJS.Signals): Promise<void>;
  /** Resolves when every bot is ready (again). */
  ready(): Promise<void>;
  /** Whether the sandbox knows the pod to be under a fault, whatever any status says. */
  carriesFault(cluster: string, namespace: string, pod: string): Promise<boolean>;
}

export type OpenOptions = PlaygroundOptions & {
  /** Bots that may be waited for later; by default the test begins when all are ready. */
  readonly waitReady?: boolean;
};

export async function openPlayground(
  t: TestContext,
  { waitReady = true, ...options }: OpenOptions = {},
): Promise<PlaygroundInTest> {
  const playground = await startPlayground({
    path: process.env['PATH'],
    redisUrl: process.env['REDIS_URL'],
    testClock: true,
    ...options,
    sandbox: { podReadyMs: quickPodMs, ...options.sandbox },
    config: { timing: quickTiming, ...options.config },
  });
  t.after(() => close(t, playground));
  const url = playground.addresses().people;
  if (waitReady) await playground.ready(readyMs);

  return {
    playground,
    url,
    as: (name) => personInTest(url, name),
    clock: { advance: async (ms) => void (await call(`${url}/clock`, { advance_ms: ms })) },
    alerts: async (alerts, status = 'firing') =>
      (await call<{ answer: string }>(`${url}/alerts`, { alerts, status })).answer,
    faults: async (faults) => void (await call(`${url}/faults`, faults)),
    annotations: () => call(`${url}/annotations`),
    calls: () => call(`${url}/calls`),
    audit: () => call(`${url}/audit`),
    bots: () => call(`${url}/bots`),
    kill: async (name = 'bot', signal = 'SIGKILL') =>
      void (await call(`${url}/bots/${name}/kill`, { signal })),
    ready: () => playground.ready(readyMs),
    async carriesFault(cluster, namespace, pod) {
      const query = new URLSearchParams({ cluster, namespace, pod });
      return (await call<{ carriesFault: boolean }>(`${url}/truth?${query}`)).carriesFault;
    },
  };
}

/** Node's types do not know `passed` yet (https://nodejs.org/api/test.html#contextpassed). */
type Finished = TestContext & { readonly passed?: boolean };

async function close(t: Finished, playground: Playground): Promise<void> {
  if (!t.passed) t.diagnostic(`the bots' last words:\n${await playground.tail(tailLines)}`);
  await playground.end();
}
