// A playground whose bots may die, and eyes that need no bot: the records in Redis, what Slack holds, the pods.

import { readFile } from 'node:fs/promises';
import type { TestContext } from 'node:test';
import { parse } from 'yaml';
import { createAlertmanager } from '../../src/alerts/alertmanager.ts';
import { runOf, type Silence } from '../../src/alerts/silence.ts';
import type { LogEntry } from '../../src/runs/log.ts';
import { parseRecord } from '../../src/runs/new-record.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { createRedis } from '../../src/store/redis.ts';
import { type OpenOptions, openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';

/** A message of a run in Slack, by the metadata it carries. */
export interface KeptMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly run: string;
  /** `card`, `reply:…`, `dm:U…` */
  readonly message: string;
}

/** A create of a Chaos Mesh object that the API server took. */
export interface Creation {
  readonly cluster: string;
  readonly resource: string;
  readonly name: string;
}

export interface World {
  readonly play: PlaygroundInTest;
  /** Redis TIME as the bots see it. */
  now(): Promise<number>;
  /** Newest first. */
  records(): Promise<readonly RunRecord[]>;
  log(run: string): Promise<readonly LogEntry[]>;
  /** Every message of a run in every conversation of the bot. */
  kept(): Promise<readonly KeptMessage[]>;
  creations(): Promise<readonly Creation[]>;
  /** Deletions of Chaos Mesh objects that the API server took. */
  deletions(): Promise<readonly (Creation & { readonly at: number })[]>;
  /** Tags of what stands in Grafana. */
  marks(): Promise<readonly (readonly string[])[]>;
  /** `cluster/namespace/pod` of each pod that is under a fault, whatever any status says. */
  faulty(): Promise<readonly string[]>;
  /** Asks a cluster's API server as its administrator. */
  administer(cluster: string, method: 'DELETE' | 'PATCH', path: string, body?: object): Promise<void>;
  /** Silences of ours that stand in the shop's Alertmanager. */
  silences(): Promise<readonly Silence[]>;
  /** How often each crash point was passed, by the metrics of the first bot. */
  passed(): Promise<ReadonlyMap<string, number>>;
  /** Whether some bot is another process than at the start. */
  hasDied(): Promise<boolean>;
}

const MOST = 999;
const KINDS = ['podchaos', 'networkchaos', 'stresschaos', 'schedules', 'workflows'];
const NAMESPACE = 'shop';
const CONVERSATIONS = ['C0TEAMSHOP', 'C0SRE'];
const PEOPLE = ['U0ANA', 'U0MARA', 'U0JON'];

