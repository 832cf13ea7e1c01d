// The sandbox clusters of a playground, with the shop in each, and the kubeconfigs for the bot and for a person.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import { kubeconfigFor } from './cluster/kubeconfig.ts';
import { createSandboxCluster, type SandboxCluster, type SandboxOptions } from './cluster/sandbox.ts';
import { outsideObjects, shopObjects } from './cluster/shop.ts';
import { botRbac, botUser } from './shop/bot-rbac.ts';
import { peopleRbac } from './shop/people-rbac.ts';

/** What a test may set of every sandbox. */
export type SandboxTuning = Pick<
  SandboxOptions,
  'throttle' | 'speed' | 'podReadyMs' | 'bookmarkMs' | 'random'
>;

export interface ClustersOptions {
  readonly names: readonly string[];
  readonly clock: Clock;
  /** Where the kubeconfigs go. */
  readonly folder: string;
  readonly tuning?: SandboxTuning | undefined;
}

export interface Clusters {
  readonly byName: ReadonlyMap<string, SandboxCluster>;
  readonly botKubeconfig: string;
  readonly adminKubeconfig: string;
  /** Resolves when every pod is ready; before that a plan would rightly warn of too few. */
  settled(): Promise<void>;
  end(): Promise<void>;
}

const namespace = 'shop';
const settleMs = 25;
const tokens = {
  'playground-bot': { user: botUser, groups: [] },
  'playground-admin': { user: 'admin', groups: ['system:masters'] },
} as const;

export async function startClusters({
  names,
  clock,
  folder,
  tuning = {},
}: ClustersOptions): Promise<Clusters> {
  const rbac = [...peopleRbac(namespace), ...botRbac()];
  const sandboxes = names.map((name) => {
    const shop = { namespace, replicas: replicasIn(name), autoscaled: autoscaledIn(name) };
    const outside = name === 'staging' ? outsideObjects(namespace) : [];
    const objects = [...shopObjects(shop), ...outside, ...rbac];
    return createSandboxCluster({ name, clock, tokens, objects, ...tuning });
  });
  await Promise.all(sandboxes.map((sandbox) => sandbox.start()));
  return {
    byName: new Map(sandboxes.map((sandbox) => [sandbox.name, sandbox])),
    botKubeconfig: await writeKubeconfig(
      join(folder, 'kubeconfig-bot.yaml'),
      sandboxes,
      'bot',
      'playground-bot',
    ),
    adminKubeconfig: await writeKubeconfig(
      join(folder, 'kubeconfig.yaml'),
      sandboxes,
      'admin',
      'playground-admin',
    ),
    settled: async () => void (await Promise.all(sandboxes.map(podsReady))),
    end: async () => void (await Promise.all(sandboxes.map((sandbox) => sandbox.stop()))),
  };
}

async function podsReady(sandbox: SandboxCluster): Promise<void> {
  const wanted = Object.values(replicasIn(sandbox.name)).reduce((sum, count) => sum + count, 0);
  while ((await countReady(sandbox.url)) < wanted) await sleep(settleMs);
}

async function countReady(url: string): Promise<number> {
  const answer = await fetch(`${url}/apis/apps/v1/namespaces/${namespace}/deployments`, {
    headers: { authorization: 'Bearer playground-admin' },
  });
  const { items } = (await answer.json()) as WorkloadList;
  return items.reduce((sum, { status }) => sum + (status?.availableReplicas ?? 0), 0);
}

interface WorkloadList {
  readonly items: readonly { readonly status?: { readonly availableReplicas?: number } }[];
}

/** Production's web is large enough for a share of it to mean something. */
function replicasIn(cluster: string): Record<string, number> {
  return { web: cluster === 'prod' ? 12 : 3, cart: 3, checkout: 3, payments: 3, search: 3 };
}

/** Production's is at its most, so that a plan there has something to say of it. */
function autoscaledIn(cluster: string): Record<string, number> {
  return { search: cluster === 'prod' ? 3 : 6 };
}

async function writeKubeconfig(
  file: string,
  sandboxes: readonly SandboxCluster[],
  user: string,
  token: keyof typeof tokens,
): Promise<string> {
  const clusters = sandboxes.map(({ name, url }) => ({ name, url, token }));
  await writeFile(file, kubeconfigFor({ clusters, user }), { mode: 0o600 });
  return file;
}