export async function openWorld(t: TestContext, options: OpenOptions = {}): Promise<World> {
  const play = await openPlayground(t, options);
  const { redis: url, slackApi, kubeconfig, metrics, alertmanager } = play.playground.addresses();
  const redis = createRedis({
    url,
    testClock: true,
    monotonic: () => performance.now(),
    onError: () => undefined,
  });
  await redis.connect();
  t.after(() => redis.close());
  const servers = await serversIn(kubeconfig);
  const born = new Set((await play.bots()).map(({ pid }) => pid));
  const ask = (method: string, args: object) => askSlack(slackApi, method, args);

  return {
    play,
    now: async () => (await redis.runs.read('none')).now,
    async records() {
      const texts = await redis.runs.readMany(await redis.runs.recent(MOST));
      return texts.flatMap((text) => parseRecord(text) ?? []);
    },
    log: async (run) => (await redis.runs.log(run)).map((entry) => JSON.parse(entry) as LogEntry),
    async kept() {
      const opened = PEOPLE.map((users) => ask('conversations.open', { users }));
      const dms = (await Promise.all(opened)).map(({ channel }) => channel?.id ?? '');
      const all = [...CONVERSATIONS, ...dms].map((channel) => messagesIn(ask, channel));
      return (await Promise.all(all)).flat();
    },
    creations: async () =>
      (await chaosCalls(play)).filter(({ verb, code }) => verb === 'create' && code === 201),
    deletions: async () =>
      (await chaosCalls(play)).filter(({ verb, code }) => verb === 'delete' && code < 300),
    marks: async () => (await play.annotations()).map(({ tags }) => tags),
    async faulty() {
      const pods = (await Promise.all(servers.map(podsIn))).flat();
      const carry = await Promise.all(
        pods.map(({ cluster, pod }) => play.carriesFault(cluster, NAMESPACE, pod)),
      );
      return pods.flatMap(({ cluster, pod }, index) =>
        carry[index] ? [`${cluster}/${NAMESPACE}/${pod}`] : [],
      );
    },
    async administer(cluster, method, path, body) {
      const url = servers.find(({ name }) => name === cluster)?.url ?? '';
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { 'content-type': 'application/merge-patch+json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    },
    async silences() {
      const all = await createAlertmanager({ name: 'shop', url: alertmanager }).silences(
        AbortSignal.timeout(5_000),
      );
      return all.filter((one) => runOf(one) !== undefined);
    },
    passed: async () => passedPoints(await (await fetch(metrics ?? '')).text()),
    hasDied: async () => (await play.bots()).some(({ pid }) => !born.has(pid)),
  };
}

async function chaosCalls(play: PlaygroundInTest): Promise<readonly AuditEntry[]> {
  const audit = (await play.audit()) as unknown as readonly AuditEntry[];
  return audit.filter(({ resource, dryRun }) => KINDS.includes(resource) && !dryRun);
}

interface AuditEntry extends Creation {
  readonly at: number;
  readonly verb: string;
  readonly dryRun: boolean;
  readonly code: number;
}

interface SlackBody {
  readonly ok: boolean;
  readonly error?: string;
  readonly channel?: { readonly id: string };
  readonly messages?: readonly SlackMessage[];
}

interface SlackMessage {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly text?: string;
  readonly metadata?: { readonly event_payload?: Readonly<Record<string, string>> };
}

type AskSlack = (method: string, args: object) => Promise<SlackBody>;

async function askSlack(api: string, method: string, args: object): Promise<SlackBody> {
  const answer = await fetch(new URL(method, api.endsWith('/') ? api : `${api}/`), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-playground' },
    body: JSON.stringify(args),
  });
  const body = (await answer.json()) as SlackBody;
  if (!body.ok) throw new Error(`${method} answered ${body.error}`);
  return body;
}

/** A thread's replies are read with their root, so that those also sent to the channel are counted once. */
async function messagesIn(ask: AskSlack, channel: string): Promise<readonly KeptMessage[]> {
  const page = { channel, limit: MOST, include_all_metadata: true };
  const { messages: top = [] } = await ask('conversations.history', page);
  const roots = top.filter(({ ts, thread_ts: thread }) => thread === undefined || thread === ts);
  const threads = roots.map(async (root) =>
    root.thread_ts === undefined
      ? [root]
      : ((await ask('conversations.replies', { ...page, ts: root.ts })).messages ?? []),
  );
  return (await Promise.all(threads)).flat().flatMap((message) => keptMessage(channel, message));
}

function keptMessage(channel: string, { ts, text = '', metadata }: SlackMessage): readonly KeptMessage[] {
  const { run, message } = metadata?.event_payload ?? {};
  return run === undefined || message === undefined ? [] : [{ channel, ts, text, run, message }];
}

interface Server {
  readonly name: string;
  readonly url: string;
}

/** The administrator's token is in the address, as the sandbox's kubeconfig writes it for kubectl. */
async function serversIn(kubeconfig: string): Promise<readonly Server[]> {
  const { clusters } = parse(await readFile(kubeconfig, 'utf8')) as {
    readonly clusters: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
  };
  return clusters.map(({ name, cluster }) => ({ name, url: cluster.server }));
}

async function podsIn({ name, url }: Server): Promise<readonly { cluster: string; pod: string }[]> {
  const answer = await fetch(`${url}/api/v1/namespaces/${NAMESPACE}/pods`);
  const { items } = (await answer.json()) as {
    readonly items: readonly { readonly metadata: { readonly name: string } }[];
  };
  return items.map(({ metadata }) => ({ cluster: name, pod: metadata.name }));
}

/** Before and after come together, since what is counted is what went well or was tried. */
function passedPoints(text: string): ReadonlyMap<string, number> {
  const passed = new Map<string, number>();
  for (const [, what, kind, count] of text.matchAll(
    /^faultline_(moves|effects)_total\{kind="([^"]+)".*\} (\d+)$/gm,
  ))
    for (const when of ['before', 'after']) {
      const point = `${when} ${what === 'moves' ? 'swap' : 'effect'} ${kind}`;
      passed.set(point, (passed.get(point) ?? 0) + Number(count));
    }
  return passed;
}
